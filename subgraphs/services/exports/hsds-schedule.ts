import { attributesOf } from '../hsds/beyond-hsds.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import type { Schedule } from '../offer.ts';
import { DAYS } from '../vocabulary.ts';
import { fieldsOut, type HsdsRecord, saying, withAttributes } from './hsds-part.ts';

/**
 * HSDS Schedule. It knows no time that is shut: such a schedule has its days and says “Closed”, and no hour or rule that a
 * reader of HSDS could take for an open one; those stand in an attribute. `reckonedAt`: the moment for which
 * the hours from UTC of its time zone are told, where the owner told none; summer time changes them, the zone does not.
 */
export function scheduleOut(schedule: Schedule, place: string, reckonedAt: Date): HsdsRecord {
  const id = hsdsId(place, schedule.hsdsId);
  const isClosed = schedule.kind === 'CLOSED';
  const said = fieldsOut('scheduleDetails', schedule.details, id);
  const rule = isClosed ? {} : ruleOf(schedule);
  const record = saying({
    id,
    valid_from: schedule.validFrom,
    valid_to: schedule.validUntil,
    timezone: offsetHours(schedule.timeZone, reckonedAt),
    ...(isClosed ? { description: 'Closed' } : {}),
    ...rule,
    ...said,
  });
  return withAttributes(record, attributesOf('schedule', id, beyond(schedule, 'freq' in rule)));
}

function beyond(schedule: Schedule, hasFrequency: boolean): object {
  const { kind, timeZone, everyDay, frequency, details, validFrom, validUntil, hsdsId, ...rest } = schedule;
  return {
    kind: kind === 'REGULAR' ? null : kind,
    timeZone,
    everyDay,
    frequency: hasFrequency ? null : frequency,
    closedRule: kind === 'CLOSED' ? rest : null,
    offset: details['timezone'],
  };
}

function ruleOf(schedule: Schedule): HsdsRecord {
  const days = DAYS.filter((day) => schedule.days.includes(day));
  const byday = [...days, ...(schedule.byDay === null ? [] : [schedule.byDay])].join(',');
  const recurs = [
    byday || null,
    schedule.byMonthDay,
    schedule.byWeekNo,
    schedule.byYearDay,
    schedule.startsOn,
  ];
  const isRule = schedule.frequency !== 'ONCE' && recurs.some((one) => one !== null);
  return saying({
    dtstart: schedule.startsOn,
    until: schedule.until,
    count: schedule.count,
    wkst: schedule.weekStart,
    freq: isRule ? schedule.frequency : null,
    interval: isRule ? schedule.interval : null,
    byday: byday || null,
    byweekno: schedule.byWeekNo,
    bymonthday: schedule.byMonthDay,
    byyearday: schedule.byYearDay,
    opens_at: schedule.opensAt,
    closes_at: schedule.closesAt,
  });
}

/** There are some hundred time zones, and making a format costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Such as 3, 5.5 or -4. */
function offsetHours(timeZone: string, at: Date): number | null {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const parts = format.formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
  if (sign === undefined) return name === 'GMT' ? 0 : null;
  return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}
