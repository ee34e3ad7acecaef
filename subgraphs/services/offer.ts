import type {
  FirewallStatus,
  LegalStatusCondition,
  ServiceStatus,
} from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import type { Kept } from './hsds-parts.ts';
import type {
  Cost,
  Coverage,
  Day,
  Delay,
  DocumentKind,
  FeedbackMechanism,
  Frequency,
  Gender,
  ImplementerLevel,
  InclusionSetting,
  InclusionStrand,
  IntakeCriterion,
  JourneyStage,
  LocationType,
  Need,
  NextStep,
  ReferralMethod,
  ScheduleKind,
  ServicePointModality,
  WayIn,
} from './vocabulary.ts';

/** One text in several languages, by BCP 47 tag. */
export type Texts = Readonly<Record<string, string>>;

export interface RequiredDocument {
  readonly kind: DocumentKind;
  readonly names: Texts;
  /** A paper whose validity has run out is taken as well. */
  readonly expiredAccepted: boolean;
  readonly uri?: string | null;
  /** `requiredDocumentDetails`. */
  readonly details?: Kept;
  readonly hsdsId?: string | null;
}

/** When a service is given: parts of an RFC 5545 rule, in the local time of its zone. */
export interface Schedule {
  readonly kind: ScheduleKind;
  readonly timeZone: string;
  /** Empty when the days are not known. */
  readonly days: readonly Day[];
  /** Local time, `HH:MM`; null when not known. `24:00` is the end of the day. */
  readonly opensAt: string | null;
  /** At or before `opensAt`: on the next day. */
  readonly closesAt: string | null;
  readonly frequency: Frequency;
  readonly interval: number;
  /** True: on every one of these days. False: on some of them, and nobody can say "open now" from it. */
  readonly everyDay: boolean;
  /** ISO dates of a season or an exception; null without end. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** DTSTART, from which intervals count. */
  readonly startsOn: string | null;
  readonly until: string | null;
  readonly count: number | null;
  readonly weekStart: Day | null;
  /** BYDAY with places in the month; plain days stand in `days`. */
  readonly byDay: string | null;
  readonly byWeekNo: string | null;
  readonly byMonthDay: string | null;
  readonly byYearDay: string | null;
  /** `scheduleDetails`. */
  readonly details: Kept;
  readonly hsdsId: string | null;
}

/** A service at a place: what holds there and not elsewhere. */
export interface AtLocation {
  /** `serviceAtLocationDetails`. */
  readonly details: Kept;
  readonly schedules: readonly Schedule[];
  readonly hsdsId: string | null;
}

export interface Location {
  readonly names: Texts;
  readonly locationType: LocationType | null;
  /** ISO 3166-1 alpha-2; null where there is no place to go to. */
  readonly country: string | null;
  /** First administrative level, by name. */
  readonly admin1: string | null;
  readonly address: string | null;
  /** Degrees, WGS 84; null where there is no place to go to. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** OCHA code. */
  readonly pcode: string | null;
  /** `locationDetails`. */
  readonly details: Kept;
  readonly hsdsId: string | null;
  readonly at: AtLocation;
  /** A safe shelter: everyone but its owner sees the first administrative level and the phone. */
  readonly confidential: boolean;
  readonly phone: string | null;
}

/** How many there are to give, and how many are left. */
export interface Capacity {
  /** `unit`: what is counted. */
  readonly unit: Kept;
  readonly available: number;
  readonly maximum: number | null;
  /** One is taken by each referral that is accepted, and given back when it ends. */
  readonly perReferral: boolean;
  /** `capacityDetails`. */
  readonly details: Kept;
  readonly hsdsId: string | null;
}

/** A practical action that brings migrants and locals together [31IC/11/R3, OP3]. */
export interface Inclusion {
  readonly strand: InclusionStrand;
  readonly setting: InclusionSetting;
  readonly openToMigrants: boolean;
  readonly openToLocals: boolean;
  readonly jointImplementers: readonly {
    readonly name: string;
    readonly level: ImplementerLevel;
    readonly organisationId?: string | null;
  }[];
}

