import type { Urgency } from './emergency.ts';
import { isPossible, type Step, verbsFrom } from './life.ts';
import { COMPLETED_READABLE_MS, type ReferralState } from './referral-states.ts';

export type ReferralActor = 'SENDER' | 'RECIPIENT' | 'PERSON' | 'CLOCK';

/** Why a referral was declined, put on hold or not delivered. Legal status is not a reason, and has no word here [law 5]. */
export const REFERRAL_REASONS = [
  'NO_CAPACITY',
  'NOT_ELIGIBLE',
  'OUT_OF_AREA',
  'COULD_NOT_CONTACT',
  'NO_LONGER_INTERESTED',
  'MISSING_DOCUMENTATION',
  'DUPLICATE',
  'NOT_FOUND',
  'CONSENT_INSUFFICIENT',
  'SERVICE_SUSPENDED',
  'OTHER',
] as const;
export type ReferralReason = (typeof REFERRAL_REASONS)[number];

export const OUTCOMES = [
  'SERVICE_PROVIDED',
  'PARTLY_PROVIDED',
  'RECEIVED_ELSEWHERE',
  'DECLINED_BY_PERSON',
  'LOST_CONTACT',
  'REFERRED_ONWARD',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const REFERRAL_VERBS = [
  'send',
  'acknowledge',
  'accept',
  'decline',
  'waitlist',
  'schedule',
  'start',
  'hold',
  'complete',
  'fail',
  'cancel',
  'withdraw',
  'reroute',
  'expire',
  'close',
  'markInError',
] as const;
export type ReferralVerb = (typeof REFERRAL_VERBS)[number];

/** What must come with the verb: a coded reason, a coded outcome, a time, another referral, or a second member of staff. */
export type ReferralNeed = 'REASON' | 'OUTCOME' | 'WHEN' | 'CHILD_REFERRAL' | 'SECOND_PERSON';

export interface ReferralStep extends Step<ReferralState, ReferralActor> {
  readonly to: ReferralState;
  readonly needs: ReferralNeed | null;
}

const UNANSWERED: readonly ReferralState[] = ['SENT', 'RECEIVED', 'WAITLISTED'];
const UNDER_WAY: readonly ReferralState[] = ['ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD'];
const BEFORE_COMPLETED: readonly ReferralState[] = ['DRAFT', ...UNANSWERED, ...UNDER_WAY];
const BEFORE_ERROR: readonly ReferralState[] = [
  ...BEFORE_COMPLETED,
  'COMPLETED',
  'DECLINED',
  'NOT_DELIVERED',
  'CANCELLED',
  'WITHDRAWN_BY_PERSON',
  'REROUTED',
  'EXPIRED',
  'CLOSED',
];

/** The life of a referral [law 5]. */
export const REFERRAL_LIFE: Readonly<Record<ReferralVerb, ReferralStep>> = {
  send: { from: ['DRAFT'], to: 'SENT', by: ['SENDER'], needs: null },
  acknowledge: { from: ['SENT'], to: 'RECEIVED', by: ['RECIPIENT'], needs: null },
  accept: { from: UNANSWERED, to: 'ACCEPTED', by: ['RECIPIENT'], needs: null },
  decline: { from: UNANSWERED, to: 'DECLINED', by: ['RECIPIENT'], needs: 'REASON' },
  waitlist: { from: ['SENT', 'RECEIVED'], to: 'WAITLISTED', by: ['RECIPIENT'], needs: null },
  schedule: { from: ['ACCEPTED', 'SCHEDULED'], to: 'SCHEDULED', by: ['RECIPIENT'], needs: 'WHEN' },
  start: { from: ['ACCEPTED', 'SCHEDULED', 'ON_HOLD'], to: 'IN_PROGRESS', by: ['RECIPIENT'], needs: null },
  hold: {
    from: ['ACCEPTED', 'SCHEDULED', 'IN_PROGRESS'],
    to: 'ON_HOLD',
    by: ['RECIPIENT'],
    needs: 'REASON',
  },
  complete: { from: UNDER_WAY, to: 'COMPLETED', by: ['RECIPIENT'], needs: 'OUTCOME' },
  fail: { from: UNDER_WAY, to: 'NOT_DELIVERED', by: ['RECIPIENT'], needs: 'REASON' },
  cancel: { from: BEFORE_COMPLETED, to: 'CANCELLED', by: ['SENDER'], needs: null },
  withdraw: { from: BEFORE_COMPLETED, to: 'WITHDRAWN_BY_PERSON', by: ['PERSON'], needs: null },
  reroute: { from: BEFORE_COMPLETED, to: 'REROUTED', by: ['SENDER'], needs: 'CHILD_REFERRAL' },
  expire: { from: UNANSWERED, to: 'EXPIRED', by: ['CLOCK'], needs: null },
  close: { from: ['COMPLETED'], to: 'CLOSED', by: ['SENDER', 'CLOCK'], needs: null },
  markInError: { from: BEFORE_ERROR, to: 'ENTERED_IN_ERROR', by: ['SENDER'], needs: 'SECOND_PERSON' },
};

export function mayTransition(state: ReferralState, verb: ReferralVerb): boolean {
  return isPossible(REFERRAL_LIFE, state, verb);
}

/** What an error about a wrong transition tells: the verbs that are possible from here. */
export function possibleFrom(state: ReferralState): ReferralVerb[] {
  return verbsFrom(REFERRAL_LIFE, state);
}

/** In milliseconds, counted from the moment of sending. */
export interface ReferralClocks {
  readonly acknowledgeMs: number;
  readonly actMs: number;
}

const HOUR = 60 * 60 * 1000;

/** Inter-agency referral form; the times to acknowledge are ours [law 5]. */
export const CLOCKS: Readonly<Record<Urgency, ReferralClocks>> = {
  EMERGENCY: { acknowledgeMs: 4 * HOUR, actMs: 24 * HOUR },
  URGENT: { acknowledgeMs: 24 * HOUR, actMs: 72 * HOUR },
  NORMAL: { acknowledgeMs: 72 * HOUR, actMs: 14 * 24 * HOUR },
};

/** When a referral must be acknowledged and acted on, and when silence expires it: twice the act-by. An agreement may set its own clocks. */
export function deadlinesOf(sentAt: Date, urgency: Urgency, own: Partial<ReferralClocks> = {}) {
  const { acknowledgeMs, actMs } = { ...CLOCKS[urgency], ...own };
  const start = sentAt.getTime();
  const actBy = new Date(start + actMs);
  return {
    acknowledgeBy: new Date(start + acknowledgeMs),
    actBy,
    expiresAt: expiresAt(sentAt, actBy),
  };
}

/** Twice the act-by without an answer, whatever clock the act-by was made with. */
export function expiresAt(sentAt: Date, actBy: Date): Date {
  return new Date(2 * actBy.getTime() - sentAt.getTime());
}

/** A completed referral that its sender did not close is closed when its recipient's reading ends: after 14 days. */
export function closesAt(completedAt: Date): Date {
  return new Date(completedAt.getTime() + COMPLETED_READABLE_MS);
}
