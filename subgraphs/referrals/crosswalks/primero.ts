import { type Crosswalk, none } from './crosswalk.ts';

const NO_TRANSITION = none(
  'A transition of Primero knows in_progress, accepted, rejected, done and revoked alone.',
);
const NO_REASON = none('Primero has no code for it; its rejected_reason is free text.');
const NO_FIELD = none('No field of Primero’s default case forms holds it.');
const OWN_LOOKUP = none('A select box whose list each deployment of Primero makes for itself.');
const NO_SERVICE = none('lookup-service-type has no such service.');

/** `lookup-unhcr-needs-codes`. */
export const PRIMERO_NEEDS: ReadonlySet<string> = new Set(
  `cr-cp cr-cs cr-cc cr-tp cr-lw cr-lo cr-ne cr-se cr-af cr-cl sc-ch sc-ic sc-fc ds-bd ds-df ds-pm ds-ps ds-mm ds-ms ds-sd
   sm-mi sm-mn sm-ci sm-cc sm-ot fu-tr fu-fr lp-nd lp-an lp-md lp-ms lp-rr tr-pi tr-ho tr-wv sv-va`.split(
    /\s+/,
  ),
);

/** Primero v2, default configuration (primeroIMS/primero 4b95bf9). */
export const primero: Crosswalk = {
  // app/models/transition.rb, as law.md, section 5, sets it.
  states: {
    DRAFT: NO_TRANSITION,
    SENT: 'in_progress',
    RECEIVED: NO_TRANSITION,
    ACCEPTED: 'accepted',
    DECLINED: 'rejected',
    WAITLISTED: NO_TRANSITION,
    SCHEDULED: 'accepted',
    IN_PROGRESS: NO_TRANSITION,
    ON_HOLD: NO_TRANSITION,
    COMPLETED: 'done',
    NOT_DELIVERED: NO_TRANSITION,
    CANCELLED: 'revoked',
    WITHDRAWN_BY_PERSON: 'revoked',
    REROUTED: NO_TRANSITION,
    EXPIRED: NO_TRANSITION,
    CLOSED: 'done',
    ENTERED_IN_ERROR: NO_TRANSITION,
  },
  // db/configuration/lookups/lookups.rb, lookup-service-referred
  reasons: {
    NO_CAPACITY: 'service_unavailable',
    NOT_ELIGIBLE: 'service_not_applicable',
    OUT_OF_AREA: NO_REASON,
    COULD_NOT_CONTACT: NO_REASON,
    NO_LONGER_INTERESTED: 'referral_declined_by_survivor',
    MISSING_DOCUMENTATION: NO_REASON,
    DUPLICATE: NO_REASON,
    NOT_FOUND: NO_REASON,
    CONSENT_INSUFFICIENT: NO_REASON,
    SERVICE_SUSPENDED: 'service_unavailable',
    OTHER: NO_REASON,
  },
  // The same list, and the field service_implemented of forms/case/services.rb
  outcomes: {
    SERVICE_PROVIDED: 'implemented',
    PARTLY_PROVIDED: none('Primero says implemented or not implemented, nothing between.'),
    RECEIVED_ELSEWHERE: 'services_already_received_from_another_agency',
    DECLINED_BY_PERSON: 'referral_declined_by_survivor',
    LOST_CONTACT: NO_REASON,
    REFERRED_ONWARD: none('Primero makes a new referral of it and leaves no word on this one.'),
  },
  // lookup-service-type; the misspelling in family_seunification_service is Primero's.
  serviceTypes: {
    INFORMATION_AND_ORIENTATION: NO_SERVICE,
    FOOD: 'food_service',
    CLOTHING_AND_NFI: 'nfi_clothes_shoes_service',
    EMERGENCY_SHELTER: NO_SERVICE,
    SAFE_SHELTER: 'safehouse_service',
    WASH: 'water_sanitation_service',
    PRIMARY_HEALTH: 'health_medical_service',
    EMERGENCY_HEALTH: 'health_medical_service',
    MHPSS: 'psychosocial_service',
    PREGNANCY_AND_CHILD_HEALTH: 'health_medical_service',
    CASH_ASSISTANCE: NO_SERVICE,
    EDUCATION: 'education_service',
    LIVELIHOODS: 'livelihoods_service',
    LEGAL_AID: 'legal_assistance_service',
    INTERNATIONAL_PROTECTION: NO_SERVICE,
    CHILD_PROTECTION: 'child_protection_service',
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
    RFL_REUNIFICATION: 'family_seunification_service',
  },
  // service_response_timeframe of forms/case/services.rb: one hour to three days; the hours to act of law.md, section 5.
  urgencies: {
    EMERGENCY: '1_day',
    URGENT: '3_days',
    NORMAL: none('The longest timeframe of Primero is three days.'),
  },
  // lookup-gender
  genders: {
    FEMALE: 'female',
    MALE: 'male',
    OTHER: none('lookup-gender has male and female alone.'),
    UNDISCLOSED: none('lookup-gender has male and female alone.'),
  },
  // lookup-displacement-status
  standings: {
    ASYLUM_SEEKER: 'asylum_seeker',
    REFUGEE: 'refugee',
    COMPLEMENTARY_PROTECTION: none('lookup-displacement-status has no word for it.'),
    STATELESS: 'stateless_person',
    PERMIT_HOLDER: none('“Foreign national” would say something else.'),
    RETURNEE: 'returnee',
  },
  // db/configuration/forms/case: basic_identity, care_arrangements, protection_concerns, family_details, services
  personFields: {
    'triage.ageBand': none('Primero holds an age in years; a band is none.'),
    'triage.gender': 'sex',
    'triage.languages': OWN_LOOKUP,
    'triage.householdSize': NO_FIELD,
    'triage.accessNeeds': NO_FIELD,
    'identity.caseCode': 'other_agency_id',
    'identity.name': 'name',
    'identity.birthDate': 'date_of_birth',
    'identity.caseNumbers': 'other_id_no',
    'contact.phone': 'telephone_current',
    'contact.email': NO_FIELD,
    'contact.safeContact': NO_FIELD,
    'contact.caregiver': 'name_caregiver',
    'locationCoarse.country': OWN_LOOKUP,
    'locationCoarse.admin1': OWN_LOOKUP,
    'locationPrecise.address': 'address_current',
    'locationPrecise.site': NO_FIELD,
    'locationPrecise.latitude': NO_FIELD,
    'locationPrecise.longitude': NO_FIELD,
    'origin.nationalities': OWN_LOOKUP,
    'origin.ethnicOrigin': OWN_LOOKUP,
    'origin.route': NO_FIELD,
    'migrationStatus.standing': 'displacement_status',
    'migrationStatus.asylumClaim': NO_FIELD,
    'migrationStatus.removalOrder': NO_FIELD,
    'health.physical': NO_FIELD,
    'health.mental': NO_FIELD,
    'health.pregnant': NO_FIELD,
    'health.disability': none(
      'lookup-disability-type has mental, physical and both; a description is none of them.',
    ),
    'protection.specificNeeds': 'unhcr_needs_codes',
    'protection.violence': 'protection_concerns_other',
    'protection.traffickingIndicators': NO_FIELD,
    'family.relatives': 'family_details_section',
    'family.familyLinksCase': 'rc_id_no',
    'belief.religion': OWN_LOOKUP,
    'belief.politics': NO_FIELD,
    'belief.sexualOrientationAndGenderIdentity': NO_FIELD,
    narrative: 'service_referral_notes',
  },
};
