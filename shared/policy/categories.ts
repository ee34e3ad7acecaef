/** One category is one field, one ciphertext and one line of consent, in the order of the law [law 1]. */
export const DATA_CATEGORIES = [
  'ROUTING',
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_COARSE',
  'LOCATION_PRECISE',
  'ORIGIN',
  'MIGRATION_STATUS',
  'HEALTH',
  'PROTECTION',
  'FAMILY',
  'BELIEF',
  'NARRATIVE',
] as const;

export type DataCategory = (typeof DATA_CATEGORIES)[number];

export const SENSITIVITIES = ['MODERATE', 'HIGH', 'SEVERE'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

const SENSITIVITY: Readonly<Record<DataCategory, Sensitivity>> = {
  ROUTING: 'MODERATE',
  TRIAGE: 'MODERATE',
  IDENTITY: 'HIGH',
  CONTACT: 'HIGH',
  LOCATION_COARSE: 'MODERATE',
  LOCATION_PRECISE: 'SEVERE',
  ORIGIN: 'HIGH',
  MIGRATION_STATUS: 'SEVERE',
  HEALTH: 'HIGH',
  PROTECTION: 'SEVERE',
  FAMILY: 'HIGH',
  BELIEF: 'SEVERE',
  NARRATIVE: 'SEVERE',
};

export function sensitivityOf(category: DataCategory): Sensitivity {
  return SENSITIVITY[category];
}

/** An agreement that shares one of these needs an impact assessment [law 7]. */
export const SEVERE_CATEGORIES: ReadonlySet<DataCategory> = new Set(
  DATA_CATEGORIES.filter((category) => SENSITIVITY[category] === 'SEVERE'),
);

/** Releasing these alone writes no ledger entry [law 8]. */
export const UNRECORDED_CATEGORIES: ReadonlySet<DataCategory> = new Set(['ROUTING', 'TRIAGE']);

export function isDataCategory(word: string): word is DataCategory {
  return Object.hasOwn(SENSITIVITY, word);
}
