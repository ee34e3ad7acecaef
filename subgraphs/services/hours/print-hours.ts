import type { Schedule } from '../offer.ts';
import { DAYS, type Day } from '../vocabulary.ts';
import { shortDay } from './words.ts';

const ORDINALS = ['', '1st', '2nd', '3rd', '4th', '5th'];

/** Hours as `readHours` reads them; null when they hold what cannot be written so. */
export function printHours(schedules: readonly Schedule[]): string | null {
  if (schedules.length === 0 || !schedules.every(isPrintable)) return null;
  const clauses: { head: string; kind: string; tails: string[] }[] = [];
  for (const schedule of schedules) {
    const { head, tail } = clauseOf(schedule);
    const last = clauses.at(-1);
    if (last?.head === head && last.kind === schedule.kind) last.tails.push(tail);
    else clauses.push({ head, kind: schedule.kind, tails: [tail] });
  }
  return clauses.map(({ head, tails }) => `${head} ${tails.join(', ')}`).join('; ');
}

function isPrintable(schedule: Schedule): boolean {
  const { kind, frequency, interval, startsOn, byWeekNo, byYearDay, until, count, byDay, byMonthDay, days } =
    schedule;
  if (kind !== 'CLOSED' && (schedule.opensAt === null || schedule.closesAt === null)) return false;
  if (kind !== 'REGULAR') return schedule.validFrom !== null && days.length === 0;
  if (!schedule.everyDay || byWeekNo !== null || byYearDay !== null || until !== null || count !== null)
    return false;
  if ((interval === 1) !== (startsOn === null)) return false;
  if (frequency === 'MONTHLY') {
    const placed = byDay?.split(',').every((one) => /^([1-5]|-1)[A-Z]{2}$/.test(one)) ?? false;
    return days.length === 0 && (byMonthDay === null ? placed : byDay === null);
  }
  return frequency === 'WEEKLY' && days.length > 0 && byDay === null && byMonthDay === null;
}

function clauseOf(schedule: Schedule): { head: string; tail: string } {
  if (schedule.kind === 'CLOSED') return { head: 'closed', tail: spanOf(schedule) };
  const tail = `${schedule.opensAt}–${schedule.closesAt}`;
  if (schedule.kind === 'SPECIAL') return { head: spanOf(schedule), tail };
  return { head: [seasonOf(schedule), rhythmOf(schedule), daysOf(schedule)].filter(Boolean).join(' '), tail };
}

function spanOf({ validFrom, validUntil }: Schedule): string {
  return validFrom === validUntil ? `${validFrom}` : `${validFrom}–${validUntil}`;
}

function seasonOf({ validFrom, validUntil }: Schedule): string {
  if (validFrom === null) return validUntil === null ? '' : `until ${validUntil}:`;
  return validUntil === null ? `from ${validFrom}:` : `from ${validFrom} to ${validUntil}:`;
}

function rhythmOf({ interval, frequency, startsOn }: Schedule): string {
  if (interval === 1) return '';
  return `every ${interval} ${frequency === 'MONTHLY' ? 'months' : 'weeks'} from ${startsOn}`;
}

function daysOf({ days, byDay, byMonthDay }: Schedule): string {
  if (byMonthDay !== null) return `day ${byMonthDay.split(',').join(', ')}`;
  if (byDay !== null) return byDay.split(',').map(placedDay).join(', ');
  return days.length === DAYS.length ? 'daily' : daySpans(days).map(rangeOf).join(', ');
}

function placedDay(code: string): string {
  const day = shortDay(code.slice(-2) as Day);
  return code.startsWith('-') ? `last ${day}` : `${ORDINALS[Number(code.slice(0, -2))]} ${day}`;
}

function rangeOf([first, last]: readonly [Day, Day]): string {
  if (first === last) return shortDay(first);
  const next = DAYS[(DAYS.indexOf(first) + 1) % DAYS.length] === last;
  return `${shortDay(first)}${next ? ', ' : '–'}${shortDay(last)}`;
}

/** Days that follow each other, as first and last; a week goes round, so Sunday to Thursday is one. */
export function daySpans(days: readonly Day[]): (readonly [Day, Day])[] {
  if (days.length === DAYS.length) return [['MO', 'SU']];
  const has = (index: number) => days.includes(DAYS[(index + DAYS.length) % DAYS.length] as Day);
  return DAYS.flatMap((day, index) => {
    if (!has(index) || has(index - 1)) return [];
    let last = index;
    while (has(last + 1)) last += 1;
    return [[day, DAYS[last % DAYS.length] as Day] as const];
  });
}
