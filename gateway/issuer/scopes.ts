import type { Role } from '../../shared/policy/roles.ts';

/** What a token may be used for, part by part. A scope opens a door; what lies behind it the policy decides by row. */
export const SCOPES = [
  'directory:read',
  'directory:write',
  'agreements:read',
  'agreements:write',
  'access:read',
  'access:write',
  'persons:read',
  'persons:write',
  'ledger:read',
  // Introspection, where it is not open to everybody.
  'schema:read',
] as const;

export type Scope = (typeof SCOPES)[number];

const READS = ['directory:read', 'agreements:read', 'access:read'] as const;
const WRITES = ['directory:write', 'agreements:write', 'access:write'] as const;
const PERSONS = ['persons:read', 'persons:write'] as const;

const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  caseworker: [...READS, 'directory:write', 'access:write', ...PERSONS, 'ledger:read'],
  system: [...READS, 'directory:write', 'access:write', ...PERSONS, 'ledger:read'],
  coordinator: [...READS, ...WRITES, ...PERSONS],
  // Suspends an agreement at once, erases a person, closes an emergency release, reads the ledger [law 2, 3, 7].
  data_protection_officer: [...READS, 'agreements:write', ...PERSONS, 'ledger:read'],
  // Signs data-sharing and access agreements for its party [law 7].
  signatory: [...READS, 'agreements:write', 'access:write'],
  analyst: READS,
  administrator: [...READS, ...WRITES, 'schema:read'],
};

/** The scopes a client of this role is given when it asks for none, and the most it may ask for. */
export function scopesOf(role: Role): readonly Scope[] {
  return SCOPES_OF_ROLE[role];
}
