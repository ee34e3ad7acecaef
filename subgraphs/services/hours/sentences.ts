import type { Schedule } from '../offer.ts';
import { DAYS, type Day } from '../vocabulary.ts';
import { daySpans } from './print-hours.ts';
import { dayName, HOURS_LANGUAGES, type HoursLanguage } from './words.ts';

/** The sentences that hours are made of; `{}` stands for what is put in. */
interface Wording {
  readonly daily: string;
  readonly span: string;
  readonly time: string;
  readonly allDay: string;
  readonly unknownHours: string;
  readonly unknownDays: string;
  readonly someDays: string;
  readonly closed: string;
  readonly dateSpan: string;
  readonly since: string;
  readonly until: string;
  readonly weeks: string;
  readonly months: string;
  readonly ofMonth: string;
  readonly monthDays: string;
  readonly lastDay: string;
  readonly places: readonly string[];
  readonly more: string;
  readonly local: string;
}

const WORDINGS: Readonly<Record<HoursLanguage, Wording>> = {
  en: {
    daily: 'every day',
    span: '{} to {}',
    time: '{} to {}',
    allDay: 'day and night',
    unknownHours: 'hours not known, ask first',
    unknownDays: 'days not known, ask first',
    someDays: 'not on each of these days, ask first',
    closed: 'Closed: {}',
    dateSpan: '{} to {}',
    since: 'from {}',
    until: 'until {}',
    weeks: 'every {} weeks from {}',
    months: 'every {} months from {}',
    ofMonth: '{} of the month',
    monthDays: 'on day {} of the month',
    lastDay: 'the last',
    places: ['', 'first', 'second', 'third', 'fourth', 'fifth', 'last'],
    more: 'under further conditions, ask first',
    local: 'Local time: {}',
  },
  fr: {
    daily: 'tous les jours',
    span: 'du {} au {}',
    time: 'de {} à {}',
    allDay: 'jour et nuit',
    unknownHours: 'horaires inconnus, se renseigner',
    unknownDays: 'jours inconnus, se renseigner',
    someDays: 'pas chacun de ces jours, se renseigner',
    closed: 'Fermé : {}',
    dateSpan: 'du {} au {}',
    since: 'à partir du {}',
    until: 'jusqu’au {}',
    weeks: 'toutes les {} semaines à partir du {}',
    months: 'tous les {} mois à partir du {}',
    ofMonth: '{} du mois',
    monthDays: 'le {} du mois',
    lastDay: 'dernier jour',
    places: ['', 'premier', 'deuxième', 'troisième', 'quatrième', 'cinquième', 'dernier'],
    more: 'sous d’autres conditions, se renseigner',
    local: 'Heure locale : {}',
  },
  es: {
    daily: 'todos los días',
    span: 'de {} a {}',
    time: 'de {} a {}',
    allDay: 'día y noche',
    unknownHours: 'horario desconocido, preguntar antes',
    unknownDays: 'días desconocidos, preguntar antes',
    someDays: 'no cada uno de estos días, preguntar antes',
    closed: 'Cerrado: {}',
    dateSpan: 'del {} al {}',
    since: 'desde el {}',
    until: 'hasta el {}',
    weeks: 'cada {} semanas desde el {}',
    months: 'cada {} meses desde el {}',
    ofMonth: '{} del mes',
    monthDays: 'el día {} del mes',
    lastDay: 'último',
    places: ['', 'primer', 'segundo', 'tercer', 'cuarto', 'quinto', 'último'],
    more: 'con otras condiciones, preguntar antes',
    local: 'Hora local: {}',
  },
  ar: {
    daily: 'كل يوم',
    span: 'من {} إلى {}',
    time: 'من {} إلى {}',
    allDay: 'ليلًا ونهارًا',
    unknownHours: 'الساعات غير معروفة، يرجى السؤال أولًا',
    unknownDays: 'الأيام غير معروفة، يرجى السؤال أولًا',
    someDays: 'ليس في كل يوم من هذه الأيام، يرجى السؤال أولًا',
    closed: 'مغلق: {}',
    dateSpan: 'من {} إلى {}',
    since: 'ابتداءً من {}',
    until: 'حتى {}',
    weeks: 'كل {} أسابيع ابتداءً من {}',
    months: 'كل {} أشهر ابتداءً من {}',
    ofMonth: '{} من الشهر',
    monthDays: 'في اليوم {} من الشهر',
    lastDay: 'الأخير',
    places: ['', 'الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'الأخير'],
    more: 'بشروط أخرى، يرجى السؤال أولًا',
    local: 'التوقيت المحلي: {}',
  },
};

/** Opening hours as sentences in the first of the reader's languages that has them, else in English. */
export function hoursSentences(schedules: readonly Schedule[], languages: readonly string[]): string[] {
  const known = languages.map((tag) => HOURS_LANGUAGES.find((one) => one === tag.split('-')[0]));
  const language = known.find((one) => one !== undefined) ?? 'en';
  const sentences = new Map<string, string[]>();
  for (const schedule of schedules) {
    const { head, tail } = sentenceOf(schedule, language);
    sentences.set(head, [...(sentences.get(head) ?? []), tail]);
  }
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const zones = [...new Set(schedules.map(({ timeZone }) => timeZone))];
  return [
    ...[...sentences].map(([head, tails]) => ended(begun(filled(head, list.format(tails)), language))),
    ...zones.map((zone) => ended(filled(WORDINGS[language].local, zone))),
  ];
}

/** Rows with one head make one sentence. */
function sentenceOf(schedule: Schedule, language: HoursLanguage): { head: string; tail: string } {
  const words = WORDINGS[language];
  if (schedule.kind === 'CLOSED') return { head: words.closed, tail: datesOf(schedule, language) ?? '' };
  const rule = schedule.kind === 'SPECIAL' ? [] : [rhythmOf(schedule, language), daysOf(schedule, language)];
  const parts = [
    datesOf(schedule, language),
    ...rule,
    schedule.everyDay || schedule.kind === 'SPECIAL' ? null : words.someDays,
  ];
  const isMore = schedule.byWeekNo ?? schedule.byYearDay ?? schedule.count;
  const said = [...parts, isMore === null ? null : words.more].filter((part) => part !== null && part !== '');
  return { head: `${said.join(commaOf(language))}: {}`, tail: timesOf(schedule, words) };
}

function timesOf({ opensAt, closesAt }: Schedule, words: Wording): string {
  if (opensAt === null || closesAt === null) return words.unknownHours;
  if (opensAt === '00:00' && closesAt === '24:00') return words.allDay;
  return filled(words.time, opensAt, closesAt);
}

function datesOf({ validFrom, validUntil, until }: Schedule, language: HoursLanguage): string | null {
  const words = WORDINGS[language];
  const last = validUntil ?? until;
  if (validFrom === null) return last === null ? null : filled(words.until, dateIn(last, language));
  if (last === null) return filled(words.since, dateIn(validFrom, language));
  if (last === validFrom) return dateIn(last, language);
  return filled(words.dateSpan, dateIn(validFrom, language), dateIn(last, language));
}

function rhythmOf({ interval, frequency, startsOn }: Schedule, language: HoursLanguage): string | null {
  if (interval === 1 || startsOn === null) return null;
  const words = WORDINGS[language];
  return filled(
    frequency === 'MONTHLY' ? words.months : words.weeks,
    String(interval),
    dateIn(startsOn, language),
  );
}

function daysOf({ days, byDay, byMonthDay }: Schedule, language: HoursLanguage): string {
  const words = WORDINGS[language];
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  if (byMonthDay !== null) {
    const said = byMonthDay.split(',').map((one) => (one === '-1' ? words.lastDay : one));
    return filled(words.monthDays, list.format(said));
  }
  if (byDay !== null)
    return filled(words.ofMonth, list.format(byDay.split(',').map((code) => placedDay(code, language))));
  if (days.length === 0) return words.unknownDays;
  if (days.length === DAYS.length) return words.daily;
  return list.format(
    daySpans(days).map(([first, last]) =>
      first === last
        ? dayName(first, language)
        : filled(words.span, dayName(first, language), dayName(last, language)),
    ),
  );
}

/** French, English and Spanish say the place first, Arabic after. */
function placedDay(code: string, language: HoursLanguage): string {
  const day = dayName(code.slice(-2) as Day, language);
  const number = Number(code.slice(0, -2));
  const place = WORDINGS[language].places[number < 0 ? 6 : number] ?? '';
  return (language === 'ar' ? [day, place] : [place, day]).filter(Boolean).join(' ');
}

/** With the digits that times have: `ar` alone would write others in some countries. */
function dateIn(date: string, language: HoursLanguage): string {
  return new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

function filled(sentence: string, ...parts: string[]): string {
  return parts.reduce((said, part) => said.replace('{}', () => part), sentence);
}

function commaOf(language: HoursLanguage): string {
  return language === 'ar' ? '، ' : ', ';
}

function begun(sentence: string, language: HoursLanguage): string {
  return sentence.charAt(0).toLocaleUpperCase(language) + sentence.slice(1);
}

function ended(sentence: string): string {
  return `${sentence}.`;
}
