import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { AgreementFacts } from '../../shared/policy/agreement.ts';
import type { CaseworkFacts } from '../../shared/policy/casework.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentFacts } from '../../shared/policy/consent.ts';
import type { Urgency } from '../../shared/policy/emergency.ts';
import type { RecordFacts, ReleaseFacts, ViewerFacts } from '../../shared/policy/facts.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';
import type { ReferralEnd, SendingFacts, TargetServiceFacts } from '../../shared/policy/sending.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';

/** One referral as stored, with what the policy must know of its person beside it. Dates inside JSON are ISO 8601. */
export interface ReferralRow {
  readonly owner_id: string;
  readonly id: string;
  readonly person_id: string;
  readonly to_id: string;
  readonly service_id: string;
  readonly service_type: ServiceType;
  readonly urgency: Urgency;
  readonly state: ReferralState;
  readonly version: number;
  readonly consent_id: string | null;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly sender_code: string | null;
  readonly receiver_code: string | null;
  readonly drafted_at: Date;
  readonly sent_at: Date | null;
  readonly acknowledge_by: Date | null;
  readonly act_by: Date | null;
  readonly scheduled_for: Date | null;
  readonly completed_at: Date | null;
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly owner_type: OrganisationType;
  readonly owner_country: string | null;
  readonly erase_after: Partial<Record<DataCategory, string>>;
  readonly withheld: readonly { organisation: string | null; type: OrganisationType | null }[];
  readonly consents: readonly StoredConsent[];
  readonly agreements: readonly StoredAgreement[];
}

type WithText<Facts, Dates extends keyof Facts> = Omit<Facts, Dates> & { readonly [Key in Dates]: string };
type StoredConsent = WithText<ConsentFacts, 'validFrom' | 'validUntil'> & { readonly givenAt: string | null };
type StoredAgreement = WithText<AgreementFacts, 'validFrom' | 'validUntil'> & {
  readonly retention: Partial<Record<DataCategory, number>>;
};

const CONSENT_JSON = `json_build_object(
  'id', c.id, 'revision', c.revision, 'state', c.state, 'recipientIds', c.recipient_ids,
  'purposes', c.purposes, 'categories', c.categories, 'givenAt', c.given_at,
  'validFrom', c.valid_from, 'validUntil', c.valid_until,
  'acknowledgesReportingRisk', c.acknowledges_reporting_risk)`;

const AGREEMENT_JSON = `json_build_object(
  'id', a.id, 'revision', a.revision, 'state', a.state, 'providerId', a.provider_id,
  'recipientId', a.recipient_id, 'purposes', a.purposes, 'categories', a.categories,
  'jurisdictions', a.jurisdictions, 'recipientRoles', a.recipient_roles, 'onward', a.onward,
  'retention', a.retention, 'validFrom', a.valid_from, 'validUntil', a.valid_until)`;

/** $1 is the viewer's organisation in every statement that begins with this. */
export const REFERRAL_ROWS = `
  select r.*, p.key_id, p.wrapped_key, o.type as owner_type, o.country as owner_country,
    coalesce((select json_object_agg(c.category, c.erase_after) from person_category c
      where c.owner_id = r.owner_id and c.person_id = r.person_id and c.erase_after is not null), '{}') as erase_after,
    coalesce((select json_agg(json_build_object('organisation', w.organisation_id, 'type', w.organisation_type))
      from withholding w where w.owner_id = r.owner_id and w.person_id = r.person_id), '[]') as withheld,
    case when r.owner_id = $1 then '[]' else coalesce((select json_agg(${CONSENT_JSON})
      from consent c where c.owner_id = r.owner_id and c.person_id = r.person_id), '[]') end as consents,
    case when r.owner_id = $1 then '[]' else coalesce((select json_agg(${AGREEMENT_JSON})
      from partnerships.agreements_in_force a where a.provider_id = r.owner_id and a.recipient_id = $1), '[]') end as agreements
  from referral r
  left join person p on p.owner_id = r.owner_id and p.id = r.person_id
  join partnerships.organisations_known o on o.id = r.owner_id`;

interface ViewerRow {
  readonly type: OrganisationType;
  readonly active: boolean;
  readonly parentId: string | null;
  readonly childIds: readonly string[];
  readonly country: string | null;
  readonly mandatePurposes: readonly Purpose[] | null;
}

/** The viewer's organisation as it stands now; null when the registry does not know it. */
export async function viewerFacts(tx: Transaction, viewer: Viewer): Promise<ViewerFacts | null> {
  const [row] = await tx.sql<ViewerRow>(
    'viewer-facts',
    `select o.type, o.active, o.parent_id as "parentId", o.country, o.mandate_purposes as "mandatePurposes",
            array(select c.id from partnerships.organisations_known c where c.parent_id = o.id) as "childIds"
       from partnerships.organisations_known o where o.id = $1`,
    [viewer.organisationId],
  );
  if (!row) return null;
  return {
    organisationId: viewer.organisationId,
    type: row.type,
    sharesCredentialsWith: [],
    active: row.active,
    parentId: row.parentId,
    childIds: row.childIds,
    // An organisation without a country of its own works where the owner does.
    jurisdiction: row.country ?? '',
    mandatePurposes: row.mandatePurposes,
    role: viewer.role,
    purposes: viewer.purposes as readonly Purpose[],
    credentialExpiresAt: viewer.expiresAt,
  };
}

