import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { AccessSetting } from '../../shared/policy/access-words.ts';
import type { AccessConstraint } from '../../shared/policy/incident-words.ts';
import { AccessConstraintEnum } from './access-incident.entity.ts';
import { AccessSettingEnum } from './access-place.entity.ts';

@ObjectType({ simpleResolvers: true })
export class AccessScore {
  @Field(() => AccessConstraintEnum)
  constraint: AccessConstraint;

  @Field(() => Float, {
    nullable: true,
    description: '0 (no constraint) to 3 (severe); null: too few to tell, or none.',
  })
  score: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Null: fewer than 5, or filed by fewer than 3 organisations.',
  })
  incidents: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Frozen 30 days after the month was over; never counted again.',
})
export class AccessMonth {
  @Field(() => String, { description: 'Year and month, such as 2026-03.' })
  month: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Of all constraints, rounded to 5; null: too few to tell, or none.',
  })
  incidents: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of all constraints, 0 to 3; null: too few to tell, or none.',
  })
  score: number | null;

  @Field(() => [AccessScore])
  constraints: AccessScore[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What an agreement covered until it expired, and none covers now.',
})
export class AccessGap {
  @Field(() => AccessSettingEnum)
  setting: AccessSetting;

  @Field(() => String, { description: 'Year and month in which the last agreement about it expired.' })
  since: string;
}

/** What anyone may know about access to people in need in a country. */
@ObjectType({
  simpleResolvers: true,
  description: 'What anyone may know about access to people in need in a country.',
})
export class AccessProfile {
  @Field(() => Int, { description: 'Access agreements in force.' })
  agreementsInForce: number;

  @Field(() => [AccessGap])
  gaps: AccessGap[];

  @Field(() => [AccessMonth], { description: 'The last twelve months that are counted, oldest first.' })
  months: AccessMonth[];
}
