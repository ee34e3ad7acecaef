import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { isSoughtAndUnasked } from '../../shared/policy/family-links.ts';
import { type AgreementClock, agreedClocks } from '../../shared/policy/referral-clocks.ts';
import type { ReferralClocks } from '../../shared/policy/referral-life.ts';
import type { ReferralEnd, SendingFacts, TargetServiceFacts } from '../../shared/policy/sending.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
import type { ReferralRow } from './facts.ts';
import {
  AGREEMENT_JSON,
  CONSENT_JSON,
  consentOf,
  RECEIPT_OF_PERSON,
  receivedOf,
  type StoredAgreement,
  type StoredConsent,
  type StoredReceipt,
  type StoredVitalInterest,
  VITAL_INTEREST_OF_REFERRAL,
  vitalInterestOf,
  withDates,
} from './stored-facts.ts';

interface TargetRow {
  readonly organisationId: string | null;
  readonly type: ServiceType;
  readonly types: readonly ServiceType[];
  readonly personKnown: boolean;
}

/** The service a draft names, as the services subgraph lets it be known, and whether the person is the viewer's own. */
export async function targetService(
  tx: Transaction,
  viewer: Viewer,
  serviceId: string,
  personId: string,
): Promise<TargetRow> {
  const [row] = await tx.sql<TargetRow>(
    'target-service',
    `select s.organisation_id as "organisationId", s.type, s.types,
            exists (select from person where owner_id = $2 and id = $3 and wrapped_key is not null) as "personKnown"
       from (select 1) as one left join services.referral_targets s on s.service_id = $1`,
    [serviceId, viewer.organisationId, personId],
  );
  return row as TargetRow;
}

/** Takes a place of the service for a referral about to be accepted; false when none is left [Services, rule 9]. */
export async function takePlace(
  tx: Transaction,
  { service_id: serviceId, id }: ReferralRow,
): Promise<boolean> {
  const [row] = await tx.sql<{ taken: boolean }>(
    'take-place',
    'select services.take_place($1, $2) as taken',
    [serviceId, id],
  );
  return row?.taken === true;
}

interface SendingRow {
  readonly from: ReferralEnd;
  readonly to: ReferralEnd | null;
  readonly service: (Omit<TargetServiceFacts, 'assuredAt'> & { readonly assuredAt: string | null }) | null;
  readonly consents: readonly StoredConsent[];
  readonly agreements: readonly StoredAgreement[];
  readonly vitalInterest: StoredVitalInterest | null;
  readonly received: StoredReceipt | null;
}

/**
 * What the policy must know before a referral is sent, read in the sending transaction. The person's consents and
 * the releases in vital interest are held until it ends: one that is taken back at the same moment either stops the
 * sending or finds the referral it carried.
 * Errors: NOT_FOUND.
 */
export async function sendingFacts(tx: Transaction, referral: ReferralRow): Promise<SendingFacts> {
  await tx.sql('hold-consents', 'select from consent where owner_id = $1 and person_id = $2 for share', [
    referral.owner_id,
    referral.person_id,
  ]);
  await tx.sql(
    'hold-emergency-releases',
    'select from emergency_release where owner_id = $1 and referral_id = $2 for share',
    [referral.owner_id, referral.id],
  );
  const [row] = await tx.sql<SendingRow>('sending-facts', SENDING_ROW, [
    referral.owner_id,
    referral.to_id,
    referral.service_id,
    referral.person_id,
    referral.id,
  ]);
  if (!row?.to || !row.service) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  const { assuredAt } = row.service;
  const consents = row.consents.map(consentOf);
  return {
    now: new Date(),
    from: row.from,
    to: row.to,
    urgency: referral.urgency,
    service: {
      ...row.service,
      serviceType: referral.service_type,
      assuredAt: assuredAt === null ? null : new Date(assuredAt),
    },
    agreements: row.agreements.map((agreement) => withDates(agreement)),
    consents,
    vitalInterest: vitalInterestOf(row.vitalInterest),
    familyLinks: isSoughtAndUnasked(referral.sought, consents),
    received: receivedOf(row.received),
  };
}

/** The clocks that the agreements in force set for a referral of this urgency; empty where the law's hold. */
export async function clocksFor(
  tx: Transaction,
  { owner_id, to_id, urgency }: Pick<ReferralRow, 'owner_id' | 'to_id' | 'urgency'>,
): Promise<Partial<ReferralClocks>> {
  const rows = await tx.sql<{ clocks: AgreementClock[] }>(
    'agreed-clocks',
    'select clocks from partnerships.agreements_in_force where provider_id = $1 and recipient_id = $2',
    [owner_id, to_id],
  );
  return agreedClocks(
    urgency,
    rows.flatMap(({ clocks }) => clocks),
  );
}

const REFERRAL_END = `json_build_object('organisationId', o.id, 'type', o.type, 'sharesCredentialsWith', o.shares_credentials_with, 'active', o.active)`;

const SENDING_ROW = `
  select (select ${REFERRAL_END} from partnerships.organisations_known o where o.id = $1) as "from",
    (select ${REFERRAL_END} from partnerships.organisations_known o where o.id = $2) as "to",
    (select json_build_object('ownerId', s.organisation_id, 'status', s.status, 'assuredAt', s.assured_at,
        'firewallStatus', s.firewall_status, 'legalStatusCondition', s.legal_status_condition)
      from services.referral_targets s where s.service_id = $3) as service,
    coalesce((select json_agg(${CONSENT_JSON}) from consent c where c.owner_id = $1 and c.person_id = $4), '[]') as consents,
    coalesce((select json_agg(${AGREEMENT_JSON}) from partnerships.agreements_in_force a
      where a.provider_id = $1 and a.recipient_id = $2), '[]') as agreements,
    (select ${VITAL_INTEREST_OF_REFERRAL} from referral r where r.owner_id = $1 and r.id = $5) as "vitalInterest",
    (select ${RECEIPT_OF_PERSON} from referral r where r.owner_id = $1 and r.id = $5) as received`;
