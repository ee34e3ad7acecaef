import {
  type FirewallClass,
  firewallClassOf,
  type OrganisationType,
} from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';

const CASEWORK: readonly Purpose[] = [
  'SERVICE_REFERRAL',
  'SERVICE_DELIVERY',
  'CASE_MANAGEMENT',
  'HEALTH_CARE',
  'LEGAL_AID',
  'INTERNATIONAL_PROTECTION_ACCESS',
  'TRAFFICKING_VICTIM_PROTECTION',
  'CHILD_PROTECTION',
  'VITAL_INTEREST_EMERGENCY',
];

/** What an organisation of each class may be registered for until somebody narrows it; enforcement for nothing. */
const PURPOSES_OF_CLASS: Readonly<Record<FirewallClass, readonly Purpose[]>> = {
  MOVEMENT: [...CASEWORK, 'RESTORING_FAMILY_LINKS'],
  HUMANITARIAN: CASEWORK,
  PUBLIC_SERVICE: [
    'SERVICE_DELIVERY',
    'CASE_MANAGEMENT',
    'HEALTH_CARE',
    'CHILD_PROTECTION',
    'VITAL_INTEREST_EMERGENCY',
  ],
  ASYLUM_AUTHORITY: ['INTERNATIONAL_PROTECTION_ACCESS'],
  PRIVATE: ['SERVICE_DELIVERY'],
  STATISTICS_ONLY: [],
  ENFORCEMENT: [],
};

/** The purposes that a newly registered organisation's clients may declare. */
export function purposesFor(type: OrganisationType): readonly Purpose[] {
  return PURPOSES_OF_CLASS[firewallClassOf(type)];
}