/** Everything the policy must know to decide one referral and its person for this viewer, at this moment. */
export function releaseFacts(
  row: ReferralRow,
  viewer: ViewerFacts,
  purpose: string | null,
  now: Date,
): ReleaseFacts {
  return {
    now,
    viewer: viewer.jurisdiction ? viewer : { ...viewer, jurisdiction: row.owner_country ?? '' },
    purpose,
    record: recordFacts(row, viewer),
    ledgerAvailable: true,
  };
}

function recordFacts(row: ReferralRow, viewer: ViewerFacts): RecordFacts {
  return {
    ownerId: row.owner_id,
    ownerType: row.owner_type,
    eraseAfter: row.owner_id === viewer.organisationId ? datesOf(row.erase_after) : recipientRetention(row),
    withheld: {
      organisationIds: row.withheld.flatMap(({ organisation }) => organisation ?? []),
      types: row.withheld.flatMap(({ type }) => type ?? []),
    },
    referral: {
      fromId: row.owner_id,
      toId: row.to_id,
      state: row.state,
      serviceType: row.service_type,
      urgency: row.urgency,
      completedAt: row.completed_at,
    },
    agreements: row.agreements.map((agreement) => withDates(agreement)),
    consents: row.consents.map(consentOf),
    vitalInterest: null,
    familyLinks: false,
    received: null,
  };
}

const DAY_MS = 86_400_000;

/** A recipient keeps a category as long as the agreement says, counted from sending, and never longer than the owner. */
function recipientRetention(row: ReferralRow): Partial<Record<DataCategory, Date>> {
  const dates = datesOf(row.erase_after);
  if (row.sent_at === null) return dates;
  for (const { retention } of row.agreements) {
    for (const [category, days] of Object.entries(retention) as [DataCategory, number][]) {
      const end = new Date(row.sent_at.getTime() + days * DAY_MS);
      const earlier = dates[category];
      if (earlier === undefined || end < earlier) dates[category] = end;
    }
  }
  return dates;
}

function datesOf(texts: Partial<Record<DataCategory, string>>): Partial<Record<DataCategory, Date>> {
  const dates: Partial<Record<DataCategory, Date>> = {};
  for (const [category, text] of Object.entries(texts) as [DataCategory, string][])
    dates[category] = new Date(text);
  return dates;
}

function consentOf(stored: StoredConsent): ConsentFacts {
  return { ...withDates(stored), givenAt: stored.givenAt === null ? null : new Date(stored.givenAt) };
}

function withDates<Stored extends { readonly validFrom: string; readonly validUntil: string }>(
  stored: Stored,
) {
  return { ...stored, validFrom: new Date(stored.validFrom), validUntil: new Date(stored.validUntil) };
}

/** What the policy must know before this viewer writes about persons. Errors: UNAUTHENTICATED for an unknown organisation. */
export async function caseworkFacts(tx: Transaction, viewer: Viewer): Promise<CaseworkFacts> {
  const facts = await viewerFacts(tx, viewer);
  if (!facts) throw new AccordError('UNAUTHENTICATED');
  return facts;
}

/** What the policy must know to show the owner one of its own persons; null when the registry does not know the viewer. */
export async function ownerFacts(
  tx: Transaction,
  viewer: Viewer,
  purpose: string | null,
  eraseAfter: Partial<Record<DataCategory, string>>,
): Promise<ReleaseFacts | null> {
  const facts = await viewerFacts(tx, viewer);
  return (
    facts && {
      now: new Date(),
      viewer: facts,
      purpose,
      record: {
        ...NO_RELATION,
        ownerId: viewer.organisationId,
        ownerType: facts.type,
        eraseAfter: datesOf(eraseAfter),
      },
      ledgerAvailable: true,
    }
  );
}

const NO_RELATION = {
  withheld: { organisationIds: [], types: [] },
  referral: null,
  agreements: [],
  consents: [],
  vitalInterest: null,
  familyLinks: false,
  received: null,
} as const;

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

interface SendingRow {
  readonly from: ReferralEnd;
  readonly to: ReferralEnd | null;
  readonly service: (WithText<TargetServiceFacts, never> & { readonly assuredAt: string | null }) | null;
  readonly consents: readonly StoredConsent[];
  readonly agreements: readonly StoredAgreement[];
}

/** What the policy must know before a referral is sent, read in the sending transaction. Errors: NOT_FOUND. */
export async function sendingFacts(tx: Transaction, referral: ReferralRow): Promise<SendingFacts> {
  const [row] = await tx.sql<SendingRow>('sending-facts', SENDING_ROW, [
    referral.owner_id,
    referral.to_id,
    referral.service_id,
    referral.person_id,
  ]);
  if (!row?.to || !row.service) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  const { assuredAt } = row.service;
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
    consents: row.consents.map(consentOf),
    vitalInterest: null,
    familyLinks: false,
  };
}

const REFERRAL_END = `json_build_object('organisationId', o.id, 'type', o.type, 'sharesCredentialsWith', array[]::text[], 'active', o.active)`;

const SENDING_ROW = `
  select (select ${REFERRAL_END} from partnerships.organisations_known o where o.id = $1) as "from",
    (select ${REFERRAL_END} from partnerships.organisations_known o where o.id = $2) as "to",
    (select json_build_object('ownerId', s.organisation_id, 'status', s.status, 'assuredAt', s.assured_at,
        'firewallStatus', s.firewall_status, 'legalStatusCondition', s.legal_status_condition)
      from services.referral_targets s where s.service_id = $3) as service,
    coalesce((select json_agg(${CONSENT_JSON}) from consent c where c.owner_id = $1 and c.person_id = $4), '[]') as consents,
    coalesce((select json_agg(${AGREEMENT_JSON}) from partnerships.agreements_in_force a
      where a.provider_id = $1 and a.recipient_id = $2), '[]') as agreements`;
