import { type CaseworkFacts, ORGANISATION_ACTIVE, OUTSIDE_FIREWALL } from './casework.ts';
import type { DataCategory } from './categories.ts';
import { type EmergencyFacts, VITAL_INTEREST_MS, VITAL_INTEREST_RULES } from './emergency.ts';
import { isPossible, type Life, verbsFrom } from './life.ts';
import { allOf, type Rule } from './rule.ts';

/** A release in vital interest has these; that its 72 hours are over is no state, it is asked of the clock each time. */
export const EMERGENCY_RELEASE_STATES = ['REQUESTED', 'APPROVED', 'CLOSED'] as const;
export type EmergencyReleaseState = (typeof EMERGENCY_RELEASE_STATES)[number];

/** `STAFF`: of the owner, another than who requested it. */
export type EmergencyReleaseActor = 'STAFF' | 'OFFICER';
export const EMERGENCY_RELEASE_VERBS = ['approve', 'review'] as const;
export type EmergencyReleaseVerb = (typeof EMERGENCY_RELEASE_VERBS)[number];

/** Requesting makes the record. The officer closes also what nobody approved [law 3; the states: choice]. */
export const EMERGENCY_RELEASE_LIFE: Life<
  EmergencyReleaseVerb,
  EmergencyReleaseState,
  EmergencyReleaseActor
> = {
  approve: { from: ['REQUESTED'], to: 'APPROVED', by: ['STAFF'] },
  review: { from: ['REQUESTED', 'APPROVED'], to: 'CLOSED', by: ['OFFICER'] },
};

export function mayTransitionEmergencyRelease(
  state: EmergencyReleaseState,
  verb: EmergencyReleaseVerb,
): boolean {
  return isPossible(EMERGENCY_RELEASE_LIFE, state, verb);
}

export function emergencyReleaseVerbsFrom(state: EmergencyReleaseState): EmergencyReleaseVerb[] {
  return verbsFrom(EMERGENCY_RELEASE_LIFE, state);
}

/** When what was approved then releases nothing any more [law 3]. */
export function emergencyEndsAt(approvedAt: Date): Date {
  return new Date(approvedAt.getTime() + VITAL_INTEREST_MS);
}

/** What the officer finds. What was found to be too much is erased where it went [choice]. */
export const EMERGENCY_FINDINGS = ['JUSTIFIED', 'TOO_WIDE', 'NOT_JUSTIFIED'] as const;
export type EmergencyFinding = (typeof EMERGENCY_FINDINGS)[number];

/** Rules about the request itself; the approval, and the time since, come later. */
const LATER: readonly string[] = ['two-members-of-staff', 'within-72-hours'];
export const mayAskInVitalInterest = allOf<EmergencyFacts>(
  VITAL_INTEREST_RULES.filter(({ id }) => !LATER.includes(id)),
);
/** With the approver and the moment of approval among the facts. */
export const mayApproveInVitalInterest = allOf<EmergencyFacts>(VITAL_INTEREST_RULES);

export interface EmergencyStaffFacts extends CaseworkFacts {
  /** Whether the referral can no longer be sent or answered. */
  readonly referralOver: boolean;
}

const REFERRAL_NOT_OVER: Rule<EmergencyStaffFacts> = {
  id: 'emergency-referral-not-over',
  says: 'The referral is a draft or open.',
  source: 'choice',
  holds: ({ referralOver }) => !referralOver,
};

export const EMERGENCY_REQUEST_RULES: readonly Rule<EmergencyStaffFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'caseworker-requests-emergency',
    says: 'A caseworker of the owner requests a release in vital interest; a machine is no member of staff.',
    source: 'law 3, vital interest; who: choice',
    holds: ({ role }) => role === 'caseworker',
  },
  REFERRAL_NOT_OVER,
];
export const mayRequestEmergencyRelease = allOf(EMERGENCY_REQUEST_RULES);

export const EMERGENCY_APPROVAL_RULES: readonly Rule<EmergencyStaffFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-approves-emergency',
    says: 'A caseworker or coordinator of the owner approves; the officer, who will review it, does not.',
    source: 'law 3, vital interest; who: choice',
    holds: ({ role }) => role === 'caseworker' || role === 'coordinator',
  },
  REFERRAL_NOT_OVER,
];
export const mayApproveEmergencyRelease = allOf(EMERGENCY_APPROVAL_RULES);

export interface EmergencyReviewFacts extends CaseworkFacts {
  readonly reviewerId: string;
  /** Who requested it and, if anybody did, who approved it. */
  readonly staffIds: readonly string[];
  readonly finding: EmergencyFinding;
  /** What was asked for, and what of it the recipient is to erase. */
  readonly categories: readonly DataCategory[];
  readonly erase: readonly DataCategory[];
}

export const EMERGENCY_REVIEW_RULES: readonly Rule<EmergencyReviewFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'officer-reviews-emergency',
    says: 'The data protection officer of the owner closes a release in vital interest.',
    source: 'law 3, vital interest',
    holds: ({ role }) => role === 'data_protection_officer',
  },
  {
    id: 'reviewer-took-no-part',
    says: 'Whoever requested or approved it does not review it.',
    source: 'choice',
    holds: ({ reviewerId, staffIds }) => !staffIds.includes(reviewerId),
  },
  {
    id: 'finding-says-what-goes',
    says: 'Too wide names some of its categories to be erased; the other findings name none.',
    source: 'choice',
    holds: ({ finding, categories, erase }) =>
      finding === 'TOO_WIDE'
        ? erase.length > 0 && erase.every((category) => categories.includes(category))
        : erase.length === 0,
  },
];
export const mayReviewEmergencyRelease = allOf(EMERGENCY_REVIEW_RULES);

/** What the recipient is to erase when it is closed: all that was found unjustified. */
export function erasedByFinding({
  finding,
  categories,
  erase,
}: Pick<EmergencyReviewFacts, 'finding' | 'categories' | 'erase'>): readonly DataCategory[] {
  return finding === 'NOT_JUSTIFIED' ? categories : erase;
}

export const EMERGENCY_QUEUE_RULES: readonly Rule<CaseworkFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-sees-emergencies',
    says: 'The data protection officer of the owner, its caseworkers and coordinators see its releases in vital interest.',
    source: 'law 3, vital interest: queued for the officer; who approves must see: choice',
    holds: ({ role }) =>
      role === 'data_protection_officer' || role === 'caseworker' || role === 'coordinator',
  },
];
export const maySeeEmergencyReleases = allOf(EMERGENCY_QUEUE_RULES);
