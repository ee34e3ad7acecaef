import type { DataCategory } from './categories.ts';
import { classMayReceive } from './ceilings.ts';
import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import type { Role } from './roles.ts';
import { isValidAt, type Validity } from './validity.ts';

/** W3C DPV contract status; shared by data-sharing agreements, access agreements and MoUs [law 7]. */
export const AGREEMENT_STATES = [
  'DRAFT',
  'NEGOTIATION',
  'REVIEW',
  'APPROVED',
  'PARTIALLY_SIGNED',
  'SIGNED',
  'ACTIVE',
  'SUSPENDED',
  'EXPIRED',
  'TERMINATED',
  'REJECTED',
  'BREACHED',
] as const;

export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** What a recipient may do with what it received; the first is the default [law 7]. */
export const ONWARD_TRANSFERS = [
  'FORBIDDEN',
  'SAME_PURPOSE_NAMED_RECIPIENTS',
  'WRITTEN_AUTHORISATION_OF_ALL',
] as const;

export type OnwardTransfer = (typeof ONWARD_TRANSFERS)[number];

/** A data-sharing agreement, one way from provider to recipient, at its newest signed revision. */
export interface AgreementFacts extends Validity {
  readonly id: string;
  readonly revision: number;
  readonly state: AgreementState;
  readonly providerId: string;
  readonly recipientId: string;
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  /** ISO 3166-1 alpha-2, capital letters. */
  readonly jurisdictions: readonly string[];
  readonly recipientRoles: readonly Role[];
}

/** In force: `ACTIVE`, begun and not over, whatever the clock's job has had time to write down. */
export function agreementIsInForce(
  agreement: Validity & { readonly state: AgreementState },
  now: Date,
): boolean {
  return agreement.state === 'ACTIVE' && isValidAt(agreement, now);
}

/** One agreement covers one category for this provider, recipient, role, place and purpose [law 2, line 8]. */
export function agreementCovers(
  agreement: AgreementFacts,
  providerId: string,
  recipient: { readonly organisationId: string; readonly role: Role; readonly jurisdiction: string },
  purpose: string | null,
  category: DataCategory,
  now: Date,
): boolean {
  return (
    agreement.providerId === providerId &&
    agreement.recipientId === recipient.organisationId &&
    agreement.purposes.includes(purpose as Purpose) &&
    agreement.categories.includes(category) &&
    agreement.jurisdictions.includes(recipient.jurisdiction) &&
    agreement.recipientRoles.includes(recipient.role) &&
    agreementIsInForce(agreement, now)
  );
}

/** True when a data-sharing agreement with these categories could never be honoured, and so cannot be written [law 7]. */
export function exceedsCeiling(
  recipientType: OrganisationType,
  categories: readonly DataCategory[],
  recipientSharesCredentialsWith?: readonly OrganisationType[],
): boolean {
  const firewallClass = firewallClassOf(recipientType, recipientSharesCredentialsWith);
  return categories.some((category) => !classMayReceive(firewallClass, category));
}
