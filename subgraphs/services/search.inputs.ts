import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { FirewallStatus } from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import * as enums from './enums.ts';
import type * as words from './vocabulary.ts';

@InputType()
export class InclusionFilter {
  @Field(() => [enums.InclusionStrandEnum], { nullable: true })
  strands?: words.InclusionStrand[] | null;

  @Field(() => enums.InclusionSettingEnum, { nullable: true })
  setting?: words.InclusionSetting | null;

  @Field(() => Boolean, { nullable: true, description: 'Open to migrants and to locals.' })
  openToAll?: boolean | null;
}

@InputType({ description: 'Every line narrows; of a list, one match is enough.' })
export class ServiceFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Words of a name, description or place, in any script, also misspelt; 200 characters at most.',
  })
  text?: string | null;

  @Field(() => [enums.ServiceTypeEnum], { nullable: true })
  types?: ServiceType[] | null;

  @Field(() => [enums.NeedEnum], { nullable: true })
  needs?: words.Need[] | null;

  @Field(() => [String], { nullable: true, description: 'BCP 47; `ar` finds `ar-JO` as well.' })
  languages?: string[] | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'First administrative level, by name.' })
  admin1?: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Open at this moment, in the service’s own time zone, as far as its hours say so for certain.',
  })
  openAt?: Date | null;

  @Field(() => [enums.FirewallStatusEnum], { nullable: true, description: 'By default FIREWALLED alone.' })
  firewallStatus?: FirewallStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Also services that ask for a paper of lawful residence. By default they are left out.',
  })
  includeStatusConditioned?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'In years: services for people of that age.' })
  age?: number | null;

  @Field(() => enums.ServedGenderEnum, {
    nullable: true,
    description: 'Services for these people, or for everyone.',
  })
  gender?: words.Gender | null;

  @Field(() => [enums.DocumentKindEnum], {
    nullable: true,
    description: 'The papers a person has: services that ask for no other. An empty list: for none.',
  })
  papers?: words.DocumentKind[] | null;

  @Field(() => [enums.AccessibilityFeatureEnum], { nullable: true, description: 'All of these.' })
  accessibility?: words.AccessibilityFeature[] | null;

  @Field(() => [enums.CostEnum], { nullable: true })
  cost?: words.Cost[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Those that say they are full are left out.' })
  placeLeft?: boolean | null;

  @Field(() => [enums.JourneyStageEnum], { nullable: true })
  journeyStages?: words.JourneyStage[] | null;

  @Field(() => [enums.ServicePointModalityEnum], {
    nullable: true,
    description: 'Humanitarian service points.',
  })
  servicePoint?: words.ServicePointModality[] | null;

  @Field(() => InclusionFilter, { nullable: true, description: 'Inclusion activities.' })
  inclusion?: InclusionFilter | null;

  @Field(() => ID, { nullable: true, description: 'Of this provider alone.' })
  organisationId?: string | null;
}

@InputType({ description: 'Confidential places take no part: distance triangulates.' })
export class NearInput {
  @Field(() => Float, { description: 'Degrees north, WGS 84.' })
  latitude: number;

  @Field(() => Float, { description: 'Degrees east, WGS 84.' })
  longitude: number;

  @Field(() => Float, { description: 'More than 0, at most 1000.' })
  withinKm: number;
}
