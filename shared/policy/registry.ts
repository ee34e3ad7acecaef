import type { OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** What must be known before an organisation is registered. */
export interface RegistrationFacts {
  /** Role of the caller; null when nobody is signed in. */
  readonly role: Role | null;
  readonly type: OrganisationType;
  readonly codeTaken: boolean;
  /** An active National Society of the same country stands in the registry. */
  readonly societyExists: boolean;
  /** The named parent exists, or none was named. */
  readonly parentExists: boolean;
}

export const REGISTRATION_RULES: readonly Rule<RegistrationFacts>[] = [
  {
    id: 'administrator-registers',
    says: 'An administrator registers organisations.',
    source: 'law.md, section 2: roles',
    holds: ({ role }) => role === 'administrator',
  },
  {
    id: 'code-is-free',
    says: 'A code names one organisation.',
    source: 'choice',
    holds: ({ codeTaken }) => !codeTaken,
  },
  {
    id: 'one-national-society-per-country',
    says: 'A country has one National Society.',
    source: 'Statutes of the Movement, article 4',
    holds: ({ type, societyExists }) => type !== 'NATIONAL_SOCIETY' || !societyExists,
  },
  {
    id: 'parent-is-registered',
    says: 'A unit belongs to an organisation that is registered.',
    source: 'law.md, section 1: units are registered, not ministries',
    holds: ({ parentExists }) => parentExists,
  },
];

export const mayRegisterOrganisation = allOf(REGISTRATION_RULES);
