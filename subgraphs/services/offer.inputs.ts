import { Field, Float, ID, InputType } from 'type-graphql';
import type { FirewallStatus, LegalStatusCondition } from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import { CapacityInput, InclusionInput, OfferDetailsInput } from './details.inputs.ts';
import * as enums from './enums.ts';
import { LocationInput } from './location.inputs.ts';
import { OpeningHoursInput, ScheduleInput } from './schedule.inputs.ts';
import type * as words from './vocabulary.ts';

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

  @Field(() => String, { nullable: true, description: 'Where it can be had.' })
  uri?: string | null;

  @Field(() => Boolean, { defaultValue: false })
  expiredAccepted: boolean;
}

/** What may be said of a service when it is published and when it is revised. What is left out stays as it is. */
@InputType()
export abstract class OfferInput extends OfferDetailsInput {
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

  @Field(() => OpeningHoursInput, {
    nullable: true,
    description: 'In place of `schedules`: the same, typed.',
  })
  openingHours?: OpeningHoursInput | null;

  @Field(() => [enums.JourneyStageEnum], { nullable: true })
  journeyStages?: words.JourneyStage[] | null;

  @Field(() => Float, { nullable: true, description: 'In years.' })
  minimumAge?: number | null;

  @Field(() => Float, { nullable: true, description: 'In years.' })
  maximumAge?: number | null;

  @Field(() => [enums.ServedGenderEnum], { nullable: true, description: 'Empty: for everyone.' })
  genders?: words.Gender[] | null;

  @Field(() => [String], { nullable: true, description: 'Only for people of these, ISO 3166-1 alpha-2.' })
  onlyNationalities?: string[] | null;

  @Field(() => [String], { nullable: true })
  exceptNationalities?: string[] | null;

  @Field(() => enums.CostEnum, { nullable: true })
  cost?: words.Cost | null;

  @Field(() => enums.DelayEnum, { nullable: true })
  responseDelay?: words.Delay | null;

  @Field(() => enums.NextStepEnum, { nullable: true })
  nextStep?: words.NextStep | null;

  @Field(() => enums.FeedbackMechanismEnum, { nullable: true })
  feedbackMechanism?: words.FeedbackMechanism | null;

  @Field(() => enums.DelayEnum, { nullable: true })
  feedbackDelay?: words.Delay | null;

  @Field(() => enums.ServicePointModalityEnum, {
    nullable: true,
    description: 'Where it is a humanitarian service point; its access agreement is `accessAgreementId`.',
  })
  servicePoint?: words.ServicePointModality | null;

  @Field(() => InclusionInput, { nullable: true, description: 'An INCLUSION_ACTIVITY must say it.' })
  inclusion?: InclusionInput | null;

  @Field(() => [CapacityInput], { nullable: true, description: 'All of them; those left out are gone.' })
  capacities?: CapacityInput[] | null;
}
