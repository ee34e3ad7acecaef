import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { FirewallStatus, LegalStatusCondition } from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import * as enums from './enums.ts';
import { DayEnum, FrequencyEnum } from './schedule.entity.ts';
import type * as words from './vocabulary.ts';

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

@InputType({ description: 'Name and description in a further language.' })
export class TranslationInput {
  @Field(() => String, { description: 'BCP 47.' })
  language: string;

  @Field(() => String)
  name: string;

  @Field(() => String, { nullable: true })
  description?: string | null;
}

@InputType()
export class RequiredDocumentInput {
  @Field(() => enums.DocumentKindEnum)
  kind: words.DocumentKind;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => Boolean, { defaultValue: false })
  expiredAccepted: boolean;
}

@InputType()
export class LocationInput {
  @Field(() => String)
  name: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'Must be given for a confidential place.' })
  admin1?: string | null;

  @Field(() => String, { nullable: true })
  address?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84; both or neither.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84.' })
  longitude?: number | null;

  @Field(() => Boolean, { defaultValue: false })
  confidential: boolean;

  @Field(() => String, { nullable: true })
  phone?: string | null;
}

@InputType()
export class ScheduleInput {
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
}

/** What may be said of a service when it is published and when it is revised. What is left out stays as it is. */
@InputType()
abstract class OfferInput {
  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [TranslationInput], { nullable: true })
  translations?: TranslationInput[] | null;

  @Field(() => [enums.ServiceTypeEnum], {
    nullable: true,
    description: 'All it is for; `type` counts as one of them.',
  })
  types?: ServiceType[] | null;

  @Field(() => [enums.NeedEnum], { nullable: true, description: 'By default the needs that its types meet.' })
  needs?: words.Need[] | null;

  @Field(() => [String], { nullable: true, description: 'In which help is given, BCP 47.' })
  languages?: string[] | null;

  @Field(() => enums.FirewallStatusEnum, {
    nullable: true,
    description: 'By default UNKNOWN. FIREWALLED needs evidence.',
  })
  firewallStatus?: FirewallStatus | null;

  @Field(() => String, { nullable: true })
  firewallEvidence?: string | null;

  @Field(() => enums.LegalStatusConditionEnum, { nullable: true, description: 'By default NONE.' })
  legalStatusCondition?: LegalStatusCondition | null;

  @Field(() => String, { nullable: true, description: 'Whom it is for; MANDATE_LIMITED must say.' })
  mandateLimitedTo?: string | null;

  @Field(() => [RequiredDocumentInput], { nullable: true })
  requiredDocuments?: RequiredDocumentInput[] | null;

  @Field(() => [enums.IntakeCriterionEnum], { nullable: true })
  intakeCriteria?: words.IntakeCriterion[] | null;

  @Field(() => String, { nullable: true })
  eligibility?: string | null;

  @Field(() => [enums.CoverageEnum], { nullable: true })
  coverages?: words.Coverage[] | null;

  @Field(() => [enums.WayInEnum], { nullable: true })
  waysIn?: words.WayIn[] | null;

  @Field(() => Boolean, { nullable: true })
  referralRequired?: boolean | null;

  @Field(() => enums.ReferralMethodEnum, { nullable: true })
  referralMethod?: words.ReferralMethod | null;

  @Field(() => String, { nullable: true })
  phone?: string | null;

  @Field(() => String, { nullable: true })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Web address, http or https.' })
  url?: string | null;

  @Field(() => ID, { nullable: true, description: 'The access agreement of the place.' })
  accessAgreementId?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date.' })
  validFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 8601 date, the last day.' })
  validUntil?: string | null;

  @Field(() => [LocationInput], { nullable: true, description: 'All of them; those left out are gone.' })
  locations?: LocationInput[] | null;

  @Field(() => [ScheduleInput], { nullable: true, description: 'All of them; those left out are gone.' })
  schedules?: ScheduleInput[] | null;
}

@InputType()
export class PublishServiceInput extends OfferInput {
  @Field(() => String, { description: '1 to 200 characters, in English; other languages as translations.' })
  name: string;

  @Field(() => enums.ServiceTypeEnum, { description: 'The first thing it is for.' })
  type: ServiceType;
}

@InputType()
export class ReviseServiceInput extends OfferInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => enums.ServiceTypeEnum, { nullable: true })
  type?: ServiceType | null;
}

@InputType({ description: 'Says that all the entry holds is so today; it opens a closed service again.' })
export class AssureServiceInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => enums.FirewallStatusEnum, { nullable: true, description: 'FIREWALLED needs evidence.' })
  firewallStatus?: FirewallStatus | null;

  @Field(() => String, { nullable: true })
  firewallEvidence?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last day of the offer, ISO 8601; without it, without end.',
  })
  validUntil?: string | null;
}

@InputType()
export class CloseServiceInput {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  expectedVersion: number;

  @Field(() => Boolean, { defaultValue: false, description: 'For good: it never opens again.' })
  permanently: boolean;
}
