import { Field, Int, ObjectType } from 'type-graphql';
import { Schedule } from './schedule.entity.ts';

@ObjectType('OpeningHoursMistake', { simpleResolvers: true })
export class OpeningHoursMistake {
  @Field(() => Int, { description: 'At which character of the text, counted from 0.' })
  position: number;

  @Field(() => String)
  says: string;
}

@ObjectType('OpeningHoursReading', {
  simpleResolvers: true,
  description: 'Typed hours as they are understood.',
})
export class OpeningHours {
  @Field(() => [String], { description: 'In your language: English, French, Spanish or Arabic.' })
  sentences: string[];

  @Field(() => String, { nullable: true, description: 'The same, as it is written here.' })
  text: string | null;

  @Field(() => [Schedule])
  schedules: Schedule[];

  @Field(() => OpeningHoursMistake, { nullable: true, description: 'Null: it was understood.' })
  mistake: OpeningHoursMistake | null;
}
