import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/**
 * Who marks a referral as entered in error. Until a second person agrees nothing changes, what its recipient reads
 * included: only a state takes reading away, and one person can set none but `CANCELLED`, which does so at once [law 5].
 */
export interface ErrorMarkFacts {
  readonly role: Role;
  /** The person who marks, as the token's subject names them. */
  readonly markedBy: string;
  /** The person who marked it first; null while nobody has. */
  readonly firstMarkedBy: string | null;
}

export const ERROR_MARK_RULES: readonly Rule<ErrorMarkFacts>[] = [
  {
    id: 'person-marks-error',
    says: 'A person marks it, not a machine acting for one.',
    source: 'law 5: sender, two persons',
    holds: ({ role }) => role !== 'system',
  },
  {
    id: 'second-person-agrees',
    says: 'Nobody has marked it yet, or another person has.',
    source: 'law 5: sender, two persons',
    holds: ({ markedBy, firstMarkedBy }) => firstMarkedBy === null || firstMarkedBy !== markedBy,
  },
];

export const mayMarkInError = allOf(ERROR_MARK_RULES);
