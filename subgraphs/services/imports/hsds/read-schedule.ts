import { isCertain } from '../../hours/certain.ts';
import { withEnd } from '../../hours/rule-end.ts';
import type { Kept } from '../../hsds-parts.ts';
import { BLANK_SCHEDULE, type Schedule } from '../../offer.ts';
import { checkSchedule } from '../../offer-checks.ts';
import { isTimeZone as isZoneName } from '../../offer-words.ts';
import { DAYS, type Day, type Frequency, type ScheduleKind } from '../../vocabulary.ts';
import type { Notes } from '../notes.ts';
import { idOf, isJson, isSilent, type Json } from './json.ts';
import { beyond, readPart, readText, readValue } from './read-parts.ts';
import { zoneOf } from './time-zones.ts';

const READ_HERE = [
  ...['id', 'valid_from', 'valid_to', 'dtstart', 'until', 'count', 'wkst', 'freq', 'interval', 'byday'],
  ...['byweekno', 'bymonthday', 'byyearday', 'opens_at', 'closes_at'],
];
/** Beside one of these it takes a calendar to say when a rule ends that is counted. */
const COUNTED_BY_CALENDAR = ['byWeekNo', 'byMonthDay', 'byYearDay'] as const;

/**
 * A schedule of HSDS: parts of an RFC 5545 rule in local time. HSDS has a number of hours from UTC where a zone is meant:
 * `countries`, where the service is given, say which zone it is. What is not certain opens nothing: `everyDay` is false.
 */
export function readSchedule(
  given: Json,
  path: string,
  countries: readonly string[],
  notes: Notes,
): Schedule {
  const { said, source } = beyond('schedule', given);
  const at = (field: string) => `${path}.${field}`;
  const day = (field: string) => readValue('day', source[field], at(field), notes) as string | null;
  const text = (field: string) => readText(source[field], at(field), notes);
  const opens = clockOf(source['opens_at'], at('opens_at'), notes);
  const closes = clockOf(source['closes_at'], at('closes_at'), notes);
  const { timezone, ...details } = (readPart('scheduleDetails', source, `${path}.`, notes, READ_HERE) ??
    {}) as Kept;
  const offset = (timezone as number | undefined) ?? opens.offset ?? closes.offset;
  const zone = isTimeZone(said['timeZone'])
    ? { name: said['timeZone'], certain: true }
    : zoneOf(offset, countries);
  if (!zone.certain) {
    notes.said(
      at('timezone'),
      offset ?? null,
      'Its time zone is not certain: nobody is told "open now" by it.',
    );
  }
  const { days, byDay } = daysOf(text('byday'));
  const wkst = text('wkst')?.toUpperCase();
  const schedule = kept(source, path, notes, {
    ...BLANK_SCHEDULE,
    timeZone: zone.name,
    days,
    byDay,
    opensAt: opens.time === '24:00' ? '00:00' : opens.time,
    closesAt: closes.time,
    kind: (said['kind'] ?? 'REGULAR') as ScheduleKind,
    frequency: (said['frequency'] as Frequency | undefined) ?? frequencyOf(text('freq'), at('freq'), notes),
    interval: numberOf(source['interval'], at('interval'), notes) ?? 1,
    validFrom: day('valid_from'),
    validUntil: day('valid_to'),
    startsOn: day('dtstart'),
    until: day('until'),
    count: numberOf(source['count'], at('count'), notes),
    weekStart: DAYS.find((one) => one === wkst) ?? null,
    byWeekNo: text('byweekno'),
    byMonthDay: text('bymonthday'),
    byYearDay: text('byyearday'),
    // Where the zone itself is said, the hours from UTC were reckoned from it, unless the owner gave them.
    details:
      timezone === undefined || (said['timeZone'] && !('offset' in said))
        ? details
        : { ...details, timezone },
    hsdsId: idOf(source['id']),
  });
  const whole = { ...schedule, ...closedRule(said['closedRule'], schedule) };
  const certain = said['timeZone'] ? said['everyDay'] === true : isCertain(whole);
  return ended({ ...whole, everyDay: zone.certain && certain });
}

