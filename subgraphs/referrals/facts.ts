import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { CaseworkFacts } from '../../shared/policy/casework.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { Urgency } from '../../shared/policy/emergency.ts';
import type { RecordFacts, ReleaseFacts, ViewerFacts } from '../../shared/policy/facts.ts';
import { isSoughtAndUnasked } from '../../shared/policy/family-links.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { ReferralState } from '../../shared/policy/referral-states.ts';
import type { ServiceType } from '../../shared/policy/service-types.ts';
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
  readonly emergency_release_id: string | null;
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
  readonly error_marked_by: string | null;
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly sought: boolean;
  readonly owner_type: OrganisationType;
  readonly owner_shares_credentials_with: readonly OrganisationType[];
  readonly owner_country: string | null;
  readonly erase_after: Partial<Record<DataCategory, string>>;
  readonly withheld: readonly { organisation: string | null; type: OrganisationType | null }[];
  readonly consents: readonly StoredConsent[];
  readonly agreements: readonly StoredAgreement[];
  readonly vital_interest: StoredVitalInterest | null;
  readonly received: StoredReceipt | null;
}

/**
 * The referrals that `chosen` selects (as rows of `referral`, ordered and limited), each with what the policy must
 * know. They are chosen first: joined before they were limited, an inbox of 20 read every referral it ever had.
 * $1 is the viewer's organisation.
 */
export function referralRows(chosen: string, order = ''): string {
  return `
  select r.*, p.key_id, p.wrapped_key, coalesce(p.sought, false) as sought, o.type as owner_type, o.country as owner_country,
    o.shares_credentials_with as owner_shares_credentials_with,
    coalesce((select json_object_agg(c.category, c.erase_after) from person_category c
      where c.owner_id = r.owner_id and c.person_id = r.person_id and c.erase_after is not null), '{}') as erase_after,
    coalesce((select json_agg(json_build_object('organisation', w.organisation_id, 'type', w.organisation_type))
      from withholding w where w.owner_id = r.owner_id and w.person_id = r.person_id and w.lifted_at is null), '[]') as withheld,
    case when r.owner_id = $1 then '[]' else coalesce((select json_agg(${CONSENT_JSON})
      from consent c where c.owner_id = r.owner_id and c.person_id = r.person_id), '[]') end as consents,
    case when r.owner_id = $1 then '[]' else coalesce((select json_agg(${AGREEMENT_JSON})
      from partnerships.agreements_in_force a where a.provider_id = r.owner_id and a.recipient_id = $1), '[]') end as agreements,
    case when r.owner_id = $1 then null else ${VITAL_INTEREST_OF_REFERRAL} end as vital_interest,
    case when r.owner_id = $1 then null else ${RECEIPT_OF_PERSON} end as received
  from (${chosen}) r
  left join person p on p.owner_id = r.owner_id and p.id = r.person_id
  join partnerships.organisations_known o on o.id = r.owner_id
  ${order}`;
}

interface ViewerRow {
  readonly type: OrganisationType;
  readonly sharesCredentialsWith: readonly OrganisationType[];
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
            o.shares_credentials_with as "sharesCredentialsWith",
            array(select c.id from partnerships.organisations_known c where c.parent_id = o.id) as "childIds"
       from partnerships.organisations_known o where o.id = $1`,
    [viewer.organisationId],
  );
  if (!row) return null;
  return {
    organisationId: viewer.organisationId,
    type: row.type,
    sharesCredentialsWith: row.sharesCredentialsWith,
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
  const consents = row.consents.map(consentOf);
  return {
    ownerId: row.owner_id,
    ownerType: row.owner_type,
    ownerSharesCredentialsWith: row.owner_shares_credentials_with,
    eraseAfter: row.owner_id === viewer.organisationId ? datesOf(row.erase_after) : recipientRetention(row),
    withheld: {
      organisationIds: row.withheld.flatMap(({ organisation }) => organisation ?? []),
      types: row.withheld.flatMap(({ type }) => type ?? []),
    },
    referral: isErased(row)
      ? null
      : {
          fromId: row.owner_id,
          toId: row.to_id,
          state: row.state,
          serviceType: row.service_type,
          urgency: row.urgency,
          completedAt: row.completed_at,
        },
    agreements: row.agreements.map((agreement) => withDates(agreement)),
    consents,
    vitalInterest: vitalInterestOf(row.vital_interest),
    familyLinks: isSoughtAndUnasked(row.sought, consents),
    received: receivedOf(row.received),
  };
}

/** The person's key was destroyed. Where the second wall hides the person, nobody can tell, and nothing is read anyway. */
function isErased({ key_id, wrapped_key }: ReferralRow): boolean {
  return key_id !== null && wrapped_key === null;
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
        ownerSharesCredentialsWith: facts.sharesCredentialsWith,
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

function datesOf(texts: Partial<Record<DataCategory, string>>): Partial<Record<DataCategory, Date>> {
  const dates: Partial<Record<DataCategory, Date>> = {};
  for (const [category, text] of Object.entries(texts) as [DataCategory, string][])
    dates[category] = new Date(text);
  return dates;
}
