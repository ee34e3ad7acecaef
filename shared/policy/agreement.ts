import type { DataCategory } from './categories.ts';
import { classMayReceive } from './ceilings.ts';
import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import type { Role } from './roles.ts';

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
export interface AgreementFacts {
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
  readonly validFrom: Date;
  /** The first moment at which it no longer holds. */
  readonly validUntil: Date;
}

/** In force: `ACTIVE`, begun and not over, whatever the clock's job has had time to write down. */
export function agreementIsInForce(
  agreement: { readonly state: AgreementState; readonly validFrom: Date; readonly validUntil: Date },
  now: Date,
): boolean {
  return agreement.state === 'ACTIVE' && agreement.validFrom <= now && now < agreement.validUntil;
}

/** True when a data-sharing agreement with these categories could never be honoured, and so cannot be written [law 7]. */
export function exceedsCeiling(
  recipientType: OrganisationType,
  categories: readonly DataCategory[],
): boolean {
  const firewallClass = firewallClassOf(recipientType);
  return categories.some((category) => !classMayReceive(firewallClass, category));
}
