import { DATA_CATEGORIES, type DataCategory } from './categories.ts';

/** The roles a token may carry. `system` is a machine acting for a caseworker, within its registered purposes [law 2]. */
export const ROLES = [
  'caseworker',
  'coordinator',
  'data_protection_officer',
  'signatory',
  'analyst',
  'administrator',
  'system',
] as const;

export type Role = (typeof ROLES)[number];

const EVERY: ReadonlySet<DataCategory> = new Set(DATA_CATEGORIES);
const NONE: ReadonlySet<DataCategory> = new Set();

const COVERED: Readonly<Record<Role, ReadonlySet<DataCategory>>> = {
  caseworker: EVERY,
  system: EVERY,
  coordinator: new Set<DataCategory>(['ROUTING', 'TRIAGE', 'LOCATION_COARSE']),
  data_protection_officer: new Set<DataCategory>(['ROUTING']),
  signatory: NONE,
  analyst: NONE,
  administrator: NONE,
};

/** The categories a role may see in its own organisation's records and in those referred to it [law 2]. */
export function categoriesOf(role: Role): ReadonlySet<DataCategory> {
  return COVERED[role];
}

/** Who keeps consents and answers orders to erase: a caseworker, a system acting for one, and the data protection officer [law 2]. */
export function keepsConsents(role: Role): boolean {
  return role === 'caseworker' || role === 'system' || role === 'data_protection_officer';
}

export function isRole(word: string): word is Role {
  return Object.hasOwn(COVERED, word);
}
