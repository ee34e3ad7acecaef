import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { type EmergencyFacts, type Urgency, vitalInterestHolds } from '../../shared/policy/emergency.ts';
import { emergencyEndsAt } from '../../shared/policy/emergency-life.ts';
import { firewallClassOf, type OrganisationType } from '../../shared/policy/organisations.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';
import { EmergencyRelease } from './emergency-release.entity.ts';
import { CONSENT_JSON, consentOf, type StoredConsent } from './stored-facts.ts';

/** What the policy must know beside the request: its referral and recipient, and whether the person has refused. */
interface Surroundings {
  readonly referralState: ReferralState;
  readonly urgency: Urgency;
  readonly recipientType: OrganisationType;
  readonly recipientSharesCredentialsWith: readonly OrganisationType[];
  readonly consents: readonly StoredConsent[];
}

export type EmergencyRow = Pick<
  EmergencyRelease,
  'ownerId' | 'id' | 'personId' | 'referralId' | 'recipientId' | 'reason' | 'categories' | 'state' | 'version'
> &
  Pick<EmergencyRelease, 'requestedBy' | 'requestedAt' | 'approvedBy' | 'approvedAt'> &
  Pick<EmergencyRelease, 'closedBy' | 'closedAt' | 'finding' | 'erased'> &
  Surroundings;

/** Of rows `r` of referral and `o` of the recipient. */
const SURROUNDINGS = `r.state as "referralState", r.urgency, o.type as "recipientType",
  o.shares_credentials_with as "recipientSharesCredentialsWith",
  coalesce((select json_agg(${CONSENT_JSON}) from consent c
    where c.owner_id = r.owner_id and c.person_id = r.person_id), '[]') as consents`;

/** Releases `e` with what surrounds them; to be narrowed by a `where`. */
export const EMERGENCY_COLUMNS = `
  select e.owner_id as "ownerId", e.id, e.person_id as "personId", e.referral_id as "referralId",
    e.recipient_id as "recipientId", e.reason, e.categories, e.state, e.version, e.requested_by as "requestedBy",
    e.requested_at as "requestedAt", e.approved_by as "approvedBy", e.approved_at as "approvedAt",
    e.closed_by as "closedBy", e.closed_at as "closedAt", e.finding, e.erased, ${SURROUNDINGS}
  from emergency_release e
  join referral r on r.owner_id = e.owner_id and r.id = e.referral_id
  join partnerships.organisations_known o on o.id = e.recipient_id`;

/** The viewer's own referral for which a release is asked for, held until the transaction ends. */
export async function requestedFor(
  tx: Transaction,
  viewer: Viewer,
  referralId: string,
): Promise<(Surroundings & Pick<EmergencyRow, 'personId' | 'recipientId'>) | undefined> {
  const [row] = await tx.sql<Surroundings & Pick<EmergencyRow, 'personId' | 'recipientId'>>(
    'emergency-requested-for',
    `select r.person_id as "personId", r.to_id as "recipientId", ${SURROUNDINGS}
       from referral r join partnerships.organisations_known o on o.id = r.to_id
      where r.owner_id = $1 and r.id = $2 for update of r`,
    [viewer.organisationId, referralId],
  );
  return row;
}

type Asked = Pick<EmergencyRow, 'id' | 'reason' | 'recipientId' | 'categories' | 'requestedBy'> &
  Pick<EmergencyRow, 'approvedBy' | 'approvedAt' | 'closedAt'> &
  Surroundings;

export function emergencyFacts(row: Asked, now: Date): EmergencyFacts {
  const { urgency, recipientId, recipientType, recipientSharesCredentialsWith, consents } = row;
  return {
    now,
    urgency,
    recipientId,
    recipientType,
    recipientClass: firewallClassOf(recipientType, recipientSharesCredentialsWith),
    request: row,
    consents: consents.map(consentOf),
  };
}

export function shownEmergency(row: EmergencyRow, now: Date): EmergencyRelease {
  const { recipientId, personId, referralId, requestedAt, approvedAt, closedAt } = row;
  const {
    referralState: _state,
    urgency: _urgency,
    recipientType: _type,
    recipientSharesCredentialsWith: _shared,
    consents: _consents,
    ...told
  } = row;
  return Object.assign(new EmergencyRelease(), told, {
    person: personId,
    referral: referralId,
    recipient: { id: recipientId },
    inEffect: vitalInterestHolds(emergencyFacts(row, now)),
    ageMinutes: Math.floor(((closedAt ?? now).getTime() - requestedAt.getTime()) / 60_000),
    endsAt: approvedAt && emergencyEndsAt(approvedAt),
  });
}
