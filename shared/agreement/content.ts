import { createHash } from 'node:crypto';
import { canonical } from '../canonical.ts';
import type { OnwardTransfer } from '../policy/agreement.ts';
import type { ControllerRelationship } from '../policy/agreement-clauses.ts';
import type { AgreementKind } from '../policy/agreement-reading.ts';
import type { DataCategory } from '../policy/categories.ts';
import type { Purpose } from '../policy/purposes.ts';
import type { AgreementClock } from '../policy/referral-clocks.ts';
import type { Role } from '../policy/roles.ts';

/** The clauses of one revision beside its parties, purposes, categories and dates. */
export interface ClausesContent {
  readonly dataSubjects: string | null;
  readonly legalBasis: string | null;
  readonly recipientRoles: readonly Role[];
  /** ISO 3166-1 alpha-2. */
  readonly jurisdictions: readonly string[];
  /** Days from the day of sending. */
  readonly retention: readonly { readonly category: DataCategory; readonly days: number }[];
  readonly onward: OnwardTransfer;
  readonly onwardRecipientIds: readonly string[];
  readonly securityMeasures: string | null;
  readonly breachNoticeHours: number;
  /** Absent where none is set. */
  readonly clocks?: readonly AgreementClock[];
  readonly rightsContact: string | null;
  readonly impactAssessment: string | null;
  readonly atTheEnd: string | null;
  readonly text: string | null;
  readonly firewallClause: string | null;
  // Absent where they are not said: a revision that was written before there were such clauses keeps its hash.
  readonly relationship?: ControllerRelationship;
  readonly storageLocations?: readonly string[];
  /** ISO 8601 days. */
  readonly impactAssessedOn?: string;
  readonly reviewOn?: string;
  readonly governingRules?: string;
  readonly signatories?: readonly { readonly organisationId: string; readonly office: string }[];
}

/** Exactly what the parties put their names to: the whole of one revision, as JSON. */
export interface AgreementContent {
  /** Absent from a revision that was written before the hash covered it. */
  readonly agreementId?: string;
  readonly kind: AgreementKind;
  readonly providerId: string;
  readonly recipientId: string;
  readonly revision: number;
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  readonly clauses: ClausesContent;
  readonly statesConformity: boolean;
  /** ISO 8601, in UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** SHA-256 of the canonical content (RFC 8785), in hexadecimal: what a signature binds. */
export function hashOfAgreement(content: AgreementContent): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}
