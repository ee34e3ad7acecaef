import type { Schedule } from '../offer.ts';

/** Whether the days of a rule can be told from it alone: else nobody can say "open now" from it. */
export function isCertain(schedule: Omit<Schedule, 'everyDay'>): boolean {
  const { kind, frequency, interval, days, startsOn, validFrom, byDay, byMonthDay, byWeekNo, byYearDay } =
    schedule;
  if (kind !== 'REGULAR') return true;
  // From the end of a year is not reckoned [choice: nobody writes it].
  if (`${byWeekNo ?? ''}${byYearDay ?? ''}`.includes('-')) return false;
  if (interval > 1 && startsOn === null) return false;
  if (frequency === 'WEEKLY') return days.length > 0;
  if (frequency === 'ONCE') return (startsOn ?? validFrom) !== null;
  return byDay !== null || byMonthDay !== null || days.length > 0 || startsOn !== null;
}
