import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../shared/pagination.ts';
import type {
  FirewallStatus,
  LegalStatusCondition,
  ServiceStatus,
} from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import { type Payload, UserError } from '../../shared/user-error.ts';
import { ServiceArea } from './address.entity.ts';
import { Attribute } from './attribute.entity.ts';
import { Contact, Language, Phone, Url } from './contact.entity.ts';
import { CostOption, Funding, Program } from './cost-option.entity.ts';
import * as enums from './enums.ts';
import { InclusionActivity } from './inclusion-activity.entity.ts';
import { Location, ServiceAtLocation } from './location.entity.ts';
import { AccessAgreementKey, CountryKey, OrganisationKey } from './neighbours.ts';
import { Schedule } from './schedule.entity.ts';
import { ServiceCapacity } from './service-capacity.entity.ts';
import type * as words from './vocabulary.ts';

@ObjectType({ simpleResolvers: true, description: 'One text in one language.' })
export class LocalText {
  @Field(() => String, { description: 'BCP 47.' })
  language: string;

  @Field(() => String)
  text: string;
}

@ObjectType({ simpleResolvers: true, description: 'A paper the service asks for.' })
export class RequiredDocument {
  @Field(() => enums.DocumentKindEnum)
  kind: words.DocumentKind;

  @Field(() => String, { nullable: true, description: 'In your language where there is one.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'Where it can be had.' })
  uri: string | null;

  @Field(() => Boolean, { description: 'One whose validity has run out is taken as well.' })
  expiredAccepted: boolean;
}

/** Help that is offered: HSDS Service, and what HSDS cannot hold. */
@Directive('@key(fields: "id")')
@ObjectType({ simpleResolvers: true, description: 'Help that is offered: what, where, when and to whom.' })
export class Service {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'In your language (`Accept-Language`) where there is one.' })
  name: string;

  @Field(() => [LocalText])
  names: LocalText[];

  @Field(() => String, { nullable: true })
  description: string | null;

  @Field(() => [LocalText])
  descriptions: LocalText[];

  @Field(() => OrganisationKey, { description: 'Who offers it.' })
  provider: OrganisationKey;

  @Field(() => enums.ServiceTypeEnum, { description: 'The first thing it is for; one of `types`.' })
  type: ServiceType;

  @Field(() => [enums.ServiceTypeEnum])
  types: ServiceType[];

  @Field(() => [enums.NeedEnum])
  needs: words.Need[];

  @Field(() => [String], { description: 'BCP 47. For an imported entry: those it is published in.' })
  languages: string[];

  @Field(() => enums.ServiceStatusEnum)
  status: ServiceStatus;

  @Field(() => enums.FirewallStatusEnum)
  firewallStatus: FirewallStatus;

  @Field(() => String, { nullable: true, description: 'What the firewall status rests on.' })
  firewallEvidence: string | null;

  @Field(() => Date, { nullable: true, description: 'When that was said.' })
  firewallCheckedAt: Date | null;

  @Field(() => enums.LegalStatusConditionEnum)
  legalStatusCondition: LegalStatusCondition;

  @Field(() => String, { nullable: true, description: 'Whom it is for, when it is not for everyone.' })
  mandateLimitedTo: string | null;

  @Field(() => [RequiredDocument])
  requiredDocuments: RequiredDocument[];

  @Field(() => [String], {
    description: 'Only people of these nationalities, ISO 3166-1 alpha-2; empty: of all.',
  })
  onlyNationalities: string[];

  @Field(() => [String], { description: 'Not for people of these nationalities.' })
  exceptNationalities: string[];

  @Field(() => [enums.IntakeCriterionEnum], { description: 'Whom it takes in first.' })
  intakeCriteria: words.IntakeCriterion[];

  @Field(() => String, { nullable: true, description: 'Who may come, in its provider’s words.' })
  eligibility: string | null;

  @Field(() => [enums.CoverageEnum])
  coverages: words.Coverage[];

  @Field(() => [enums.WayInEnum])
  waysIn: words.WayIn[];

  @Field(() => Boolean)
  referralRequired: boolean;

  @Field(() => enums.ReferralMethodEnum, { nullable: true })
  referralMethod: words.ReferralMethod | null;

  @Field(() => enums.DelayEnum, { nullable: true, description: 'From the referral to the answer.' })
  responseDelay: words.Delay | null;

  @Field(() => enums.NextStepEnum, { nullable: true, description: 'What follows a referral.' })
  nextStep: words.NextStep | null;

  @Field(() => enums.FeedbackMechanismEnum, { nullable: true })
  feedbackMechanism: words.FeedbackMechanism | null;

  @Field(() => enums.DelayEnum, { nullable: true })
  feedbackDelay: words.Delay | null;

