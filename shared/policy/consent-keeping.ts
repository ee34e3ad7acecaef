import { type CaseworkFacts, ORGANISATION_ACTIVE, OUTSIDE_FIREWALL } from './casework.ts';
import { keepsConsents } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who reads and writes the consents of its own organisation's persons. */
export const CONSENT_KEEPING_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-keeps-consents',
    says: 'A caseworker, a system acting for one, or the data protection officer keeps consents.',
    source: 'law 2: roles',
    holds: ({ role }) => keepsConsents(role),
  },
];

export const mayKeepConsents = allOf(CONSENT_KEEPING_RULES);