/** The rule of a time that is shut, which HSDS would take for hours that are open; only as a rule that may stand. */
function closedRule(rule: unknown, schedule: Schedule): Partial<Schedule> {
  if (!isJson(rule) || schedule.kind !== 'CLOSED') return {};
  const own = Object.entries(rule).filter(([field]) => RULE_FIELDS.some((one) => one === field));
  const whole = { ...schedule, ...Object.fromEntries(own) };
  const holds = Array.isArray(whole.days) && whole.days.every((day) => DAYS.includes(day));
  return holds && typeof whole.interval === 'number' && faultIn(whole) === null ? whole : {};
}

const RULE_FIELDS = [
  ...['days', 'opensAt', 'closesAt', 'interval', 'startsOn', 'until', 'count', 'weekStart', 'byDay'],
  ...['byWeekNo', 'byMonthDay', 'byYearDay'],
];

/** Without the parts that RFC 5545 does not let stand where they stand. */
function kept(source: Json, path: string, notes: Notes, schedule: Omit<Schedule, 'everyDay'>) {
  let rest = { ...schedule, everyDay: false };
  for (const [field, key] of CHECKED) {
    const alone = { ...BLANK_SCHEDULE, timeZone: 'UTC', startsOn: rest.startsOn, [field]: rest[field] };
    const fault = faultIn(alone);
    if (fault === null) continue;
    notes.leftOut(`${path}.${key}`, source[key], fault);
    rest = { ...rest, [field]: BLANK_SCHEDULE[field] };
  }
  if (faultIn(rest) !== null) {
    notes.leftOut(`${path}.valid_to`, source['valid_to'], 'The last day is before the first.');
    rest = { ...rest, validUntil: null };
  }
  return rest;
}

const CHECKED = [
  ['interval', 'interval'],
  ['count', 'count'],
  ['byDay', 'byday'],
  ['byWeekNo', 'byweekno'],
  ['byMonthDay', 'bymonthday'],
  ['byYearDay', 'byyearday'],
] as const;

function faultIn(schedule: Schedule): string | null {
  try {
    checkSchedule(schedule, '');
    return null;
  } catch (error) {
    return (error as { detail?: { says?: string } }).detail?.says ?? 'It is no rule of RFC 5545.';
  }
}

/** A count is reckoned to its last day, where days alone are counted. */
function ended(schedule: Schedule): Schedule {
  if (schedule.count === null || schedule.until !== null) return schedule;
  const simple = schedule.byDay === null && COUNTED_BY_CALENDAR.every((part) => schedule[part] === null);
  return simple && schedule.count <= 5000 ? withEnd(schedule) : { ...schedule, everyDay: false };
}

function daysOf(byday: string | null): { days: Day[]; byDay: string | null } {
  const said = (byday ?? '')
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== '');
  const days = DAYS.filter((day) => said.includes(day));
  const plain = said.every((one) => days.some((day) => day === one));
  return plain ? { days, byDay: null } : { days: [], byDay: said.join(',') };
}

/** Without a word about it, HSDS means a week. */
function frequencyOf(said: string | null, path: string, notes: Notes): Frequency {
  const word = said?.toUpperCase() ?? 'WEEKLY';
  if (word === 'WEEKLY' || word === 'MONTHLY') return word;
  // A day is every day of each week only where the days are said; else nobody knows which.
  notes.leftOut(path, said, 'HSDS has WEEKLY and MONTHLY.');
  return 'WEEKLY';
}

function numberOf(said: unknown, path: string, notes: Notes): number | null {
  const value = readValue('number', said, path, notes) as number | null;
  if (value === null || Number.isInteger(value)) return value;
  notes.leftOut(path, said, 'A whole number was expected.');
  return null;
}

function isTimeZone(said: unknown): said is string {
  return typeof said === 'string' && isZoneName(said);
}

const CLOCK = /^([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** `HH:MM`, with seconds or hours from UTC behind it or without. */
function clockOf(said: unknown, path: string, notes: Notes): { time: string | null; offset: number | null } {
  if (isSilent(said)) return { time: null, offset: null };
  const [whole, hours = '', minutes = '', zone] = CLOCK.exec(String(said).trim()) ?? [];
  const time = `${hours.padStart(2, '0')}:${minutes}`;
  if (whole === undefined || (hours === '24' && minutes !== '00')) {
    notes.leftOut(path, said, 'A time of day is written HH:MM.');
    return { time: null, offset: null };
  }
  return { time, offset: zone === undefined ? null : offsetOf(zone) };
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const [hours = 0, minutes = 0] = [zone.slice(1, 3), zone.slice(3).replace(':', '')].map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours + minutes / 60);
}