  @Field(() => String, { nullable: true })
  phone: string | null;

  @Field(() => String, { nullable: true })
  email: string | null;

  @Field(() => String, { nullable: true })
  url: string | null;

  @Field(() => AccessAgreementKey, { nullable: true, description: 'The access agreement of the place.' })
  accessAgreement: AccessAgreementKey | null;

  @Field(() => String, { nullable: true, description: 'First day of the offer, ISO 8601.' })
  validFrom: string | null;

  @Field(() => String, { nullable: true, description: 'Last day of the offer, ISO 8601.' })
  validUntil: string | null;

  @Field(() => Date, { nullable: true, description: 'When its provider last said that all this is so.' })
  assuredAt: Date | null;

  @Field(() => enums.FreshnessEnum)
  freshness: words.Freshness;

  @Field(() => String, {
    nullable: true,
    description: 'Why to be careful with it; null when there is no reason.',
  })
  warning: string | null;

  @Field(() => [CountryKey], { description: 'Where its places are.' })
  countries: CountryKey[];

  @Field(() => [Location])
  locations: Location[];

  @Field(() => [ServiceAtLocation], {
    description: 'The same places with what holds there and not elsewhere.',
  })
  serviceAtLocations: ServiceAtLocation[];

  @Field(() => [String], {
    description: 'Its schedules as sentences in your language: English, French, Spanish or Arabic.',
  })
  openingHours: string[];

  @Field(() => String, {
    nullable: true,
    description: 'As it can be typed; null where it says more than that.',
  })
  openingHoursText: string | null;

  @Field(() => [Schedule], { description: 'Those that hold at all its places.' })
  schedules: Schedule[];

  @Field(() => Float, {
    nullable: true,
    description: 'In a search with `near`: kilometres to its nearest location that is not confidential.',
  })
  distanceKm: number | null;

  @Field(() => [enums.JourneyStageEnum])
  journeyStages: words.JourneyStage[];

  @Field(() => Float, { nullable: true, description: 'In years.' })
  minimumAge: number | null;

  @Field(() => Float, { nullable: true, description: 'In years.' })
  maximumAge: number | null;

  @Field(() => [enums.ServedGenderEnum], { description: 'For whom it is; empty: for everyone.' })
  genders: words.Gender[];

  @Field(() => enums.CostEnum, { nullable: true })
  cost: words.Cost | null;

  @Field(() => [CostOption])
  costOptions: CostOption[];

  @Field(() => String, { nullable: true })
  feesDescription: string | null;

  @Field(() => enums.ServicePointModalityEnum, {
    nullable: true,
    description: 'Where it is a humanitarian service point: how it comes to people.',
  })
  servicePoint: words.ServicePointModality | null;

  @Field(() => InclusionActivity, { nullable: true, description: '31IC/11/R3, OP3.' })
  inclusion: InclusionActivity | null;

  @Field(() => [ServiceCapacity])
  capacities: ServiceCapacity[];

  @Field(() => String, { nullable: true })
  alternateName: string | null;

  @Field(() => String, { nullable: true, description: 'What everyone who reads the entry must know now.' })
  alert: string | null;

  @Field(() => String, { nullable: true, description: 'How a person gets it, step by step.' })
  applicationProcess: string | null;

  @Field(() => String, { nullable: true })
  interpretationServices: string | null;

  @Field(() => String, { nullable: true })
  accreditations: string | null;

  @Field(() => String, { nullable: true })
  licenses: string | null;

  @Field(() => String, { nullable: true })
  assurerEmail: string | null;

  @Field(() => [Url])
  additionalUrls: Url[];

  @Field(() => [Phone])
  phones: Phone[];

  @Field(() => [Contact])
  contacts: Contact[];

  @Field(() => [Language], {
    description: 'Languages with words about each; `languages` has the tags alone.',
  })
  languageDetails: Language[];

  @Field(() => [ServiceArea])
  serviceAreas: ServiceArea[];

  @Field(() => [Funding])
  funding: Funding[];

  @Field(() => Program, { nullable: true })
  program: Program | null;

  @Field(() => [Attribute])
  attributes: Attribute[];

  @Field(() => Date, { description: 'When anything of it was last changed.' })
  updatedAt: Date;

  @Field(() => String, { nullable: true, description: 'The directory it was imported from.' })
  source: string | null;

  @Field(() => Int, { description: 'For `expectedVersion`.' })
  version: number;
}

export const ServiceConnection = connectionOf('Service', Service);

@ObjectType({ simpleResolvers: true })
export class ServicePayload implements Payload {
  @Field(() => Service, { nullable: true })
  service?: Service;

  @Field(() => [UserError])
  userErrors: UserError[];
}
