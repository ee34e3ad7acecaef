import { URGENCIES } from '../../../shared/policy/emergency.ts';
import { OUTCOMES } from '../../../shared/policy/referral-life.ts';
import { MIGRATION_STANDINGS } from '../person-categories.entity.ts';
import { type Crosswalk, none, noneOf } from './crosswalk.ts';

const PENDING = 'Pending Acknowledgement';
const NO_DECISION = none(
  'The bridge exchanges the first decision and nothing that ends a referral after or beside it.',
);
const NO_REASON = none('proGres rejects for three reasons, and this is none of them.');
const NO_SERVICE = none('The bridge’s list of services has no such service.');
const NO_FIELD = none('The bridge’s form has no field for it.');

/**
 * UNHCR proGres v4 as its bridge with Primero speaks (OpenFn/primero-progres 58e0a4d, jobs/PROD). It hears the first
 * decision alone: from acceptance on a referral stays "acknowledged".
 */
export const progres: Crosswalk = {
  // f1-2.sendDecisionToDTP.js
  states: {
    DRAFT: NO_DECISION,
    SENT: PENDING,
    RECEIVED: PENDING,
    ACCEPTED: 'acknowledged',
    DECLINED: 'rejected',
    WAITLISTED: PENDING,
    SCHEDULED: 'acknowledged',
    IN_PROGRESS: 'acknowledged',
    ON_HOLD: 'acknowledged',
    COMPLETED: 'acknowledged',
    NOT_DELIVERED: 'acknowledged',
    CANCELLED: NO_DECISION,
    WITHDRAWN_BY_PERSON: NO_DECISION,
    REROUTED: NO_DECISION,
    EXPIRED: NO_DECISION,
    CLOSED: 'acknowledged',
    ENTERED_IN_ERROR: NO_DECISION,
  },
  // f2-3.sendDTPDecisionToPrimero.js: 125080000 Individual Not Found, 125080002 Not applicable
  reasons: {
    NO_CAPACITY: NO_REASON,
    NOT_ELIGIBLE: '125080002',
    OUT_OF_AREA: NO_REASON,
    COULD_NOT_CONTACT: NO_REASON,
    NO_LONGER_INTERESTED: NO_REASON,
    MISSING_DOCUMENTATION: NO_REASON,
    DUPLICATE: NO_REASON,
    NOT_FOUND: '125080000',
    CONSENT_INSUFFICIENT: NO_REASON,
    SERVICE_SUSPENDED: NO_REASON,
    OTHER: NO_REASON,
  },
  outcomes: noneOf(OUTCOMES, 'The bridge exchanges no outcomes.'),
  // f2-2.sendReferralToDTP.js, by what the services are called there, not by the codes that Gambella recycled for them.
  serviceTypes: {
    INFORMATION_AND_ORIENTATION: NO_SERVICE,
    FOOD: 'Food Service',
    CLOTHING_AND_NFI: 'NFI/Clothes/Shoes Service',
    EMERGENCY_SHELTER: 'Shelter',
    SAFE_SHELTER: 'Safehouse Service',
    WASH: 'Water/Sanitation Service',
    PRIMARY_HEALTH: NO_SERVICE,
    EMERGENCY_HEALTH: NO_SERVICE,
    MHPSS: 'Psychosocial Service',
    PREGNANCY_AND_CHILD_HEALTH: NO_SERVICE,
    CASH_ASSISTANCE: NO_SERVICE,
    EDUCATION: 'Education Service',
    LIVELIHOODS: 'Livelihoods Service',
    LEGAL_AID: 'Legal Assistance Service',
    INTERNATIONAL_PROTECTION: NO_SERVICE,
    CHILD_PROTECTION: 'Child Protection Service',
    GBV_RESPONSE: NO_SERVICE,
    TRAFFICKING_RESPONSE: NO_SERVICE,
    DISABILITY_SUPPORT: NO_SERVICE,
    TRANSPORT_AND_EVACUATION: NO_SERVICE,
    ACCOMPANIMENT_IN_PROCEDURES: NO_SERVICE,
    CONNECTIVITY_AND_CHARGING: NO_SERVICE,
    RETURN_COUNSELLING: NO_SERVICE,
    DETENTION_VISIT: NO_SERVICE,
    SEARCH_AND_RESCUE: NO_SERVICE,
    DEAD_AND_MISSING: NO_SERVICE,
    INCLUSION_ACTIVITY: NO_SERVICE,
    RFL_PREVENTION: NO_SERVICE,
    RFL_CONTACT: NO_SERVICE,
    RFL_TRACING: NO_SERVICE,
    RFL_FATE_AND_WHEREABOUTS: NO_SERVICE,
    RFL_REUNIFICATION: 'Family Reunification Service',
  },
  urgencies: noneOf(URGENCIES, 'proGres has a priority, but no published list says what its codes mean.'),
  // f2-2.sendReferralToDTP.js
  genders: { FEMALE: 'female', MALE: 'male', OTHER: 'other', UNDISCLOSED: 'unknown' },
  standings: noneOf(MIGRATION_STANDINGS, 'The bridge’s form has no field for it.'),
  // f2-2.sendReferralToDTP.js; the nickname is proGres' commonly used name, which is what a name or alias is.
  personFields: {
    'triage.ageBand': NO_FIELD,
    'triage.gender': 'sex',
    'triage.languages': none('The bridge’s languages are its own list of names.'),
    'triage.householdSize': NO_FIELD,
    'triage.accessNeeds': NO_FIELD,
    'identity.caseCode': NO_FIELD,
    'identity.name': 'name_nickname',
    'identity.birthDate': 'date_of_birth',
    'identity.caseNumbers': 'unhcr_individual_no',
    'contact.phone': 'telephone_current',
    'contact.email': NO_FIELD,
    'contact.safeContact': NO_FIELD,
    'contact.caregiver': NO_FIELD,
    'locationCoarse.country': NO_FIELD,
    'locationCoarse.admin1': NO_FIELD,
    'locationPrecise.address': 'address_current',
    'locationPrecise.site': NO_FIELD,
    'locationPrecise.latitude': NO_FIELD,
    'locationPrecise.longitude': NO_FIELD,
    'origin.nationalities': NO_FIELD,
    'origin.ethnicOrigin': NO_FIELD,
    'origin.route': NO_FIELD,
    'migrationStatus.standing': NO_FIELD,
    'migrationStatus.asylumClaim': NO_FIELD,
    'migrationStatus.removalOrder': NO_FIELD,
    'health.physical': NO_FIELD,
    'health.mental': NO_FIELD,
    'health.pregnant': NO_FIELD,
    'health.disability': NO_FIELD,
    'protection.specificNeeds': NO_FIELD,
    'protection.violence': NO_FIELD,
    'protection.traffickingIndicators': NO_FIELD,
    'family.relatives': NO_FIELD,
    'family.familyLinksCase': NO_FIELD,
    'belief.religion': NO_FIELD,
    'belief.politics': NO_FIELD,
    'belief.sexualOrientationAndGenderIdentity': NO_FIELD,
    narrative: 'service_referral_notes',
  },
};
