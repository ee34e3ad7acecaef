import type { DataCategory } from './categories.ts';
import { type ConsentFacts, personHasRefused } from './consent.ts';
import type { FirewallClass, OrganisationType } from './organisations.ts';
import { firstBroken, type Rule } from './rule.ts';
import { FAMILY_LINKS_TYPES, type ServiceType } from './service-types.ts';

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

/** What is true at the moment somebody asks for a release in vital interest. */
export interface EmergencyFacts {
  readonly now: Date;
  readonly urgency: Urgency;
  readonly recipientId: string;
  readonly recipientType: OrganisationType;
  readonly recipientClass: FirewallClass;
  readonly request: VitalInterestFacts;
  /** Every consent of the person, in any state and for whomever. */
  readonly consents: readonly ConsentFacts[];
}

const SOURCE = 'law 3, vital interest';

/** All of them, or nothing leaves without consent. */
export const VITAL_INTEREST_RULES: readonly Rule<EmergencyFacts>[] = [
  {
    id: 'coded-reason',
    says: 'The reason is one of the coded ones.',
    source: SOURCE,
    holds: ({ request }) => VITAL_INTEREST_REASONS.includes(request.reason),
  },
  {
    id: 'emergency-only',
    says: 'The urgency of the referral is EMERGENCY.',
    source: SOURCE,
    holds: ({ urgency }) => urgency === 'EMERGENCY',
  },
  {
    id: 'recipient-can-save',
    says: 'The recipient is the one named, and is of the Movement, humanitarian, a health provider or a social authority.',
    source: SOURCE,
    holds: (facts) => facts.request.recipientId === facts.recipientId && canSave(facts),
  },
  {
    id: 'within-vital-categories',
    says: 'Only routing, triage, identity, contact, precise location and health are asked for.',
    source: SOURCE,
    holds: ({ request }) => request.categories.every((category) => VITAL_INTEREST_CATEGORIES.has(category)),
  },
  {
    id: 'two-members-of-staff',
    says: 'One member of staff requested it and another approved it.',
    source: SOURCE,
    holds: ({ request }) => request.approvedBy !== null && request.approvedBy !== request.requestedBy,
  },
  {
    id: 'person-has-not-refused',
    says: 'The person has neither refused nor withdrawn; there is no "consent overridden" switch.',
    source: SOURCE,
    holds: ({ consents }) => !personHasRefused(consents),
  },
  {
    id: 'within-72-hours',
    says: 'It was approved at most 72 hours ago, and the data protection officer has not closed it.',
    source: SOURCE,
    holds: ({ request, now }) => isOpen(request, now),
  },
];

export function vitalInterestHolds(facts: EmergencyFacts): boolean {
  return firstBroken(VITAL_INTEREST_RULES, facts) === null;
}

/** Both sides are components of the Movement and the case is one of family links: what may pass is on public interest. */
export function soughtPersonMayPass(
  ownerClass: FirewallClass,
  recipientClass: FirewallClass,
  serviceType: ServiceType,
): boolean {
  return ownerClass === 'MOVEMENT' && recipientClass === 'MOVEMENT' && FAMILY_LINKS_TYPES.has(serviceType);
}

function canSave({ recipientClass, recipientType }: EmergencyFacts): boolean {
  if (recipientClass === 'MOVEMENT' || recipientClass === 'HUMANITARIAN') return true;
  if (recipientClass !== 'PUBLIC_SERVICE') return false;
  return recipientType === 'HEALTH_PROVIDER' || recipientType === 'PUBLIC_AUTHORITY_SOCIAL';
}

function isOpen({ approvedAt, closedAt }: VitalInterestFacts, now: Date): boolean {
  if (approvedAt === null || (closedAt !== null && closedAt <= now)) return false;
  const age = now.getTime() - approvedAt.getTime();
  return age >= 0 && age < VITAL_INTEREST_MS;
}