/** What is said of one service, whoever says it: its owner, or a directory that is imported. */
export interface Offer {
  readonly names: Texts;
  readonly descriptions: Texts;
  /** The first thing it is for; one of `types`. */
  readonly type: ServiceType;
  readonly types: readonly ServiceType[];
  readonly needs: readonly Need[];
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly status: ServiceStatus;
  readonly firewallStatus: FirewallStatus;
  readonly firewallEvidence: string | null;
  readonly legalStatusCondition: LegalStatusCondition;
  readonly mandateLimitedTo: string | null;
  readonly requiredDocuments: readonly RequiredDocument[];
  /** ISO 3166-1 alpha-2: only people of these nationalities, and none of those. Empty lists limit nothing. */
  readonly onlyNationalities: readonly string[];
  readonly exceptNationalities: readonly string[];
  readonly intakeCriteria: readonly IntakeCriterion[];
  readonly eligibility: Texts;
  readonly coverages: readonly Coverage[];
  readonly waysIn: readonly WayIn[];
  readonly referralRequired: boolean;
  readonly referralMethod: ReferralMethod | null;
  readonly responseDelay: Delay | null;
  readonly nextStep: NextStep | null;
  readonly feedbackMechanism: FeedbackMechanism | null;
  readonly feedbackDelay: Delay | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly url: string | null;
  /** The access agreement of the place. */
  readonly accessAgreementId: string | null;
  /** ISO dates the offer is made for. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly journeyStages: readonly JourneyStage[];
  /** In years; null without limit. */
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  /** For whom it is; empty: for everyone. */
  readonly genders: readonly Gender[];
  readonly cost: Cost | null;
  /** Where it is a humanitarian service point. */
  readonly servicePoint: ServicePointModality | null;
  readonly inclusion: Inclusion | null;
  /** `serviceDetails`. */
  readonly details: Kept;
  readonly hsdsId: string | null;
  readonly locations: readonly Location[];
  readonly schedules: readonly Schedule[];
  readonly capacities: readonly Capacity[];
}

export const BLANK_SCHEDULE = {
  kind: 'REGULAR',
  days: [],
  opensAt: null,
  closesAt: null,
  frequency: 'WEEKLY',
  interval: 1,
  everyDay: false,
  validFrom: null,
  validUntil: null,
  startsOn: null,
  until: null,
  count: null,
  weekStart: null,
  byDay: null,
  byWeekNo: null,
  byMonthDay: null,
  byYearDay: null,
  details: {},
  hsdsId: null,
} as const satisfies Omit<Schedule, 'timeZone'>;

export const BLANK_LOCATION = {
  names: {},
  locationType: null,
  country: null,
  admin1: null,
  pcode: null,
  address: null,
  latitude: null,
  longitude: null,
  confidential: false,
  phone: null,
  details: {},
  hsdsId: null,
  at: { details: {}, schedules: [], hsdsId: null },
} as const satisfies Location;

/** A service of which nothing is said yet. */
export const BLANK_OFFER: Omit<Offer, 'type'> = {
  names: {},
  descriptions: {},
  types: [],
  needs: [],
  languages: [],
  status: 'ACTIVE',
  firewallStatus: 'UNKNOWN',
  firewallEvidence: null,
  legalStatusCondition: 'NONE',
  mandateLimitedTo: null,
  requiredDocuments: [],
  onlyNationalities: [],
  exceptNationalities: [],
  intakeCriteria: [],
  eligibility: {},
  coverages: [],
  waysIn: [],
  referralRequired: false,
  referralMethod: null,
  responseDelay: null,
  nextStep: null,
  feedbackMechanism: null,
  feedbackDelay: null,
  phone: null,
  email: null,
  url: null,
  accessAgreementId: null,
  validFrom: null,
  validUntil: null,
  journeyStages: [],
  minimumAge: null,
  maximumAge: null,
  genders: [],
  cost: null,
  servicePoint: null,
  inclusion: null,
  details: {},
  hsdsId: null,
  locations: [],
  schedules: [],
  capacities: [],
};
