import { firewallClassOf, isBehindFirewall, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who wants to write about persons: register one, draft or answer a referral. */
export interface CaseworkFacts {
  readonly role: Role;
  readonly type: OrganisationType;
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
}

export const ORGANISATION_ACTIVE: Rule<CaseworkFacts> = {
  id: 'organisation-active',
  says: 'The organisation is active.',
  source: 'law 2, line 1',
  holds: ({ active }) => active,
};

export const OUTSIDE_FIREWALL: Rule<CaseworkFacts> = {
  id: 'outside-firewall',
  says: 'The organisation is neither enforcement nor for statistics only.',
  source: 'law 2, line 3',
  holds: ({ type, sharesCredentialsWith }) => !isBehindFirewall(firewallClassOf(type, sharesCredentialsWith)),
};

export const CASEWORK_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'caseworker-writes',
    says: 'A caseworker, or a system acting for one, writes about persons.',
    source: 'law 2: roles',
    holds: ({ role }) => role === 'caseworker' || role === 'system',
  },
];

export const mayDoCasework = allOf(CASEWORK_RULES);
