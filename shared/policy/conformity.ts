import type { StatusGroup } from './access-words.ts';

export const CONFORMITY_VERDICTS = ['CONFORMING', 'PARTLY', 'NOT_CONFORMING', 'NOT_ASSESSED'] as const;
export type ConformityVerdict = (typeof CONFORMITY_VERDICTS)[number];

/**
 * What an access agreement is worth beside 31IC/11/R3, OP1; computed from what it says, never typed in. One that leaves
 * a group out by legal status is recorded as it is and does not conform [Access agreements, rule 1].
 */
export function conformityVerdictOf(agreement: {
  readonly groupsLeftOut: readonly StatusGroup[];
}): ConformityVerdict {
  return agreement.groupsLeftOut.length > 0 ? 'NOT_CONFORMING' : 'NOT_ASSESSED';
}
