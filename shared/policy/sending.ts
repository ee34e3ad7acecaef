import { type AgreementFacts, agreementIsInForce } from './agreement.ts';
import { type ConsentFacts, consentIsInForce } from './consent.ts';
import {
  soughtPersonMayPass,
  type Urgency,
  type VitalInterestFacts,
  vitalInterestHolds,
} from './emergency.ts';
import type { ReceivedFacts } from './facts.ts';
import { letsPassTo } from './grounds.ts';
import { firewallClassOf, isBehindFirewall, type OrganisationType } from './organisations.ts';
import { policy, type Rule } from './rule.ts';
import {
  type FirewallStatus,
  isAssured,
  type LegalStatusCondition,
  type ServiceStatus,
} from './service-offer.ts';
import { FAMILY_LINKS_TYPES, type ServiceType } from './service-types.ts';

/** An organisation at one end of a referral. */
export interface ReferralEnd {
  readonly organisationId: string;
  readonly type: OrganisationType;
  /** Types of the units it shares credentials with. */
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
}

/** The service that a referral asks for. */
export interface TargetServiceFacts {
  readonly ownerId: string;
  readonly serviceType: ServiceType;
  readonly status: ServiceStatus;
  readonly assuredAt: Date | null;
  readonly firewallStatus: FirewallStatus;
  readonly legalStatusCondition: LegalStatusCondition;
}

/** What must be known before a referral is sent. */
export interface SendingFacts {
  readonly now: Date;
  readonly from: ReferralEnd;
  readonly to: ReferralEnd;
  readonly urgency: Urgency;
  readonly service: TargetServiceFacts;
  /** Data-sharing agreements from sender to recipient, in any state. */
  readonly agreements: readonly AgreementFacts[];
  /** Every consent of the person, in any state and for whomever. */
  readonly consents: readonly ConsentFacts[];
  readonly vitalInterest: VitalInterestFacts | null;
  /** True for the sought person of a family links case. */
  readonly familyLinks: boolean;
  /** How the record came to the sender; null for one that it made itself. */
  readonly received: ReceivedFacts | null;
}

/** Forbids that no grant outranks. */
export const SENDING_SAFEGUARDS: readonly Rule<SendingFacts>[] = [
  {
    id: 'recipient-outside-firewall',
    says: 'The recipient is active, and neither enforcement nor for statistics only.',
    source: 'law 2, line 3',
    holds: ({ to }) => to.active && !isBehindFirewall(classOf(to)),
  },
  {
    id: 'family-links-within-movement',
    says: 'A family links referral goes to a component of the Movement.',
    source: 'law 3; RFL Code of Conduct',
    holds: ({ to, service }) => !FAMILY_LINKS_TYPES.has(service.serviceType) || classOf(to) === 'MOVEMENT',
  },
  {
    id: 'agreement-active',
    says: 'A data-sharing agreement from sender to recipient is active now.',
    source: 'law 5, to send one',
    holds: ({ from, to, agreements, now }) =>
      agreements.some(
        (agreement) =>
          agreement.providerId === from.organisationId &&
          agreement.recipientId === to.organisationId &&
          agreementIsInForce(agreement, now),
      ),
  },
  {
    id: 'service-of-recipient',
    says: "The service is the recipient's own.",
    source: 'choice',
    holds: ({ to, service }) => service.ownerId === to.organisationId,
  },
  {
    id: 'service-active',
    says: 'The service is active.',
    source: 'law 5, to send one',
    holds: ({ service }) => service.status === 'ACTIVE',
  },
  {
    id: 'service-assured',
    says: 'The service was assured within 180 days.',
    source: 'law 5, to send one; Services, rule 6',
    holds: ({ service, now }) => isAssured(service.assuredAt, now),
  },
  {
    id: 'service-asks-no-status',
    says: 'The service does not require a legal status.',
    source: 'Services, rule 2',
    holds: ({ service }) => service.legalStatusCondition !== 'REQUIRED',
  },
  {
    id: 'service-firewalled',
    says: 'The service is firewalled, or the consent records that the person knows of the reporting risk.',
    source: 'law 5, to send one; Services, rule 3',
    holds: (facts) =>
      facts.service.firewallStatus === 'FIREWALLED' ||
      consentsFor(facts).some((consent) => consent.acknowledgesReportingRisk),
  },
  {
    id: 'onward-permitted',
    says: 'A record that was itself received is sent on only as its agreement permits, with a consent newer than its arrival.',
    source: 'law 2, line 12; law 7',
    holds: (facts) => {
      const { received } = facts;
      return received === null || consentsFor(facts).some((one) => carriesOnward(facts, received, one));
    },
  },
];

/** Whether an approved release in vital interest could carry it to its recipient now [law 3]. */
export function vitalInterestCarries(facts: SendingFacts): boolean {
  const { now, to, urgency, consents, vitalInterest } = facts;
  return (
    vitalInterest !== null &&
    vitalInterestHolds({
      now,
      urgency,
      recipientId: to.organisationId,
      recipientType: to.type,
      recipientClass: classOf(to),
      request: vitalInterest,
      consents,
    })
  );
}

/** What lets it leave: the person's consent, or one of the two cases without [law 3]. */
export const SENDING_GRANTS: readonly Rule<SendingFacts>[] = [
  {
    id: 'consent-in-force',
    says: 'A consent is given or renewed now and names the recipient.',
    source: 'law 5, to send one; law 6',
    holds: (facts) => consentsFor(facts).length > 0,
  },
  {
    id: 'vital-interest',
    says: 'A release in vital interest is approved and open for this recipient.',
    source: 'law 3, vital interest',
    holds: vitalInterestCarries,
  },
  {
    id: 'sought-person',
    says: 'The person is sought in a family links case between components of the Movement.',
    source: 'law 3, Restoring Family Links',
    holds: ({ familyLinks, from, to, service }) =>
      familyLinks && soughtPersonMayPass(classOf(from), classOf(to), service.serviceType),
  },
];

export const maySendReferral = policy(SENDING_SAFEGUARDS, SENDING_GRANTS);

function classOf({ type, sharesCredentialsWith }: ReferralEnd) {
  return firewallClassOf(type, sharesCredentialsWith);
}

/** For some purpose of the consent, at least the routing may go on to this recipient. */
function carriesOnward(
  { to, now }: SendingFacts,
  received: ReceivedFacts,
  { givenAt, purposes, categories }: ConsentFacts,
): boolean {
  return (
    givenAt !== null &&
    givenAt > received.receivedAt &&
    categories.includes('ROUTING') &&
    purposes.some((purpose) => letsPassTo(received, to.organisationId, purpose, 'ROUTING', now))
  );
}

function consentsFor({ consents, to, now }: SendingFacts): readonly ConsentFacts[] {
  return consents.filter(
    (consent) => consent.recipientIds.includes(to.organisationId) && consentIsInForce(consent, now),
  );
}
