/** What help is for, in the order of the capabilities page, family links last. */
export const SERVICE_TYPES = [
  'INFORMATION_AND_ORIENTATION',
  'FOOD',
  'CLOTHING_AND_NFI',
  'EMERGENCY_SHELTER',
  'SAFE_SHELTER',
  'WASH',
  'PRIMARY_HEALTH',
  'EMERGENCY_HEALTH',
  'MHPSS',
  'PREGNANCY_AND_CHILD_HEALTH',
  'CASH_ASSISTANCE',
  'EDUCATION',
  'LIVELIHOODS',
  'LEGAL_AID',
  'INTERNATIONAL_PROTECTION',
  'CHILD_PROTECTION',
  'GBV_RESPONSE',
  'TRAFFICKING_RESPONSE',
  'DISABILITY_SUPPORT',
  'TRANSPORT_AND_EVACUATION',
  'ACCOMPANIMENT_IN_PROCEDURES',
  'CONNECTIVITY_AND_CHARGING',
  'RETURN_COUNSELLING',
  'DETENTION_VISIT',
  'SEARCH_AND_RESCUE',
  'DEAD_AND_MISSING',
  'INCLUSION_ACTIVITY',
  'RFL_PREVENTION',
  'RFL_CONTACT',
  'RFL_TRACING',
  'RFL_FATE_AND_WHEREABOUTS',
  'RFL_REUNIFICATION',
] as const;

export type ServiceType = (typeof SERVICE_TYPES)[number];

/** Restoring Family Links: only between components of the Movement [law 3]. */
export const FAMILY_LINKS_TYPES: ReadonlySet<ServiceType> = new Set([
  'RFL_PREVENTION',
  'RFL_CONTACT',
  'RFL_TRACING',
  'RFL_FATE_AND_WHEREABOUTS',
  'RFL_REUNIFICATION',
]);

/** "Health types" of the ceiling table; MHPSS is named apart there, and disability support is not health care [choice]. */
export const HEALTH_TYPES: ReadonlySet<ServiceType> = new Set([
  'PRIMARY_HEALTH',
  'EMERGENCY_HEALTH',
  'PREGNANCY_AND_CHILD_HEALTH',
]);

const KNOWN: ReadonlySet<string> = new Set(SERVICE_TYPES);

export function isServiceType(word: string): word is ServiceType {
  return KNOWN.has(word);
}
