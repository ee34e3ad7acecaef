import { type CaseworkFacts, ORGANISATION_ACTIVE, OUTSIDE_FIREWALL } from './casework.ts';
import { keepsConsents } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Why a recipient is told to erase what it was sent. */
export const ERASURE_CAUSES = [
  'CONSENT_WITHDRAWN',
  'CONSENT_REVOKED',
  'CONSENT_INVALIDATED',
  'CONSENT_NARROWED',
  'EMERGENCY_NOT_JUSTIFIED',
  'ORIGIN_TOOK_BACK',
  'PERSON_ERASED',
] as const;
export type ErasureCause = (typeof ERASURE_CAUSES)[number];

/** So long has a recipient to acknowledge an order [law 6]. */
export const ERASURE_DAYS = 30;
const DAY_MS = 86_400_000;

export function erasureDueAt(issuedAt: Date): Date {
  return new Date(issuedAt.getTime() + ERASURE_DAYS * DAY_MS);
}

/** True from the first moment after its days have run out, for as long as nobody acknowledges it. */
export function isErasureOverdue(dueAt: Date, acknowledgedAt: Date | null, now: Date): boolean {
  return acknowledgedAt === null && dueAt <= now;
}

export const ERASURE_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'officer-erases',
    says: 'The data protection officer of the owner erases a person.',
    source: 'law 2: roles',
    holds: ({ role }) => role === 'data_protection_officer',
  },
];

export const mayErasePerson = allOf(ERASURE_RULES);

export const ERASURE_ORDER_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-answers-order',
    says: 'A caseworker, a system acting for one, or the data protection officer reads and acknowledges orders to erase.',
    source: 'law 2: roles; law 6',
    holds: ({ role }) => keepsConsents(role),
  },
];

export const mayAnswerErasureOrder = allOf(ERASURE_ORDER_RULES);
