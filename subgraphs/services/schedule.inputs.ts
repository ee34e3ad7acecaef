import { Field, InputType, Int } from 'type-graphql';
import { DayEnum, FrequencyEnum, ScheduleKindEnum } from './schedule.entity.ts';
import type * as words from './vocabulary.ts';

@InputType({ description: 'Hours as people type them; the service’s schedules are made of it.' })
export class OpeningHoursInput {
  @Field(() => String, { description: 'IANA name, such as `Africa/Nairobi`.' })
  timeZone: string;

  @Field(() => String, {
    description:
      'Such as `Sun–Thu 08:30–13:00, 14:00–16:00; closed 2026-12-25; 2026-12-31 08:00–12:00; 1st Mon 09:00–12:00; from 2026-06-01 to 2026-08-31: daily 07:00–12:00`.',
  })
  text: string;
}

@InputType()
export class ScheduleInput {
  @Field(() => ScheduleKindEnum, { defaultValue: 'REGULAR' })
  kind: words.ScheduleKind;

  @Field(() => String, { description: 'IANA name, such as `Africa/Nairobi`.' })
  timeZone: string;

  @Field(() => [DayEnum])
  days: words.Day[];

  @Field(() => String, { nullable: true, description: 'Local time, `HH:MM`.' })
  opensAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Local time, `HH:MM` up to `24:00`; not after `opensAt`: on the next day.',
  })
  closesAt?: string | null;

  @Field(() => FrequencyEnum, { defaultValue: 'WEEKLY' })
  frequency: words.Frequency;

  @Field(() => Int, { defaultValue: 1, description: 'Every so many weeks or months.' })
  interval: number;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  validFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, the last day.' })
  validUntil?: string | null;

  @Field(() => String, { nullable: true, description: 'DTSTART: first day of the rule, ISO 8601 date.' })
  startsOn?: string | null;

  @Field(() => String, { nullable: true, description: 'UNTIL: last day of the rule, ISO 8601 date.' })
  until?: string | null;

  @Field(() => Int, { nullable: true, description: 'COUNT: how often in all; needs `startsOn`.' })
  count?: number | null;

  @Field(() => DayEnum, { nullable: true, description: 'WKST; by default Monday.' })
  weekStart?: words.Day | null;

  @Field(() => String, { nullable: true, description: 'BYDAY with places in the month, such as `1MO,-1FR`.' })
  byDay?: string | null;

  @Field(() => String, { nullable: true, description: 'BYWEEKNO, such as `1,53`.' })
  byWeekNo?: string | null;

  @Field(() => String, { nullable: true, description: 'BYMONTHDAY, such as `1,15` or `-1`.' })
  byMonthDay?: string | null;

  @Field(() => String, { nullable: true, description: 'BYYEARDAY.' })
  byYearDay?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address, http or https.' })
  scheduleLink?: string | null;

  @Field(() => String, { nullable: true })
  attendingType?: string | null;

  @Field(() => String, { nullable: true })
  notes?: string | null;
}
