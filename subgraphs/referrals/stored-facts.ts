import type { AgreementFacts } from '../../shared/policy/agreement.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentFacts } from '../../shared/policy/consent.ts';

type WithText<Facts, Dates extends keyof Facts> = Omit<Facts, Dates> & { readonly [Key in Dates]: string };
/** A consent as JSON out of PostgreSQL: its dates are text, ISO 8601. */
export type StoredConsent = WithText<ConsentFacts, 'validFrom' | 'validUntil'> & {
  readonly givenAt: string | null;
};
/** An agreement in force as JSON, with how many days the recipient may keep each category. */
export type StoredAgreement = WithText<AgreementFacts, 'validFrom' | 'validUntil'> & {
  readonly retention: Partial<Record<DataCategory, number>>;
};

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
  return { ...withDates(stored), givenAt: stored.givenAt === null ? null : new Date(stored.givenAt) };
}

export function withDates<Stored extends { readonly validFrom: string; readonly validUntil: string }>(
  stored: Stored,
) {
  return { ...stored, validFrom: new Date(stored.validFrom), validUntil: new Date(stored.validUntil) };
}
