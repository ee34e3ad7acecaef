import { Field, Int, ObjectType } from 'type-graphql';
import { NeedEnum } from './enums.ts';
import type { Need } from './vocabulary.ts';

/** The services behind a gap, counted: each number is a part of the one before it. */
@ObjectType({
  simpleResolvers: true,
  description:
    'The services for a need that reach an area, counted; each number is a part of the one before.',
})
export class ServicesBehind {
  @Field(() => Int, { description: 'All that are in the directory, closed for good ones left out.' })
  known: number;

  @Field(() => Int, { description: 'Active, and not past their last day.' })
  open: number;

  @Field(() => Int, { description: 'And that require no legal status.' })
  forAnyStatus: number;

  @Field(() => Int, { description: 'And firewalled.' })
  firewalled: number;

  @Field(() => Int, { description: 'And assured within 180 days; none of these is what makes a gap.' })
  assured: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A need in an area for which no service is open, firewalled and assured (31IC/11/R3, P6).',
})
export class ServiceGap {
  @Field(() => NeedEnum)
  need: Need;

  @Field(() => String, {
    nullable: true,
    description: 'First administrative level; null: the country as a whole.',
  })
  admin1: string | null;

  @Field(() => ServicesBehind)
  services: ServicesBehind;
}
