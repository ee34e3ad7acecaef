import type { DataCategory } from './categories.ts';

/** The only reasons for which a person's data leaves without their consent in vital interest [law 3]. */
export const VITAL_INTEREST_REASONS = [
  'UNCONSCIOUS',
  'IMMINENT_THREAT_TO_LIFE',
  'CHILD_IN_IMMEDIATE_DANGER',
  'MISSING_AT_SEA',
] as const;

export type VitalInterestReason = (typeof VITAL_INTEREST_REASONS)[number];

/** How soon a referral must be answered [law 5]. */
export const URGENCIES = ['EMERGENCY', 'URGENT', 'NORMAL'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** One request to release without consent in vital interest, for one recipient. */
export interface VitalInterestFacts {
  readonly id: string;
  readonly reason: VitalInterestReason;
  readonly recipientId: string;
  readonly categories: readonly DataCategory[];
  readonly requestedBy: string;
  /** Another member of staff than who requested it; null while nobody has approved. */
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** When the data protection officer closed it with a finding; from then on it releases nothing [choice]. */
  readonly closedAt: Date | null;
}

/** Release in vital interest ends this long after its approval, in milliseconds: 72 hours [law 3]. */
export const VITAL_INTEREST_MS = 72 * 60 * 60 * 1000;

/** What may leave in vital interest; never status, origin, protection, belief, family or narrative [law 3]. */
export const VITAL_INTEREST_CATEGORIES: ReadonlySet<DataCategory> = new Set([
  'ROUTING',
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_PRECISE',
  'HEALTH',
]);

/** What components of the Movement may pass on about a sought person [law 3; RFL Code of Conduct]. */
export const SOUGHT_PERSON_CATEGORIES: ReadonlySet<DataCategory> = new Set(['IDENTITY', 'FAMILY']);
