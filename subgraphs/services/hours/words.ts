import { searchable } from '../searchable.ts';
import { DAYS, type Day } from '../vocabulary.ts';

/** Languages in which hours are read as sentences, and whose names of days are understood. */
export const HOURS_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type HoursLanguage = (typeof HOURS_LANGUAGES)[number];

/** 1 January 2024 was a Monday. */
const mondayOn = (day: Day) => new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)));

export function dayName(day: Day, language: HoursLanguage): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(mondayOn(day));
}

/** As the print of hours writes it. */
export function shortDay(day: Day): string {
  return new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format(mondayOn(day));
}

/** Every way in which a day may be typed: its names long and short in four languages, and the two letters of RFC 5545. */
const TYPED_DAYS: ReadonlyMap<string, Day> = new Map(
  DAYS.flatMap((day) => [
    [day.toLowerCase(), day] as const,
    ...HOURS_LANGUAGES.flatMap((language) =>
      (['long', 'short'] as const).map(
        (weekday) =>
          [
            wordOf(new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(mondayOn(day))),
            day,
          ] as const,
      ),
    ),
    // As many write them: the first three or four letters of English.
    [dayName(day, 'en').toLowerCase().slice(0, 4), day] as const,
    [`${dayName(day, 'en').toLowerCase().slice(0, 5)}`, day] as const,
  ]),
);

export function typedDay(word: string): Day | null {
  return TYPED_DAYS.get(wordOf(word)) ?? null;
}

export type HoursWord =
  | 'closed'
  | 'daily'
  | 'from'
  | 'to'
  | 'until'
  | 'every'
  | 'weeks'
  | 'months'
  | 'last'
  | 'day';

const TYPED_WORDS: Readonly<Record<HoursWord, readonly string[]>> = {
  closed: ['closed', 'ferme', 'cerrado', 'مغلق'],
  daily: ['daily', 'quotidien', 'diario', 'يوميا'],
  from: ['from', 'du', 'desde', 'من'],
  to: ['to', 'au', 'a', 'hasta', 'الي'],
  until: ['until', 'jusqu', 'حتي'],
  every: ['every', 'toutes', 'cada', 'كل'],
  weeks: ['weeks', 'week', 'semaines', 'semanas', 'اسابيع'],
  months: ['months', 'month', 'mois', 'meses', 'اشهر'],
  last: ['last', 'dernier', 'ultimo', 'اخر'],
  day: ['day', 'jour', 'dia', 'اليوم'],
};

export function typedWord(word: string): HoursWord | null {
  const typed = wordOf(word);
  return (Object.keys(TYPED_WORDS) as HoursWord[]).find((one) => TYPED_WORDS[one].includes(typed)) ?? null;
}

function wordOf(word: string): string {
  return searchable(word).replace(/\.$/, '');
}
