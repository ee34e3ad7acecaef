import type { DataCategory } from './categories.ts';
import type { Purpose } from './purposes.ts';
import { isValidAt, type Validity } from './validity.ts';

/** W3C DPV consent status, ISO/IEC TS 27560 [law 6]. */
export const CONSENT_STATES = [
  'REQUESTED',
  'DEFERRED',
  'REFUSED',
  'GIVEN',
  'RENEWED',
  'WITHDRAWN',
  'REVOKED',
  'EXPIRED',
  'INVALIDATED',
  'UNKNOWN',
] as const;

export type ConsentState = (typeof CONSENT_STATES)[number];

/** Only these release anything [law 6]. */
export const RELEASING_STATES: readonly ConsentState[] = ['GIVEN', 'RENEWED'];

/** One consent of the person as its latest event left it; valid for at most 12 months. */
export interface ConsentFacts extends Validity {
  readonly id: string;
  /** The number of the event that made it what it is now; the ledger keeps it. */
  readonly revision: number;
  readonly state: ConsentState;
  /** Named organisations; never a type, never "partners". */
  readonly recipientIds: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  /** When the person gave it; null while it has not been given. */
  readonly givenAt: Date | null;
  /** The person knows that the named services may have to report them, and agreed all the same [law 5]. */
  readonly acknowledgesReportingRisk: boolean;
}

/** In force: given or renewed, begun and not over. */
export function consentIsInForce(consent: ConsentFacts, now: Date): boolean {
  return (consent.state === 'GIVEN' || consent.state === 'RENEWED') && isValidAt(consent, now);
}

/** One consent covers one category for one recipient and purpose; two halves never make a whole. */
export function consentCovers(
  consent: ConsentFacts,
  recipientId: string,
  purpose: string | null,
  category: DataCategory,
  now: Date,
): boolean {
  return (
    consent.recipientIds.includes(recipientId) &&
    consent.purposes.includes(purpose as Purpose) &&
    consent.categories.includes(category) &&
    consentIsInForce(consent, now)
  );
}

/** The person said no, or took a yes back: release in vital interest then stops at it [law 3]. */
export function personHasRefused(consents: readonly ConsentFacts[]): boolean {
  return consents.some((consent) => consent.state === 'REFUSED' || consent.state === 'WITHDRAWN');
}
