import type { ReferralState } from './referral-states.ts';
import { allOf, type Rule } from './rule.ts';

/** States in which a referral holds a place of its service [Services, rule 9]. */
export const HOLDING_STATES = [
  'ACCEPTED',
  'SCHEDULED',
  'IN_PROGRESS',
  'ON_HOLD',
] as const satisfies readonly ReferralState[];

/** What must be known before a referral is accepted, beside who may. */
export interface PlaceFacts {
  /** A place was taken for it a moment ago, in this transaction, or the service counts none. */
  readonly placeTaken: boolean;
}

export const PLACE_RULES: readonly Rule<PlaceFacts>[] = [
  {
    id: 'place-left',
    says: 'A place of the service is left.',
    source: 'Services, rule 9',
    holds: ({ placeTaken }) => placeTaken,
  },
];

export const mayTakePlace = allOf(PLACE_RULES);
