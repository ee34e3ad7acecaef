import type { DataCategory } from './categories.ts';
import type { FirewallClass } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import { FAMILY_LINKS_TYPES, HEALTH_TYPES, type ServiceType } from './service-types.ts';

/** Enough to accept or decline, not to know who it is [law 4]. */
export const BEFORE_ACCEPTANCE: ReadonlySet<DataCategory> = new Set(['ROUTING', 'TRIAGE', 'LOCATION_COARSE']);

/** `NARRATIVE` passes only where all of these would be released to this viewer for this referral [law 4]. */
export const NARRATIVE_NEEDS = ['MIGRATION_STATUS', 'LOCATION_PRECISE', 'HEALTH', 'PROTECTION'] as const;

/** A cell of the table: for every service type, for some, for the asylum authority's own claim, never, or derived. */
type Cell = 'YES' | 'OWN_CLAIM' | 'NEVER' | 'DERIVED' | ReadonlySet<ServiceType>;

const on = (...types: ServiceType[]): ReadonlySet<ServiceType> => new Set(types);
const familyLinks = [...FAMILY_LINKS_TYPES];
const health = [...HEALTH_TYPES];

const AID: Readonly<Record<DataCategory, Cell>> = {
  ROUTING: 'YES',
  TRIAGE: 'YES',
  LOCATION_COARSE: 'YES',
  IDENTITY: 'YES',
  CONTACT: 'YES',
  LOCATION_PRECISE: on('SAFE_SHELTER', 'EMERGENCY_HEALTH', 'SEARCH_AND_RESCUE', ...familyLinks),
  ORIGIN: on('LEGAL_AID', 'INTERNATIONAL_PROTECTION', 'RETURN_COUNSELLING', ...familyLinks),
  MIGRATION_STATUS: on('LEGAL_AID', 'INTERNATIONAL_PROTECTION'),
  HEALTH: on(...health, 'MHPSS'),
  PROTECTION: on(
    'GBV_RESPONSE',
    'CHILD_PROTECTION',
    'TRAFFICKING_RESPONSE',
    'LEGAL_AID',
    'INTERNATIONAL_PROTECTION',
    'MHPSS',
    'SAFE_SHELTER',
  ),
  FAMILY: on('CHILD_PROTECTION'),
  BELIEF: on('INTERNATIONAL_PROTECTION', 'MHPSS'),
  NARRATIVE: 'DERIVED',
};

const NOTHING: Readonly<Record<DataCategory, Cell>> = {
  ROUTING: 'NEVER',
  TRIAGE: 'NEVER',
  LOCATION_COARSE: 'NEVER',
  IDENTITY: 'NEVER',
  CONTACT: 'NEVER',
  LOCATION_PRECISE: 'NEVER',
  ORIGIN: 'NEVER',
  MIGRATION_STATUS: 'NEVER',
  HEALTH: 'NEVER',
  PROTECTION: 'NEVER',
  FAMILY: 'NEVER',
  BELIEF: 'NEVER',
  NARRATIVE: 'NEVER',
};

/** The after-acceptance table: viewer's class, then category [law 4]. */
const TABLE: Readonly<Record<FirewallClass, Readonly<Record<DataCategory, Cell>>>> = {
  MOVEMENT: { ...AID, FAMILY: on(...familyLinks, 'CHILD_PROTECTION') },
  HUMANITARIAN: AID,
  PUBLIC_SERVICE: {
    ...NOTHING,
    ROUTING: 'YES',
    TRIAGE: 'YES',
    LOCATION_COARSE: 'YES',
    IDENTITY: 'YES',
    CONTACT: 'YES',
    HEALTH: HEALTH_TYPES,
    FAMILY: on('CHILD_PROTECTION'),
  },
  ASYLUM_AUTHORITY: {
    ...NOTHING,
    ROUTING: 'OWN_CLAIM',
    TRIAGE: 'OWN_CLAIM',
    LOCATION_COARSE: 'OWN_CLAIM',
    IDENTITY: 'OWN_CLAIM',
    CONTACT: 'OWN_CLAIM',
    ORIGIN: 'OWN_CLAIM',
    MIGRATION_STATUS: 'OWN_CLAIM',
  },
  PRIVATE: NOTHING,
  STATISTICS_ONLY: NOTHING,
  ENFORCEMENT: NOTHING,
};

/**
 * Whether the table opens this category to the class for a referral of this service type and purpose. An own claim also needs
 * a consent that names the authority: line 9 asks for it, and no line stands in its place for that class. `NARRATIVE` is
 * answered by the table only as far as its four categories go; the release rule asks each of them in full.
 */
export function isWithinCeiling(
  firewallClass: FirewallClass,
  serviceType: ServiceType,
  purpose: Purpose,
  category: DataCategory,
): boolean {
  const cell = TABLE[firewallClass][category];
  if (cell === 'YES') return true;
  if (cell === 'NEVER') return false;
  if (cell === 'OWN_CLAIM') {
    return purpose === 'INTERNATIONAL_PROTECTION_ACCESS' && serviceType === 'INTERNATIONAL_PROTECTION';
  }
  if (cell === 'DERIVED') {
    return NARRATIVE_NEEDS.every((need) => isWithinCeiling(firewallClass, serviceType, purpose, need));
  }
  return cell.has(serviceType);
}

/** Whether the table has anything but "never" for this class and category, under whatever service type. */
export function classMayReceive(firewallClass: FirewallClass, category: DataCategory): boolean {
  return TABLE[firewallClass][category] !== 'NEVER';
}
