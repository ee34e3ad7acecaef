/** The life of a referral, in the order of the law [law 5]. */
export const REFERRAL_STATES = [
  'DRAFT',
  'SENT',
  'RECEIVED',
  'ACCEPTED',
  'DECLINED',
  'WAITLISTED',
  'SCHEDULED',
  'IN_PROGRESS',
  'ON_HOLD',
  'COMPLETED',
  'NOT_DELIVERED',
  'CANCELLED',
  'WITHDRAWN_BY_PERSON',
  'REROUTED',
  'EXPIRED',
  'CLOSED',
  'ENTERED_IN_ERROR',
] as const;

export type ReferralState = (typeof REFERRAL_STATES)[number];

/** Which set of categories the recipient of a referral reads: none, the before-acceptance set, the after-acceptance set. */
export type Reading = 'NOTHING' | 'BEFORE' | 'AFTER';

const READING: Readonly<Record<ReferralState, Reading>> = {
  DRAFT: 'NOTHING',
  SENT: 'BEFORE',
  RECEIVED: 'BEFORE',
  ACCEPTED: 'AFTER',
  DECLINED: 'NOTHING',
  WAITLISTED: 'BEFORE',
  SCHEDULED: 'AFTER',
  IN_PROGRESS: 'AFTER',
  ON_HOLD: 'AFTER',
  COMPLETED: 'AFTER',
  NOT_DELIVERED: 'NOTHING',
  CANCELLED: 'NOTHING',
  WITHDRAWN_BY_PERSON: 'NOTHING',
  REROUTED: 'NOTHING',
  EXPIRED: 'NOTHING',
  CLOSED: 'NOTHING',
  ENTERED_IN_ERROR: 'NOTHING',
};

/** States in which the recipient may read something; `COMPLETED` only for 14 days. Serves as the `visibleTo` clause of lists. */
export const READABLE_STATES: readonly ReferralState[] = REFERRAL_STATES.filter(
  (state) => READING[state] !== 'NOTHING',
);

/** A recipient reads a completed referral for this long, in milliseconds: 14 days [law 5]. */
export const COMPLETED_READABLE_MS = 14 * 24 * 60 * 60 * 1000;

/** What the recipient reads now. A completed referral without its time of completion reads as nothing. */
export function readingOf(state: ReferralState, completedAt: Date | null, now: Date): Reading {
  if (state !== 'COMPLETED') return READING[state];
  if (completedAt === null) return 'NOTHING';
  return now.getTime() - completedAt.getTime() < COMPLETED_READABLE_MS ? 'AFTER' : 'NOTHING';
}
