import { expiryWarningOf } from '../../shared/policy/access-expiry.ts';
import { accessIsInForce, accessReadingOf, accessStandingOf } from '../../shared/policy/access-reading.ts';
import { ACCESS_MODALITIES } from '../../shared/policy/access-words.ts';
import { type ConformityFacts, conformityOf, conformityVerdictOf } from '../../shared/policy/conformity.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type { AccessSignature } from './access-signature.entity.ts';

type Whole = {
  [Field in keyof AccessAgreement]: Field extends
    | 'text'
    | 'icrcCoordinatedOn'
    | 'icrcNotCoordinatedBecause'
    | 'validUntil'
    | 'examinedOn'
    | 'consultedOn'
    | 'consultationId'
    | 'legalInstrumentId'
    | 'activatedAt'
    ? AccessAgreement[Field]
    : NonNullable<AccessAgreement[Field]>;
};
type Computed =
  | 'verdict'
  | 'conformity'
  | 'standing'
  | 'expiryWarning'
  | 'reading'
  | 'parties'
  | 'country'
  | 'modalities'
  | 'signatures';

/** An agreement as the statements return it, beside who is asking. */
export interface AgreementRow extends Omit<Whole, Computed> {
  /** Dates inside JSON are text. */
  readonly signatures: readonly { readonly organisationId: string; readonly signedAt: string }[];
  /** As far as row-level security shows it: by an incident of the viewer's, or of a partner's that is verified. */
  readonly challenged: boolean;
  readonly viewerId: string | null;
  readonly viewerType: OrganisationType | null;
  readonly viewerSharesCredentialsWith: readonly OrganisationType[] | null;
}

/** The agreement cut to what its viewer reads now; null when that is nothing. */
export function asRead(row: AgreementRow, now: Date): AccessAgreement | null {
  const { viewerId, viewerType, viewerSharesCredentialsWith, signatures, challenged, ...whole } = row;
  const viewer =
    viewerId !== null && viewerType !== null
      ? {
          organisationId: viewerId,
          type: viewerType,
          sharesCredentialsWith: viewerSharesCredentialsWith ?? [],
        }
      : null;
  const reading = accessReadingOf({ ...whole, viewer, now });
  if (reading === 'NOTHING') return null;
  const facts = conformityFacts(whole);
  return Object.assign(new AccessAgreement(), whole, {
    reading,
    verdict: conformityVerdictOf(facts),
    conformity: conformityOf(facts).map((result) =>
      reading === 'EVERYTHING' ? result : { ...result, reason: null },
    ),
    standing: accessStandingOf({ ...whole, viewer, now, challenged }),
    expiryWarning: accessIsInForce(whole, now) ? expiryWarningOf(whole.validUntil, now) : null,
    parties: whole.partyIds.map((id) => ({ id })),
    country: { iso2: whole.iso2 },
    modalities: ACCESS_MODALITIES.map((modality) => ({
      modality,
      answer: whole.modalityAnswers[modality] ?? ('UNKNOWN' as const),
    })),
    ...(reading === 'EVERYTHING' ? { signatures: signatures.map(asSignature) } : FOR_PARTIES),
  });
}

type SaidByText =
  | 'groupsLeftOut'
  | 'groundsLeftOut'
  | 'conditions'
  | 'obligations'
  | 'modalityAnswers'
  | 'examinedOn'
  | 'consultedOn'
  | 'societyIsParty'
  | 'validFrom';

/** What the six tests must know of an agreement. A National Society that is a party was consulted by agreeing [choice]. */
export function conformityFacts(whole: Pick<AgreementRow, SaidByText>): ConformityFacts {
  const { groupsLeftOut, groundsLeftOut, conditions, obligations, modalityAnswers } = whole;
  return {
    groupsLeftOut,
    groundsLeftOut,
    conditions,
    obligations,
    modalityAnswers,
    examined: whole.examinedOn !== null,
    consultation: consultationTime(whole.consultedOn, whole.validFrom.toISOString(), whole.societyIsParty),
  };
}

export function consultationTime(
  consultedOn: string | null,
  heldFrom: string | null,
  agreed = false,
): ConformityFacts['consultation'] {
  if (agreed) return 'BEFORE';
  if (consultedOn === null) return 'NEVER';
  return heldFrom === null || consultedOn <= heldFrom.slice(0, 10) ? 'BEFORE' : 'AFTER';
}

/** What is for parties alone, taken away. */
const FOR_PARTIES = {
  groupsLeftOut: null,
  groundsLeftOut: null,
  conditions: null,
  obligations: null,
  examinedOn: null,
  consultedOn: null,
  consultationId: null,
  expiryWarning: null,
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
  activatedAt: null,
  version: null,
  signatures: null,
};

function asSignature({
  organisationId,
  signedAt,
}: AgreementRow['signatures'][number]): Partial<AccessSignature> {
  return { organisationId, organisation: { id: organisationId }, signedAt: new Date(signedAt) };
}
