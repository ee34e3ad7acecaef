import { type AgreementFacts, agreementCovers, agreementIsInForce } from './agreement.ts';
import type { DataCategory } from './categories.ts';
import { type ConsentFacts, consentCovers } from './consent.ts';
import {
  SOUGHT_PERSON_CATEGORIES,
  soughtPersonMayPass,
  VITAL_INTEREST_CATEGORIES,
  vitalInterestHolds,
} from './emergency.ts';
import type { ReceivedFacts, ReleaseFacts } from './facts.ts';
import { type FirewallClass, firewallClassOf } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import { type Reading, readingOf } from './referral-states.ts';
import { categoriesOf } from './roles.ts';

/** What a release stands on, for the ledger. */
export interface Grounds {
  readonly basis: 'OWNER' | 'CONSENT' | 'VITAL_INTEREST' | 'FAMILY_LINKS';
  readonly agreement: AgreementFacts | null;
  readonly consent: ConsentFacts | null;
  readonly vitalInterestId: string | null;
}

export function viewerClass({ viewer }: ReleaseFacts): FirewallClass {
  return firewallClassOf(viewer.type, viewer.sharesCredentialsWith);
}

export function isOwner({ viewer, record }: ReleaseFacts): boolean {
  return viewer.organisationId === record.ownerId;
}

export function roleCovers({ viewer }: ReleaseFacts, category: DataCategory): boolean {
  return categoriesOf(viewer.role).has(category);
}

/** What the viewer reads now as the recipient of a referral from the owner; nothing when it is not the recipient. */
export function recipientReading({ viewer, record, now }: ReleaseFacts): Reading {
  const { referral, ownerId } = record;
  if (referral === null || referral.fromId !== ownerId || referral.toId !== viewer.organisationId) {
    return 'NOTHING';
  }
  return readingOf(referral.state, referral.completedAt, now);
}

export function coveringAgreement(facts: ReleaseFacts, category: DataCategory): AgreementFacts | undefined {
  const { viewer, record, purpose, now } = facts;
  for (const candidate of record.agreements) {
    if (agreementCovers(candidate, record.ownerId, viewer, purpose, category, now)) return candidate;
  }
  return undefined;
}

export function coveringConsent(facts: ReleaseFacts, category: DataCategory): ConsentFacts | undefined {
  const { viewer, record, purpose, now } = facts;
  for (const candidate of record.consents) {
    if (consentCovers(candidate, viewer.organisationId, purpose, category, now)) return candidate;
  }
  return undefined;
}

/** A request in vital interest covers the category; asked for under the purpose that names it [law 3; the purpose: choice]. */
export function vitalInterestCovers(facts: ReleaseFacts, category: DataCategory): boolean {
  const { viewer, record, purpose, now } = facts;
  const { vitalInterest, referral } = record;
  if (vitalInterest === null || referral === null || purpose !== 'VITAL_INTEREST_EMERGENCY') return false;
  if (!vitalInterest.categories.includes(category) || !VITAL_INTEREST_CATEGORIES.has(category)) return false;
  return (
    roleCovers(facts, category) &&
    vitalInterestHolds({
      now,
      urgency: referral.urgency,
      recipientId: viewer.organisationId,
      recipientType: viewer.type,
      recipientClass: viewerClass(facts),
      request: vitalInterest,
      consents: record.consents,
    })
  );
}

/** The record is of a sought person, and the category may pass between components of the Movement [law 3]. */
export function familyLinksCover(facts: ReleaseFacts, category: DataCategory): boolean {
  const { record, purpose } = facts;
  if (!record.familyLinks || record.referral === null || purpose !== 'RESTORING_FAMILY_LINKS') return false;
  return (
    SOUGHT_PERSON_CATEGORIES.has(category) &&
    roleCovers(facts, category) &&
    soughtPersonMayPass(
      firewallClassOf(record.ownerType, record.ownerSharesCredentialsWith),
      viewerClass(facts),
      record.referral.serviceType,
    )
  );
}

/** Line 12: what was received goes on by its own agreement and a consent newer than its arrival, or not at all. */
export function mayGoOnward(facts: ReleaseFacts, category: DataCategory): boolean {
  const { received } = facts.record;
  if (received === null) return true;
  return agreementLetsPass(received, facts, category) && hasNewConsent(received, facts, category);
}

function agreementLetsPass(received: ReceivedFacts, facts: ReleaseFacts, category: DataCategory): boolean {
  const { viewer, purpose, now } = facts;
  return letsPassTo(received, viewer.organisationId, purpose, category, now);
}

/** Whether the agreement under which a record came lets this category pass on to this recipient for this purpose. */
export function letsPassTo(
  received: ReceivedFacts,
  recipientId: string,
  purpose: string | null,
  category: DataCategory,
  now: Date,
): boolean {
  if (!agreementIsInForce(received, now) || !received.categories.includes(category)) return false;
  switch (received.onward) {
    case 'FORBIDDEN':
      return false;
    case 'SAME_PURPOSE_NAMED_RECIPIENTS':
      return (
        received.purposes.includes(purpose as Purpose) && received.onwardRecipientIds.includes(recipientId)
      );
    case 'WRITTEN_AUTHORISATION_OF_ALL':
      return received.authorisedRecipientIds.includes(recipientId);
  }
}

function hasNewConsent(received: ReceivedFacts, facts: ReleaseFacts, category: DataCategory): boolean {
  const { viewer, record, purpose, now } = facts;
  return record.consents.some(
    (candidate) =>
      candidate.givenAt !== null &&
      candidate.givenAt > received.receivedAt &&
      consentCovers(candidate, viewer.organisationId, purpose, category, now),
  );
}
