import { Field, Float, InputType, ObjectType } from 'type-graphql';
import { Attribute } from './attribute.entity.ts';

// Entities of HSDS inside others, types and inputs at once: see attribute.entity.ts.

@InputType('CostOptionInput')
@ObjectType('CostOption', { simpleResolvers: true, description: 'What is paid, by whom it says.' })
export class CostOption {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  option?: string | null;

  @Field(() => Float, { nullable: true, description: 'In `currency`.' })
  amount?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217.' })
  currency?: string | null;

  @Field(() => String, { nullable: true })
  amountDescription?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  validFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, the last day.' })
  validTo?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('FundingInput')
@ObjectType('Funding', { simpleResolvers: true })
export class Funding {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String, { nullable: true })
  source?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('ProgramInput')
@ObjectType('Program', {
  simpleResolvers: true,
  description: 'The programme of its organisation that a service belongs to.',
})
export class Program {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  alternateName?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

@InputType('UnitInput')
@ObjectType('Unit', { simpleResolvers: true, description: 'What is counted: beds, families, consultations.' })
export class Unit {
  @Field(() => String, { nullable: true })
  id?: string | null;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  scheme?: string | null;

  @Field(() => String, { nullable: true })
  identifier?: string | null;

  @Field(() => String, { nullable: true })
  uri?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}
