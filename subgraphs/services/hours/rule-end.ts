import rrule from 'rrule';
import type { Schedule } from '../offer.ts';

/** The rule as RFC 5545 has it, on days without hours or zone. */
export function ruleOf(schedule: Schedule): string {
  const {
    frequency,
    interval,
    days,
    startsOn,
    until,
    count,
    weekStart,
    byDay,
    byWeekNo,
    byMonthDay,
    byYearDay,
  } = schedule;
  const compact = (date: string) => date.replaceAll('-', '');
  const parts = {
    FREQ: frequency === 'MONTHLY' ? 'MONTHLY' : 'WEEKLY',
    INTERVAL: interval,
    WKST: weekStart,
    UNTIL: until === null ? null : `${compact(until)}T000000Z`,
    COUNT: count,
    BYDAY: byDay ?? (days.length > 0 ? days.join(',') : null),
    BYWEEKNO: byWeekNo,
    BYMONTHDAY: byMonthDay,
    BYYEARDAY: byYearDay,
  };
  const rule = Object.entries(parts)
    .filter(([, said]) => said !== null)
    .map(([part, said]) => `${part}=${said}`);
  return `DTSTART:${compact(startsOn ?? '1970-01-01')}T000000Z\nRRULE:${rule.join(';')}`;
}

/** COUNT becomes UNTIL when hours are written, so that a search need not count. */
export function withEnd(schedule: Schedule): Schedule {
  if (schedule.count === null || schedule.startsOn === null) return schedule;
  const last = rrule.rrulestr(ruleOf(schedule)).all().at(-1);
  return { ...schedule, until: last?.toISOString().slice(0, 10) ?? schedule.startsOn };
}
