import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';
import { DIRECTORY_ROLES } from './service-writing.ts';

/** Who asks for a change of a service, or answers one. */
export interface ServiceChangeFacts {
  readonly role: Role;
  readonly viewerId: string;
  readonly type: OrganisationType;
  /** Types of the units it shares credentials with. */
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
  readonly ownerId: string;
}

export const SERVICE_CHANGE_REQUEST_RULES: readonly Rule<ServiceChangeFacts>[] = [
  {
    id: 'change-requester-is-active',
    says: 'The organisation that asks for a change is active.',
    source: 'law 2, line 1',
    holds: ({ active }) => active,
  },
  {
    id: 'role-requests-change',
    says: 'A caseworker, coordinator, administrator or system asks for a change.',
    source: 'law 2: roles; choice',
    holds: ({ role }) => DIRECTORY_ROLES.some((one) => one === role),
  },
  {
    id: 'change-asked-of-another',
    says: 'A change is asked of another organisation; its own service it revises.',
    source: 'Services, rule 5',
    holds: ({ viewerId, ownerId }) => viewerId !== ownerId,
  },
  {
    id: 'enforcement-asks-no-change',
    says: 'An enforcement unit asks for no change of the service of another.',
    source: 'law 1, "Why a firewall"; choice',
    holds: ({ type, sharesCredentialsWith }) =>
      firewallClassOf(type, sharesCredentialsWith) !== 'ENFORCEMENT',
  },
];

export const mayRequestServiceChange = allOf(SERVICE_CHANGE_REQUEST_RULES);

export const SERVICE_CHANGE_ANSWER_RULES: readonly Rule<ServiceChangeFacts>[] = [
  {
    id: 'change-answerer-is-active',
    says: 'The organisation that answers is active.',
    source: 'law 2, line 1',
    holds: ({ active }) => active,
  },
  {
    id: 'role-answers-change',
    says: 'A caseworker, coordinator, administrator or system answers.',
    source: 'law 2: roles; choice',
    holds: ({ role }) => DIRECTORY_ROLES.some((one) => one === role),
  },
  {
    id: 'owner-answers-change',
    says: 'The owner of the service answers.',
    source: 'Services, rule 5; IFRC GO, local unit validation',
    holds: ({ viewerId, ownerId }) => viewerId === ownerId,
  },
];

export const mayAnswerServiceChange = allOf(SERVICE_CHANGE_ANSWER_RULES);
