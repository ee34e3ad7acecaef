import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { graphqlEnum } from '../../shared/enums.ts';
import { DAYS, type Day, FREQUENCIES, type Frequency } from './vocabulary.ts';

export const DayEnum = graphqlEnum(DAYS);
registerEnumType(DayEnum, { name: 'Day', description: 'As RFC 5545 writes them.' });
export const FrequencyEnum = graphqlEnum(FREQUENCIES);
registerEnumType(FrequencyEnum, { name: 'Frequency' });

@ObjectType({ simpleResolvers: true, description: 'When a service is given: HSDS Schedule.' })
export class Schedule {
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

  @Field(() => Int, { description: 'Every so many weeks or months.' })
  interval: number;

  @Field(() => Boolean, { description: 'On every one of these days; false: on some of them, ask.' })
  everyDay: boolean;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  validFrom: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, the last day.' })
  validUntil: string | null;
}
