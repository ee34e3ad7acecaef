import { type AgreementState, agreementIsInForce } from './agreement.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** A data-sharing agreement opens data about persons; an MoU opens the directory and nothing else [law 7]. */
export const AGREEMENT_KINDS = ['DATA_SHARING', 'MOU'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];

/** `EVERYTHING`: a party. `TRANSPARENCY`: parties, state, purposes and categories. `NOTHING`: it is not found. */
export type AgreementReading = 'EVERYTHING' | 'TRANSPARENCY' | 'NOTHING';

/** What must be known before an agreement is shown. */
export interface AgreementReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewerId: string | null;
  readonly partyIds: readonly string[];
  readonly state: AgreementState;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly now: Date;
}

/** Anyone may read who shares what with whom, as long as it is in force; the rest is the parties' own [law 7]. */
export function agreementReadingOf(facts: AgreementReadingFacts): AgreementReading {
  const { viewerId, partyIds, now } = facts;
  if (viewerId !== null && partyIds.includes(viewerId)) return 'EVERYTHING';
  return agreementIsInForce(facts, now) ? 'TRANSPARENCY' : 'NOTHING';
}

/** Who takes a step in the life of an agreement. */
export interface AgreementActionFacts {
  readonly role: Role;
  readonly organisationId: string;
  readonly active: boolean;
  readonly partyIds: readonly string[];
}

const NEGOTIATORS: readonly Role[] = [
  'caseworker',
  'coordinator',
  'data_protection_officer',
  'signatory',
  'administrator',
];

export const AGREEMENT_ACTION_RULES: readonly Rule<AgreementActionFacts>[] = [
  {
    id: 'party-acts',
    says: 'Only a party acts on an agreement.',
    source: 'law 7',
    holds: ({ organisationId, partyIds }) => partyIds.includes(organisationId),
  },
  {
    id: 'acting-party-active',
    says: 'The acting party is active.',
    source: 'law 2, line 1',
    holds: ({ active }) => active,
  },
  {
    id: 'negotiator-acts',
    says: 'Staff act on an agreement; an analyst or a machine does not.',
    source: 'choice',
    holds: ({ role }) => NEGOTIATORS.includes(role),
  },
];

export const mayActOnAgreement = allOf(AGREEMENT_ACTION_RULES);
