import type { ReferralActor } from './referral-life.ts';
import { allOf, type Rule } from './rule.ts';

/** One side's number for a case, and who wants to read it. */
export interface CaseNumberFacts {
  readonly keptBy: ReferralActor;
  readonly reader: ReferralActor;
}

/**
 * Two recipients that were told the sender's number could join their lists by it, as by a name; and what comes back to the
 * sender is state, reason and outcome [law 5].
 */
export const CASE_NUMBER_RULES: readonly Rule<CaseNumberFacts>[] = [
  {
    id: 'own-case-number',
    says: 'A side of a referral reads the number that it keeps itself.',
    source: 'law 5: each side keeps its own; two partners cannot join their lists',
    holds: ({ keptBy, reader }) => keptBy === reader,
  },
];

export const mayReadCaseNumber = allOf(CASE_NUMBER_RULES);
