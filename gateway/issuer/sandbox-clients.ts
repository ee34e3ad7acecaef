import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { type Scope, scopesOf } from './scopes.ts';

/** One who may sign in at the built-in issuer: a role of an organisation. Its secret is its id. */
export interface SandboxClient {
  readonly clientId: string;
  readonly organisationId: string;
  /** The organisation's name. */
  readonly organisation: string;
  readonly organisationType: OrganisationType;
  readonly role: Role;
  /** The purposes it may declare. */
  readonly purposes: readonly Purpose[];
  readonly scopes: readonly Scope[];
}

export interface ClientRegistry {
  find(clientId: string): Promise<SandboxClient | null>;
  list(): Promise<readonly SandboxClient[]>;
}

/** An active organisation, as far as signing in is concerned. */
export interface SandboxOrganisation {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
  /** The purposes registered for it. */
  readonly purposes: readonly Purpose[];
}

/** What follows `sandbox-<code>` in a client's id, and the role it stands for. */
const ROLE_OF_SUFFIX = {
  '': 'caseworker',
  '-2': 'caseworker',
  '-coordinator': 'coordinator',
  '-dpo': 'data_protection_officer',
  '-signatory': 'signatory',
  '-analyst': 'analyst',
  '-admin': 'administrator',
  '-system': 'system',
} as const satisfies Record<string, Role>;

/**
 * The purposes of a role that are its own and not its organisation's. A signatory and an administrator have none:
 * a purpose is declared to ask for data about a person, and neither role covers any [law 2, roles].
 */
const PURPOSES_OF_ROLE: Readonly<Partial<Record<Role, readonly Purpose[]>>> = {
  data_protection_officer: ['AUDIT_OVERSIGHT', 'DATA_SUBJECT_RIGHTS'],
  analyst: ['STATISTICS', 'ACCESS_MONITORING', 'CONFERENCE_REPORTING'],
  signatory: [],
  administrator: [],
};

/** The sandbox clients of one organisation: its caseworker first. */
export function sandboxClientsOf(organisation: SandboxOrganisation): SandboxClient[] {
  return Object.entries(ROLE_OF_SUFFIX).map(([suffix, role]) => ({
    clientId: `sandbox-${organisation.code}${suffix}`,
    organisationId: organisation.id,
    organisation: organisation.name,
    organisationType: organisation.type,
    role,
    purposes: PURPOSES_OF_ROLE[role] ?? organisation.purposes,
    scopes: scopesOf(role),
  }));
}

/**
 * The clients of the organisations there are now: asked at every sign-in, so that a new organisation signs in at once
 * and a deactivated one no more. Where the id of one organisation's client reads as another's with a suffix
 * (`sandbox-unit-2`), the organisation whose whole code it is has it.
 */
export function sandboxClients(organisations: () => Promise<readonly SandboxOrganisation[]>): ClientRegistry {
  const list = async () => (await organisations()).flatMap(sandboxClientsOf);
  return {
    list,
    async find(clientId) {
      const same = (await list()).filter((client) => client.clientId === clientId);
      return same.find(({ role }) => role === 'caseworker') ?? same[0] ?? null;
    },
  };
}
