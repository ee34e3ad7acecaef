import { URGENCIES } from '../../../shared/policy/emergency.ts';
import { REFERRAL_REASONS } from '../../../shared/policy/referral-life.ts';
import { MIGRATION_STANDINGS } from '../person-categories.entity.ts';
import { type Crosswalk, none, noneOf } from './crosswalk.ts';

const NO_CASE = none('cas_Status is of a case that was taken up; here none was, or it is not this one.');
const NO_PLAN = none('spl_Type has no such support.');
const NO_FIELD = none('HTCDS has no field for it.');

/** Picklists of the victim context; a code that stands in two of them is not placed. */
export const HTCDS_VICTIM_FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  vic_TraffickingStatus: new Set([
    'PossibleVictimOfTrafficking',
    'ActualVictimOfTrafficking',
    'NotAVictimOfTrafficking',
  ]),
  vic_MethodsOfControl: new Set(
    `PhysicalThreats ThreatsLawEnforcement ThreatensChildrenFamily DebtBondage FalsePromises PhysicalAbuse SexualAbuse
     TakesEarnings RestrictsFinancialAccess RestrictsMedicalCare WithholdsNecessities PsychologicalAbuse
     PsychoactiveSubstance ExcessiveWorkingHours WithholdsDocuments`.split(/\s+/),
  ),
  vic_TypeOfExploitation: new Set(
    `ForcedLabour SexualExploitation ChildLabour ForcedMarriage Servitude ForcedMilitaryByNonStateActors OrganRemoval
     ForcedBegging ForcedAdoption Surrogacy`.split(/\s+/),
  ),
};

/** IOM Human Trafficking Case Data Standard 2.0 (UNMigration/HTCDS 3c2f653, HTCDS Field Standards 2.0.ods), CC BY 4.0. */
export const htcds: Crosswalk = {
  // cas_Status: Active, FollowUp, Closed, ClosedReferred
  states: {
    DRAFT: NO_CASE,
    SENT: NO_CASE,
    RECEIVED: NO_CASE,
    ACCEPTED: 'Active',
    DECLINED: NO_CASE,
    WAITLISTED: NO_CASE,
    SCHEDULED: 'Active',
    IN_PROGRESS: 'Active',
    ON_HOLD: 'Active',
    COMPLETED: 'Closed',
    NOT_DELIVERED: 'Closed',
    CANCELLED: NO_CASE,
    WITHDRAWN_BY_PERSON: NO_CASE,
    REROUTED: NO_CASE,
    EXPIRED: NO_CASE,
    CLOSED: 'Closed',
    ENTERED_IN_ERROR: NO_CASE,
  },
  reasons: noneOf(REFERRAL_REASONS, 'cas_ReasonForCaseClosure is long text without codes.'),
  // cas_Status again: what an outcome says of it is more than what the state says.
  outcomes: {
    SERVICE_PROVIDED: 'Closed',
    PARTLY_PROVIDED: 'Closed',
    RECEIVED_ELSEWHERE: 'Closed',
    DECLINED_BY_PERSON: 'Closed',
    LOST_CONTACT: 'Closed',
    REFERRED_ONWARD: 'ClosedReferred',
  },
  // spl_Type
  serviceTypes: {
    INFORMATION_AND_ORIENTATION: NO_PLAN,
    FOOD: NO_PLAN,
    CLOTHING_AND_NFI: NO_PLAN,
    EMERGENCY_SHELTER: NO_PLAN,
    SAFE_SHELTER: NO_PLAN,
    WASH: NO_PLAN,
    PRIMARY_HEALTH: 'Health',
    EMERGENCY_HEALTH: 'Health',
    MHPSS: NO_PLAN,
    PREGNANCY_AND_CHILD_HEALTH: 'Health',
    CASH_ASSISTANCE: 'Financial',
    EDUCATION: 'Education',
    LIVELIHOODS: 'Livelihood',
    LEGAL_AID: 'Legal',
    INTERNATIONAL_PROTECTION: NO_PLAN,
    CHILD_PROTECTION: NO_PLAN,
    GBV_RESPONSE: NO_PLAN,
    TRAFFICKING_RESPONSE: none('spl_Type has two rehabilitations, by the kind of exploitation.'),
    DISABILITY_SUPPORT: NO_PLAN,
    TRANSPORT_AND_EVACUATION: NO_PLAN,
    ACCOMPANIMENT_IN_PROCEDURES: NO_PLAN,
    CONNECTIVITY_AND_CHARGING: NO_PLAN,
    RETURN_COUNSELLING: NO_PLAN,
    DETENTION_VISIT: NO_PLAN,
    SEARCH_AND_RESCUE: NO_PLAN,
    DEAD_AND_MISSING: NO_PLAN,
    INCLUSION_ACTIVITY: NO_PLAN,
    RFL_PREVENTION: NO_PLAN,
    RFL_CONTACT: NO_PLAN,
    RFL_TRACING: NO_PLAN,
    RFL_FATE_AND_WHEREABOUTS: NO_PLAN,
    RFL_REUNIFICATION: NO_PLAN,
  },
  urgencies: noneOf(URGENCIES, 'HTCDS has no urgency.'),
  // prs_Gender
  genders: {
    FEMALE: 'Feminine',
    MALE: 'Masculine',
    OTHER: none('prs_Gender tells three others apart.'),
    UNDISCLOSED: 'NonSpecifiedUnknown',
  },
  standings: noneOf(MIGRATION_STANDINGS, 'HTCDS has no field for it.'),
  // prs_IdentityNumber is a national identity number, which is not representable here. A name goes whole: it is not ours to split.
  personFields: {
    'triage.ageBand': NO_FIELD,
    'triage.gender': 'prs_Gender',
    'triage.languages': 'prs_PrimaryLanguage',
    'triage.householdSize': NO_FIELD,
    'triage.accessNeeds': NO_FIELD,
    'identity.caseCode': NO_FIELD,
    'identity.name': 'prs_FirstName',
    'identity.birthDate': 'prs_Birthdate',
    'identity.caseNumbers': NO_FIELD,
    'contact.phone': 'prs_MobilePhone',
    'contact.email': 'prs_Email',
    'contact.safeContact': NO_FIELD,
    'contact.caregiver': NO_FIELD,
    'locationCoarse.country': 'prs_MailingCountry',
    'locationCoarse.admin1': 'prs_MailingState',
    'locationPrecise.address': 'prs_MailingStreet',
    'locationPrecise.site': NO_FIELD,
    'locationPrecise.latitude': 'prs_MailingLatitude',
    'locationPrecise.longitude': 'prs_MailingLongitude',
    'origin.nationalities': 'prs_Citizenship',
    'origin.ethnicOrigin': NO_FIELD,
    'origin.route': NO_FIELD,
    'migrationStatus.standing': NO_FIELD,
    'migrationStatus.asylumClaim': NO_FIELD,
    'migrationStatus.removalOrder': NO_FIELD,
    'health.physical': NO_FIELD,
    'health.mental': NO_FIELD,
    'health.pregnant': NO_FIELD,
    'health.disability': NO_FIELD,
    'protection.specificNeeds': none('vic_Vulnerabilities is deprecated in 2.0.'),
    'protection.violence': NO_FIELD,
    // Which field of the victim context it is, the code itself says.
    'protection.traffickingIndicators': 'vic_',
    'family.relatives': NO_FIELD,
    'family.familyLinksCase': NO_FIELD,
    'belief.religion': NO_FIELD,
    'belief.politics': NO_FIELD,
    'belief.sexualOrientationAndGenderIdentity': NO_FIELD,
    narrative: 'cas_IncomingReferralDetails',
  },
};
