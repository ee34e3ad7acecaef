import { accessReadingOf } from '../../shared/policy/access-reading.ts';
import { ACCESS_MODALITIES } from '../../shared/policy/access-words.ts';
import { conformityVerdictOf } from '../../shared/policy/conformity.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessSignature } from './access-signature.entity.ts';

type Whole = {
  [Field in keyof AccessAgreement]: Field extends
    | 'text'
    | 'icrcCoordinatedOn'
    | 'icrcNotCoordinatedBecause'
    | 'validUntil'
    ? AccessAgreement[Field]
    : NonNullable<AccessAgreement[Field]>;
};
type Computed = 'verdict' | 'reading' | 'parties' | 'country' | 'modalities' | 'signatures';

/** An agreement as the statements return it, beside who is asking. */
export interface AgreementRow extends Omit<Whole, Computed> {
  /** Dates inside JSON are text. */
  readonly signatures: readonly { readonly organisationId: string; readonly signedAt: string }[];
  readonly viewerId: string | null;
  readonly viewerType: OrganisationType | null;
}

/** The agreement cut to what its viewer reads now; null when that is nothing. */
export function asRead(row: AgreementRow, now: Date): AccessAgreement | null {
  const { viewerId, viewerType, signatures, ...whole } = row;
  const viewer =
    viewerId !== null && viewerType !== null ? { organisationId: viewerId, type: viewerType } : null;
  const reading = accessReadingOf({ ...whole, viewer, now });
  if (reading === 'NOTHING') return null;
  return Object.assign(new AccessAgreement(), whole, {
    reading,
    verdict: conformityVerdictOf(whole),
    parties: whole.partyIds.map((id) => ({ id })),
    country: { iso2: whole.iso2 },
    modalities: ACCESS_MODALITIES.map((modality) => ({
      modality,
      answer: whole.modalityAnswers[modality] ?? ('UNKNOWN' as const),
    })),
    ...(reading === 'EVERYTHING' ? { signatures: signatures.map(asSignature) } : FOR_PARTIES),
  });
}

/** What is for parties alone, taken away. */
const FOR_PARTIES = {
  groupsLeftOut: null,
  obligations: null,
  instrument: null,
  text: null,
  statesConformity: null,
  icrcCoordinatedOn: null,
  icrcNotCoordinatedBecause: null,
  validFrom: null,
  validUntil: null,
  revision: null,
  revisionHash: null,
  resumptionAgreedIds: null,
  recordedAt: null,
  version: null,
  signatures: null,
};

function asSignature({
  organisationId,
  signedAt,
}: AgreementRow['signatures'][number]): Partial<AccessSignature> {
  return { organisationId, organisation: { id: organisationId }, signedAt: new Date(signedAt) };
}
