import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';
import type { FirewallStatus } from './service-offer.ts';

/** The roles that keep an organisation's entries in the directory: no person is in it, so four of them may [choice]. */
export const DIRECTORY_ROLES = [
  'caseworker',
  'coordinator',
  'administrator',
  'system',
] as const satisfies readonly Role[];

/** Who wants to write what in the directory. */
export interface ServiceWritingFacts {
  readonly role: Role;
  readonly viewerId: string;
  /** Type and standing of the viewer's organisation, as the registry knows them. */
  readonly type: OrganisationType;
  /** Types of the units it shares credentials with. */
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
  readonly ownerId: string;
  /** As the service will stand. */
  readonly firewallStatus: FirewallStatus;
}

export const SERVICE_WRITING_RULES: readonly Rule<ServiceWritingFacts>[] = [
  {
    id: 'writer-is-active',
    says: 'The organisation is active.',
    source: 'law 2, line 1',
    holds: ({ active }) => active,
  },
  {
    id: 'role-writes-services',
    says: 'A caseworker, coordinator, administrator or system writes services.',
    source: 'law 2: roles; choice',
    holds: ({ role }) => DIRECTORY_ROLES.some((one) => one === role),
  },
  {
    id: 'owner-writes-service',
    says: 'An organisation writes its own services.',
    source: 'Services, rule 5',
    holds: ({ viewerId, ownerId }) => viewerId === ownerId,
  },
  {
    id: 'enforcement-is-no-firewall',
    says: 'A service of an enforcement unit is never firewalled.',
    source: 'law 1, "Why a firewall"; choice',
    holds: ({ type, sharesCredentialsWith, firewallStatus }) =>
      firewallClassOf(type, sharesCredentialsWith) !== 'ENFORCEMENT' || firewallStatus !== 'FIREWALLED',
  },
];

export const mayWriteService = allOf(SERVICE_WRITING_RULES);
