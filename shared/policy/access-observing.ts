import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who wants to record a law, a border procedure, a safeguard, a visit or an incident. */
export interface AccessObservingFacts {
  readonly role: Role;
  /** Null: not registered. */
  readonly type: OrganisationType | null;
  /** Types of the units it shares credentials with. */
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
}

/** Whoever stands among people and is answerable for what is written down; an analyst, a signatory and a machine do not. */
export const OBSERVER_ROLES = [
  'caseworker',
  'coordinator',
  'data_protection_officer',
] as const satisfies readonly Role[];

export const OBSERVER_ACTIVE: Rule<Pick<AccessObservingFacts, 'type' | 'active'>> = {
  id: 'observer-is-active',
  says: 'The organisation is registered and active.',
  source: 'law 2, line 1',
  holds: ({ active, type }) => active && type !== null,
};

export const OBSERVER_HUMANITARIAN: Rule<Pick<AccessObservingFacts, 'type' | 'sharesCredentialsWith'>> = {
  id: 'observer-is-humanitarian',
  says: 'A component of the Movement or a humanitarian organisation records what access is like; an authority does not record its own.',
  source: 'Access agreements, rule 4; choice',
  holds: ({ type, sharesCredentialsWith }) =>
    type !== null && ['MOVEMENT', 'HUMANITARIAN'].includes(firewallClassOf(type, sharesCredentialsWith)),
};

export const ACCESS_OBSERVING_RULES: readonly Rule<AccessObservingFacts>[] = [
  OBSERVER_ACTIVE,
  OBSERVER_HUMANITARIAN,
  {
    id: 'observer-is-staff',
    says: 'A caseworker, coordinator or data protection officer records it.',
    source: 'choice',
    holds: ({ role }) => OBSERVER_ROLES.some((one) => one === role),
  },
];

export const mayObserveAccess = allOf(ACCESS_OBSERVING_RULES);
