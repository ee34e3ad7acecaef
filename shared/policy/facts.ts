import type { AgreementFacts, AgreementState, OnwardTransfer } from './agreement.ts';
import type { DataCategory } from './categories.ts';
import type { ConsentFacts } from './consent.ts';
import type { Urgency, VitalInterestFacts } from './emergency.ts';
import type { OrganisationType } from './organisations.ts';
import type { Purpose } from './purposes.ts';
import type { ReferralState } from './referral-states.ts';
import type { Role } from './roles.ts';
import type { ServiceType } from './service-types.ts';
import type { Validity } from './validity.ts';

/** Who asks: the organisation as the database knows it, the role and purposes as its credential says. */
export interface ViewerFacts {
  readonly organisationId: string;
  readonly type: OrganisationType;
  /** Types of the units it shares credentials with: it takes the strictest class among them. */
  readonly sharesCredentialsWith: readonly OrganisationType[];
  readonly active: boolean;
  readonly parentId: string | null;
  readonly childIds: readonly string[];
  /** ISO 3166-1 alpha-2 of the place where it works on this case. */
  readonly jurisdiction: string;
  /** Where the organisation's mandate limits its purposes, as for UNODC; null where it does not. */
  readonly mandatePurposes: readonly Purpose[] | null;
  readonly role: Role;
  /** The purposes its client is registered for, as its token says them. */
  readonly purposes: readonly string[];
  readonly credentialExpiresAt: Date;
}

/** The one referral through which the viewer asks. */
export interface ReferralFacts {
  readonly fromId: string;
  readonly toId: string;
  readonly state: ReferralState;
  readonly serviceType: ServiceType;
  readonly urgency: Urgency;
  /** When it became `COMPLETED`; null in every other state. */
  readonly completedAt: Date | null;
}

/** Whom the person asked to withhold from, over all their consents. */
export interface WithheldFacts {
  readonly organisationIds: readonly string[];
  readonly types: readonly OrganisationType[];
}

/** How a record came to its owner from another organisation, and under what terms. */
export interface ReceivedFacts extends Validity {
  readonly receivedAt: Date;
  /** The agreement it came under: its state and validity now, and what it says of passing on. */
  readonly state: AgreementState;
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  readonly onward: OnwardTransfer;
  /** Recipients the agreement names for `SAME_PURPOSE_NAMED_RECIPIENTS`. */
  readonly onwardRecipientIds: readonly string[];
  /** Recipients for whom all parties gave a written authorisation, for `WRITTEN_AUTHORISATION_OF_ALL`. */
  readonly authorisedRecipientIds: readonly string[];
}

/** The person's record as seen by this viewer; it holds no value, so that no answer can depend on one. */
export interface RecordFacts {
  readonly ownerId: string;
  readonly ownerType: OrganisationType;
  /** Types of the units its owner shares credentials with. */
  readonly ownerSharesCredentialsWith: readonly OrganisationType[];
  /** When each category must be gone; a category without a date has no end set yet. */
  readonly eraseAfter: Readonly<Partial<Record<DataCategory, Date>>>;
  readonly withheld: WithheldFacts;
  readonly referral: ReferralFacts | null;
  /** Data-sharing agreements between owner and viewer, in any state. */
  readonly agreements: readonly AgreementFacts[];
  /** Every consent of the person, in any state and for whomever: a refusal to one stops an emergency release to another. */
  readonly consents: readonly ConsentFacts[];
  readonly vitalInterest: VitalInterestFacts | null;
  /** True for the sought person of a family links case, who could not be asked. */
  readonly familyLinks: boolean;
  /** Null for a record that its owner made itself. */
  readonly received: ReceivedFacts | null;
}

/** Everything `release` needs to decide one category of one record for one viewer; time is a fact too. */
export interface ReleaseFacts {
  readonly now: Date;
  readonly viewer: ViewerFacts;
  /** As declared with the request: any word, or null. */
  readonly purpose: string | null;
  readonly record: RecordFacts;
  /** The ledger accepted the entry of this disclosure, durably. */
  readonly ledgerAvailable: boolean;
}
