import { Field, Float, ID, InputType } from 'type-graphql';
import { ServiceArea } from './address.entity.ts';
import { Attribute } from './attribute.entity.ts';
import { Contact, Language, Phone, Url } from './contact.entity.ts';
import { CostOption, Funding, Program, Unit } from './cost-option.entity.ts';
import * as enums from './enums.ts';
import type * as words from './vocabulary.ts';

@InputType({ description: 'Who acts together with the provider.' })
export class JointImplementerInput {
  @Field(() => String)
  name: string;

  @Field(() => enums.ImplementerLevelEnum)
  level: words.ImplementerLevel;

  @Field(() => ID, { nullable: true, description: 'Where it is registered here.' })
  organisationId?: string | null;
}

@InputType({ description: 'A practical action under 31IC/11/R3, OP3.' })
export class InclusionInput {
  @Field(() => enums.InclusionStrandEnum)
  strand: words.InclusionStrand;

  @Field(() => enums.InclusionSettingEnum)
  setting: words.InclusionSetting;

  @Field(() => Boolean, { defaultValue: true })
  openToMigrants: boolean;

  @Field(() => Boolean, { defaultValue: true })
  openToLocals: boolean;

  @Field(() => [JointImplementerInput], { defaultValue: [] })
  jointImplementers: JointImplementerInput[];
}

@InputType({ description: 'HSDS ServiceCapacity.' })
export class CapacityInput {
  @Field(() => Unit, { description: 'What is counted: beds, families, consultations.' })
  unit: Unit;

  @Field(() => Float, { description: 'How many are left now.' })
  available: number;

  @Field(() => Float, { nullable: true })
  maximum?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Each referral that is accepted takes one, and gives it back when it ends; at most one capacity of a service.',
  })
  perReferral: boolean;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [Attribute], { defaultValue: [] })
  attributes?: Attribute[];
}

/** The rest of HSDS, beside what a rule or a search touches. */
@InputType()
export abstract class OfferDetailsInput {
  @Field(() => String, { nullable: true })
  alternateName?: string | null;

  @Field(() => [Url], { nullable: true })
  additionalUrls?: Url[] | null;

  @Field(() => String, { nullable: true })
  interpretationServices?: string | null;

  @Field(() => String, { nullable: true, description: 'How a person gets it, step by step.' })
  applicationProcess?: string | null;

  @Field(() => String, { nullable: true })
  feesDescription?: string | null;

  @Field(() => String, { nullable: true })
  accreditations?: string | null;

  @Field(() => String, { nullable: true })
  assurerEmail?: string | null;

  @Field(() => String, { nullable: true, description: 'What everyone who reads the entry must know now.' })
  alert?: string | null;

  @Field(() => [Phone], { nullable: true })
  phones?: Phone[] | null;

  @Field(() => [Language], { nullable: true, description: 'Languages with words about each.' })
  languageDetails?: Language[] | null;

  @Field(() => [ServiceArea], { nullable: true })
  serviceAreas?: ServiceArea[] | null;

  @Field(() => [Funding], { nullable: true })
  funding?: Funding[] | null;

  @Field(() => [CostOption], { nullable: true })
  costOptions?: CostOption[] | null;

  @Field(() => Program, { nullable: true })
  program?: Program | null;

  @Field(() => [Contact], { nullable: true })
  contacts?: Contact[] | null;

  @Field(() => [Attribute], { nullable: true })
  attributes?: Attribute[] | null;
}
