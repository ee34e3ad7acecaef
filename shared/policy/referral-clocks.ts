import type { Urgency } from './emergency.ts';
import type { ReferralClocks } from './referral-life.ts';

/** What an agreement sets in place of the law's clocks for one urgency, in hours from the moment of sending [law 5]. */
export interface AgreementClock {
  readonly urgency: Urgency;
  readonly acknowledgeHours: number;
  readonly actHours: number;
}

/**
 * How slow an agreement may be: an emergency no slower than what the law calls urgent, what is urgent no slower than what it
 * calls normal, and nothing slower than 90 days [choice].
 */
export const LONGEST_ACT_HOURS: Readonly<Record<Urgency, number>> = {
  EMERGENCY: 72,
  URGENT: 14 * 24,
  NORMAL: 90 * 24,
};

const HOUR_MS = 60 * 60 * 1000;

/** Whole hours, to acknowledge before to act, and not too slow for the urgency. */
export function isWithinBounds({ urgency, acknowledgeHours, actHours }: AgreementClock): boolean {
  return (
    Number.isInteger(acknowledgeHours) &&
    Number.isInteger(actHours) &&
    acknowledgeHours >= 1 &&
    acknowledgeHours <= actHours &&
    actHours <= LONGEST_ACT_HOURS[urgency]
  );
}

/** The clocks that agreements in force set for this urgency; where several do, the shortest of each holds [choice]. */
export function agreedClocks(urgency: Urgency, clocks: readonly AgreementClock[]): Partial<ReferralClocks> {
  const own = clocks.filter((clock) => clock.urgency === urgency);
  if (own.length === 0) return {};
  return {
    acknowledgeMs: Math.min(...own.map(({ acknowledgeHours }) => acknowledgeHours)) * HOUR_MS,
    actMs: Math.min(...own.map(({ actHours }) => actHours)) * HOUR_MS,
  };
}
