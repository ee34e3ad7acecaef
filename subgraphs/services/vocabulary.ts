import type { ServiceType } from '../../shared/policy/service-types.ts';

/** What people need, in the words of the resolution [31IC/11/R3, P6: "their dignity, safety, and access to …"]. */
export const NEEDS = [
  'INTERNATIONAL_PROTECTION',
  'HEALTH_CARE',
  'SHELTER',
  'FOOD',
  'CLOTHING',
  'EDUCATION',
  'SAFETY',
  'DIGNITY',
] as const;
export type Need = (typeof NEEDS)[number];

/** Papers a service may ask for. The first three show legal status: `STATUS_PAPERS` of the policy. */
export const DOCUMENT_KINDS = [
  'RESIDENCE_PERMIT',
  'VISA',
  'ASYLUM_CARD',
  'PROOF_OF_IDENTITY',
  'REFERRAL_FORM',
  'MEDICAL_REPORT',
  'OTHER',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Whom a service takes in first; the words are those of UNHCR's specific needs. */
export const INTAKE_CRITERIA = [
  'OPEN_TO_ALL',
  'VULNERABILITY_SCORE',
  'CHILD_AT_RISK',
  'UNACCOMPANIED_OR_SEPARATED_CHILD',
  'WOMAN_AT_RISK',
  'OLDER_PERSON_AT_RISK',
  'SINGLE_PARENT_OR_CAREGIVER',
  'DISABILITY',
  'SERIOUS_MEDICAL_CONDITION',
  'FAMILY_UNITY',
  'GBV_SURVIVOR',
] as const;
export type IntakeCriterion = (typeof INTAKE_CRITERIA)[number];

/** How far around its place a service reaches. */
export const COVERAGES = [
  'WALKING_DISTANCE',
  'CITY',
  'DISTRICT',
  'GOVERNORATE',
  'ADJACENT_GOVERNORATES',
  'NORTH',
  'CENTRE',
  'SOUTH',
  'COUNTRY',
] as const;
export type Coverage = (typeof COVERAGES)[number];

/** How a person and the service come together. */
export const WAYS_IN = ['WALK_IN', 'OUTREACH', 'HOTLINE', 'HOME_VISIT', 'REFERRAL_ONLY'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** How another organisation refers a person to the service. */
export const REFERRAL_METHODS = [
  'ACCORD',
  'EMAIL',
  'TELEPHONE',
  'INTER_AGENCY_FORM',
  'RAIS',
  'NOT_NEEDED',
  'NOT_ACCEPTED',
] as const;
export type ReferralMethod = (typeof REFERRAL_METHODS)[number];

export const NEXT_STEPS = [
  'FOLLOW_UP_CALL',
  'CALL_TO_ARRANGE_HOME_VISIT',
  'PERSON_COMES_TO_SERVICE',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export const DELAYS = ['ONE_DAY', 'ONE_WEEK', 'ONE_MONTH', 'CASE_BY_CASE'] as const;
export type Delay = (typeof DELAYS)[number];

/** How the sender hears what became of a referral. */
export const FEEDBACK_MECHANISMS = [
  'ACCORD',
  'EMAIL_TO_SENDER',
  'CALL_TO_SENDER',
  'SIGNED_FORM_RETURNED',
  'TRACKING_TABLE',
  'RAIS',
  'ON_REQUEST_OF_SENDER',
  'WITH_CONSENT_OF_PERSON',
  'NONE',
] as const;
export type FeedbackMechanism = (typeof FEEDBACK_MECHANISMS)[number];

/** Days as RFC 5545 writes them, in the order of ISO 8601. */
export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Day = (typeof DAYS)[number];

/** HSDS Location and Address; written there in small letters. */
export const LOCATION_TYPES = ['PHYSICAL', 'POSTAL', 'VIRTUAL'] as const;
export type LocationType = (typeof LOCATION_TYPES)[number];

/** What a place has for people whom steps, sound or print keep out. */
export const ACCESSIBILITY_FEATURES = [
  'STEP_FREE_ENTRANCE',
  'LIFT',
  'ACCESSIBLE_TOILET',
  'ACCESSIBLE_TRANSPORT',
  'SIGN_LANGUAGE',
  'HEARING_LOOP',
  'BRAILLE_OR_AUDIO',
  'EASY_TO_READ',
  'ROOM_FOR_WOMEN',
  'CHILD_FRIENDLY_SPACE',
] as const;
export type AccessibilityFeature = (typeof ACCESSIBILITY_FEATURES)[number];

/** At which stage of a journey people are whom it is for [31IC/11/R3, P6; RETURN after the IFRC policy, principle 8]. */
export const JOURNEY_STAGES = ['ORIGIN', 'TRANSIT', 'DESTINATION', 'RETURN'] as const;
export type JourneyStage = (typeof JOURNEY_STAGES)[number];

/** For whom a service is when it is not for everyone; as coarse as a referral is before it is accepted. */
export const GENDERS = ['FEMININE', 'MASCULINE', 'OTHER'] as const;
export type Gender = (typeof GENDERS)[number];

/** What a person pays. */
export const COSTS = ['FREE', 'DEPENDS', 'PAID'] as const;
export type Cost = (typeof COSTS)[number];

/** How a humanitarian service point comes to people [IFRC, Humanitarian Service Points; REMOTE is ours]. */
export const SERVICE_POINT_MODALITIES = ['FIXED', 'MOBILE', 'TEMPORARY', 'REMOTE'] as const;
export type ServicePointModality = (typeof SERVICE_POINT_MODALITIES)[number];

/** The four strands of practical action [31IC/11/R3, OP3 a to d]. */
export const INCLUSION_STRANDS = [
  'DIVERSITY_NONVIOLENCE_INCLUSION',
  'CULTURAL_AWARENESS',
  'HUMANITARIAN_VALUES_AND_SKILLS',
  'VOLUNTEERING_COMMUNITY_SPORT',
] as const;
export type InclusionStrand = (typeof INCLUSION_STRANDS)[number];

export const INCLUSION_SETTINGS = ['FORMAL', 'NON_FORMAL'] as const;
export type InclusionSetting = (typeof INCLUSION_SETTINGS)[number];

/** Who acts together with the provider [31IC/11/R3, OP3: "public authorities at all levels" and National Societies]. */
export const IMPLEMENTER_LEVELS = [
  'LOCAL_AUTHORITY',
  'SUBNATIONAL_AUTHORITY',
  'NATIONAL_AUTHORITY',
  'NATIONAL_SOCIETY',
  'CIVIL_SOCIETY',
  'PRIVATE_SECTOR',
] as const;
export type ImplementerLevel = (typeof IMPLEMENTER_LEVELS)[number];

/** How a schedule stands to the others: the rule, days on which it is closed, days with other hours in its place. */
export const SCHEDULE_KINDS = ['REGULAR', 'CLOSED', 'SPECIAL'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];

/** HSDS knows the first two; a distribution that happens a single time has neither. */
export const FREQUENCIES = ['WEEKLY', 'MONTHLY', 'ONCE'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Assured within 90 days, within 180, or longer ago (or never) [Services, rule 6]. */
export const FRESHNESSES = ['FRESH', 'STALE', 'EXPIRED'] as const;
export type Freshness = (typeof FRESHNESSES)[number];

/** Which needs a type of help meets; types that are about other things than P6 names count as dignity [choice]. */
export const NEEDS_OF_TYPE: Readonly<Record<ServiceType, readonly Need[]>> = {
  INFORMATION_AND_ORIENTATION: ['DIGNITY'],
  FOOD: ['FOOD'],
  CLOTHING_AND_NFI: ['CLOTHING'],
  EMERGENCY_SHELTER: ['SHELTER'],
  SAFE_SHELTER: ['SHELTER', 'SAFETY'],
  WASH: ['HEALTH_CARE', 'DIGNITY'],
  PRIMARY_HEALTH: ['HEALTH_CARE'],
  EMERGENCY_HEALTH: ['HEALTH_CARE'],
  MHPSS: ['HEALTH_CARE'],
  PREGNANCY_AND_CHILD_HEALTH: ['HEALTH_CARE'],
  CASH_ASSISTANCE: ['DIGNITY'],
  EDUCATION: ['EDUCATION'],
  LIVELIHOODS: ['DIGNITY'],
  LEGAL_AID: ['INTERNATIONAL_PROTECTION'],
  INTERNATIONAL_PROTECTION: ['INTERNATIONAL_PROTECTION'],
  CHILD_PROTECTION: ['SAFETY'],
  GBV_RESPONSE: ['SAFETY'],
  TRAFFICKING_RESPONSE: ['SAFETY'],
  DISABILITY_SUPPORT: ['DIGNITY'],
  TRANSPORT_AND_EVACUATION: ['SAFETY'],
  ACCOMPANIMENT_IN_PROCEDURES: ['INTERNATIONAL_PROTECTION'],
  CONNECTIVITY_AND_CHARGING: ['DIGNITY'],
  RETURN_COUNSELLING: ['DIGNITY'],
  DETENTION_VISIT: ['SAFETY', 'DIGNITY'],
  SEARCH_AND_RESCUE: ['SAFETY'],
  DEAD_AND_MISSING: ['DIGNITY'],
  INCLUSION_ACTIVITY: ['DIGNITY'],
  RFL_PREVENTION: ['DIGNITY'],
  RFL_CONTACT: ['DIGNITY'],
  RFL_TRACING: ['DIGNITY'],
  RFL_FATE_AND_WHEREABOUTS: ['DIGNITY'],
  RFL_REUNIFICATION: ['DIGNITY'],
};

/** The needs met by several types together, in the order of P6. */
export function needsOf(types: readonly ServiceType[]): Need[] {
  return NEEDS.filter((need) => types.some((type) => NEEDS_OF_TYPE[type].includes(need)));
}
