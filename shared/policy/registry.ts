import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** The two that keep the registry for all: the one recognises National Societies, the other admits them [Statutes; choice]. */
const REGISTRARS: readonly OrganisationType[] = ['ICRC', 'IFRC'];

export function isRegistrar(type: OrganisationType | null): boolean {
  return REGISTRARS.some((one) => one === type);
}

/** What must be known before an organisation is registered. */
export interface RegistrationFacts {
  /** Role of the caller; null when nobody is signed in. */
  readonly role: Role | null;
  /** The caller's organisation as the registry knows it; its type is null when it does not. */
  readonly registrarId: string | null;
  readonly registrarType: OrganisationType | null;
  readonly registrarActive: boolean;
  readonly type: OrganisationType;
  /** The organisation that the new one is a unit of; null: of none. */
  readonly parentId: string | null;
  /** The named parent is itself a unit of another. */
  readonly parentIsUnit: boolean;
  readonly codeTaken: boolean;
  /** An active National Society of the same country stands in the registry. */
  readonly societyExists: boolean;
  /** The named parent exists, or none was named. */
  readonly parentExists: boolean;
}

/** Asked when one is registered, recognised and reinstated; an index of the table holds it too. */
export const ONE_SOCIETY: Rule<Pick<RegistrationFacts, 'type' | 'societyExists'>> = {
  id: 'one-national-society-per-country',
  says: 'A country has one National Society.',
  source: 'Statutes of the Movement, article 4',
  holds: ({ type, societyExists }) => type !== 'NATIONAL_SOCIETY' || !societyExists,
};

export const REGISTRATION_RULES: readonly Rule<RegistrationFacts>[] = [
  {
    id: 'administrator-registers',
    says: 'An administrator registers organisations.',
    source: 'law.md, section 2: roles',
    holds: ({ role }) => role === 'administrator',
  },
  {
    id: 'registering-organisation-active',
    says: 'The organisation that registers another is active.',
    source: 'law 2, line 1',
    holds: ({ registrarActive }) => registrarActive,
  },
  {
    id: 'code-is-free',
    says: 'A code names one organisation.',
    source: 'choice',
    holds: ({ codeTaken }) => !codeTaken,
  },
  ONE_SOCIETY,
  {
    id: 'parent-is-registered',
    says: 'A unit belongs to an organisation that is registered.',
    source: 'law.md, section 1: units are registered, not ministries',
    holds: ({ parentExists }) => parentExists,
  },
  {
    id: 'unit-has-no-units',
    says: 'A unit has no units of its own.',
    source: 'law 1: units are registered; choice',
    holds: ({ parentIsUnit }) => !parentIsUnit,
  },
  {
    id: 'parent-registers-unit',
    says: 'A unit is registered by its parent, or by the ICRC or the IFRC: what it is narrows what its parent may read.',
    source: 'law 1: strictest class; law 2, line 6; choice',
    holds: ({ parentId, registrarId, registrarType }) =>
      parentId === null || parentId === registrarId || isRegistrar(registrarType),
  },
  {
    id: 'movement-registers-component',
    says: 'A component of the Movement is registered by the ICRC, which recognises it, or the IFRC, which admits it.',
    source: 'Statutes of the Movement, articles 4 and 5; choice',
    holds: ({ type, registrarType }) => firewallClassOf(type) !== 'MOVEMENT' || isRegistrar(registrarType),
  },
];

export const mayRegisterOrganisation = allOf(REGISTRATION_RULES);
