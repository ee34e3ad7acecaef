import { missingClauses } from '../../shared/policy/agreement-clauses.ts';
import { agreementReadingOf } from '../../shared/policy/agreement-reading.ts';
import { Agreement } from './agreement.entity.ts';
import type { AgreementSignature } from './agreement-signature.entity.ts';

type Whole = { [Field in keyof Agreement]: NonNullable<Agreement[Field]> };

/** An agreement as the statements return it, beside who is asking. */
export interface AgreementRow extends Omit<Whole, 'signatures' | 'missingClauses'> {
  /** Dates inside JSON are text. */
  readonly signatures: readonly (Pick<AgreementSignature, 'organisationId' | 'madeBy' | 'jws'> & {
    readonly signedAt: string;
  })[];
  /** Null: nobody is signed in, or the organisation is not active. */
  readonly viewerId: string | null;
}

/** The agreement cut to what its viewer reads now; null when that is nothing. */
export function agreementAsRead(
  { viewerId, signatures, ...whole }: AgreementRow,
  now: Date,
): Agreement | null {
  const partyIds = [whole.providerId, whole.recipientId];
  const reading = agreementReadingOf({ ...whole, viewerId, partyIds, now });
  if (reading === 'NOTHING') return null;
  const agreement = Object.assign(new Agreement(), whole);
  if (reading === 'TRANSPARENCY') return Object.assign(agreement, FOR_PARTIES);
  return Object.assign(agreement, {
    missingClauses: missingClauses({ ...whole, ...whole.clauses, partyIds }),
    signatures: signatures.map(
      ({ signedAt, ...signature }): Partial<AgreementSignature> => ({
        ...signature,
        signedAt: new Date(signedAt),
      }),
    ),
  });
}

/** What is for parties alone, taken away. */
const FOR_PARTIES = {
  clauses: null,
  revisionHash: null,
  statesConformity: null,
  resumptionAgreedIds: null,
  breachReportedByIds: null,
  version: null,
  signatures: null,
  missingClauses: null,
};
