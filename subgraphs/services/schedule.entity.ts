import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import {
  DAYS,
  type Day,
  FREQUENCIES,
  type Frequency,
  SCHEDULE_KINDS,
  type ScheduleKind,
} from './vocabulary.ts';

export const DayEnum = graphqlEnum(DAYS);
registerEnumType(DayEnum, { name: 'Day', description: 'As RFC 5545 writes them.' });
export const FrequencyEnum = graphqlEnum(FREQUENCIES);
registerEnumType(FrequencyEnum, { name: 'Frequency' });
export const ScheduleKindEnum = graphqlEnum(SCHEDULE_KINDS);
registerEnumType(ScheduleKindEnum, {
  name: 'ScheduleKind',
  description:
    'REGULAR: the rule. CLOSED: shut from `validFrom` to `validUntil`. SPECIAL: other hours in that time.',
});

@ObjectType({ simpleResolvers: true, description: 'When a service is given: HSDS Schedule.' })
export class Schedule {
  @Field(() => ScheduleKindEnum)
  kind: ScheduleKind;

  @Field(() => String, { description: 'IANA name, such as `Asia/Amman`.' })
  timeZone: string;

  @Field(() => [DayEnum])
  days: Day[];

  @Field(() => String, { nullable: true, description: 'Local time, `HH:MM`; null when not known.' })
  opensAt: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Local time, `HH:MM` up to `24:00`; not after `opensAt`: on the next day; null when not known.',
  })
  closesAt: string | null;

  @Field(() => FrequencyEnum)
  frequency: Frequency;

  @Field(() => Int, { description: 'Every so many weeks or months, counted from `startsOn`.' })
  interval: number;

  @Field(() => Boolean, { description: 'On every one of these days; false: on some of them, ask.' })
  everyDay: boolean;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  validFrom: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, the last day.' })
  validUntil: string | null;

  @Field(() => String, { nullable: true, description: 'DTSTART: first day of the rule, ISO 8601 date.' })
  startsOn: string | null;

  @Field(() => String, { nullable: true, description: 'UNTIL: last day of the rule, ISO 8601 date.' })
  until: string | null;

  @Field(() => Int, { nullable: true, description: 'COUNT: how often in all.' })
  count: number | null;

  @Field(() => DayEnum, { nullable: true, description: 'WKST: on which day a week begins.' })
  weekStart: Day | null;

  @Field(() => String, { nullable: true, description: 'BYDAY with places in the month, such as `1MO,-1FR`.' })
  byDay: string | null;

  @Field(() => String, { nullable: true, description: 'BYWEEKNO.' })
  byWeekNo: string | null;

  @Field(() => String, { nullable: true, description: 'BYMONTHDAY, such as `1,15` or `-1`.' })
  byMonthDay: string | null;

  @Field(() => String, { nullable: true, description: 'BYYEARDAY.' })
  byYearDay: string | null;

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => String, { nullable: true, description: 'Where the provider keeps its hours, on the web.' })
  scheduleLink: string | null;

  @Field(() => String, { nullable: true, description: 'In person, by telephone, in the provider’s words.' })
  attendingType: string | null;

  @Field(() => String, { nullable: true })
  notes: string | null;
}
