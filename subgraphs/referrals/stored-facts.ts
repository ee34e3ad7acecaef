import type { AgreementFacts } from '../../shared/policy/agreement.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentFacts } from '../../shared/policy/consent.ts';
import type { VitalInterestFacts } from '../../shared/policy/emergency.ts';
import type { ReceivedFacts } from '../../shared/policy/facts.ts';

type WithText<Facts, Dates extends keyof Facts> = Omit<Facts, Dates> & { readonly [Key in Dates]: string };
/** A consent as JSON out of PostgreSQL: its dates are text, ISO 8601. */
export type StoredConsent = WithText<ConsentFacts, 'validFrom' | 'validUntil'> & {
  readonly givenAt: string | null;
};
/** An agreement in force as JSON, with how many days the recipient may keep each category. */
export type StoredAgreement = WithText<AgreementFacts, 'validFrom' | 'validUntil'> & {
  readonly retention: Partial<Record<DataCategory, number>>;
};

/** A release in vital interest as JSON. */
export type StoredVitalInterest = Omit<VitalInterestFacts, 'approvedAt' | 'closedAt'> & {
  readonly approvedAt: string | null;
  readonly closedAt: string | null;
};

/**
 * Of a row `r` of referral: the release in vital interest that was approved last, one that is closed only when no other
 * is there. Null in all that is no emergency, which is nearly all.
 */
export const VITAL_INTEREST_OF_REFERRAL = `case when r.urgency = 'EMERGENCY' then (select json_build_object(
    'id', e.id, 'reason', e.reason, 'recipientId', e.recipient_id, 'categories', e.categories,
    'requestedBy', e.requested_by, 'approvedBy', e.approved_by, 'approvedAt', e.approved_at, 'closedAt', e.closed_at)
  from emergency_release e
  where e.owner_id = r.owner_id and e.referral_id = r.id and e.approved_at is not null
  order by e.closed_at is not null, e.approved_at desc limit 1) end`;

/** How a record was received, as JSON; no agreement where that is not in force, or never was. */
export interface StoredReceipt {
  readonly receivedAt: string;
  readonly takenBack: readonly DataCategory[];
  readonly agreement: WithText<Omit<ReceivedFacts, 'receivedAt'>, 'validFrom' | 'validUntil'> | null;
}

/** Of a row `r` of referral: how its person came to the sender. */
export const RECEIPT_OF_PERSON = `(select json_build_object('receivedAt', v.received_at, 'takenBack', v.taken_back,
    'agreement', (select json_build_object('state', a.state, 'validFrom', a.valid_from, 'validUntil', a.valid_until,
        'purposes', a.purposes, 'categories', a.categories, 'onward', a.onward,
        'onwardRecipientIds', a.onward_recipient_ids, 'authorisedRecipientIds', a.authorised_recipient_ids)
      from partnerships.onward_terms_in_force a where a.id = v.agreement_id))
  from person_provenance v where v.recipient_id = r.owner_id and v.recipient_person_id = r.person_id)`;

/** Of a row `c` of consent. */
export const CONSENT_JSON = `json_build_object(
  'id', c.id, 'revision', c.revision, 'state', c.state, 'recipientIds', c.recipient_ids,
  'purposes', c.purposes, 'categories', c.categories, 'givenAt', c.given_at,
  'validFrom', c.valid_from, 'validUntil', c.valid_until,
  'acknowledgesReportingRisk', c.acknowledges_reporting_risk)`;

/** Of a row `a` of partnerships.agreements_in_force. */
export const AGREEMENT_JSON = `json_build_object(
  'id', a.id, 'revision', a.revision, 'state', a.state, 'providerId', a.provider_id,
  'recipientId', a.recipient_id, 'purposes', a.purposes, 'categories', a.categories,
  'jurisdictions', a.jurisdictions, 'recipientRoles', a.recipient_roles, 'onward', a.onward,
  'retention', a.retention, 'validFrom', a.valid_from, 'validUntil', a.valid_until)`;

export function consentOf(stored: StoredConsent): ConsentFacts {
  return { ...withDates(stored), givenAt: momentOf(stored.givenAt) };
}

export function vitalInterestOf(stored: StoredVitalInterest | null): VitalInterestFacts | null {
  return (
    stored && { ...stored, approvedAt: momentOf(stored.approvedAt), closedAt: momentOf(stored.closedAt) }
  );
}

/** What its origin took back since is as if its agreement had never covered it. */
export function receivedOf(stored: StoredReceipt | null): ReceivedFacts | null {
  if (stored === null) return null;
  const receivedAt = new Date(stored.receivedAt);
  if (stored.agreement === null)
    return { ...NOT_IN_FORCE, receivedAt, validFrom: receivedAt, validUntil: receivedAt };
  const { categories } = stored.agreement;
  return {
    ...withDates(stored.agreement),
    categories: categories.filter((category) => !stored.takenBack.includes(category)),
    receivedAt,
  };
}

/** Whatever its state may be, the neighbour's view shows only what is in force. */
const NOT_IN_FORCE = {
  state: 'EXPIRED',
  purposes: [],
  categories: [],
  onward: 'FORBIDDEN',
  onwardRecipientIds: [],
  authorisedRecipientIds: [],
} as const;

function momentOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

export function withDates<Stored extends { readonly validFrom: string; readonly validUntil: string }>(
  stored: Stored,
) {
  return { ...stored, validFrom: new Date(stored.validFrom), validUntil: new Date(stored.validUntil) };
}
