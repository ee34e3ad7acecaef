import type {
  FirewallStatus,
  LegalStatusCondition,
  ServiceStatus,
} from '../../shared/policy/service-offer.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import type {
  Coverage,
  Day,
  Delay,
  DocumentKind,
  FeedbackMechanism,
  Frequency,
  IntakeCriterion,
  Need,
  NextStep,
  ReferralMethod,
  WayIn,
} from './vocabulary.ts';

/** One text in several languages, by BCP 47 tag. */
export type Texts = Readonly<Record<string, string>>;

export interface RequiredDocument {
  readonly kind: DocumentKind;
  readonly names: Texts;
  /** A paper whose validity has run out is taken as well. */
  readonly expiredAccepted: boolean;
}

export interface Schedule {
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
}

export interface Location {
  readonly names: Texts;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** First administrative level, by name. */
  readonly admin1: string | null;
  readonly address: string | null;
  /** Degrees, WGS 84; null where there is no place to go to. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** A safe shelter: everyone but its owner sees the first administrative level and the phone. */
  readonly confidential: boolean;
  readonly phone: string | null;
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
  readonly locations: readonly Location[];
  readonly schedules: readonly Schedule[];
}
