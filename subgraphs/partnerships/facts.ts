import { hasSigned, keyIdOf } from '../../shared/agreement/detached-signature.ts';
import type { PublicKey } from '../../shared/agreement/public-key.ts';
import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { ClauseFacts } from '../../shared/policy/agreement-clauses.ts';
import type { ActivationFacts, BreachFacts, SigningFacts } from '../../shared/policy/agreement-life.ts';
import type { PreviewFacts } from '../../shared/policy/agreement-preview.ts';
import type { AgreementActionFacts } from '../../shared/policy/agreement-reading.ts';
import type { AgreementTerms } from '../../shared/policy/agreement-terms.ts';
import { firewallClassOf, type OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { ConsultationFacts, ReporterFacts } from '../../shared/policy/reporting.ts';
import type { ReferralEnd } from '../../shared/policy/sending.ts';
import type { KeyKeepingFacts, SignatureFacts } from '../../shared/policy/signing-key.ts';
import type { Agreement, AgreementClauses } from './agreement.entity.ts';
import type { ProposeAgreementInput, ReviseAgreementInput } from './agreement.inputs.ts';

/** What the policy must know before somebody acts on an agreement. */
export async function actionFacts(
  tx: Transaction,
  viewer: Viewer,
  partyIds: readonly string[],
): Promise<AgreementActionFacts> {
  const [me] = await tx.sql<{ active: boolean }>(
    'acting-party',
    // Held until the end: whoever is suspended at this moment waits for what it has begun, and begins nothing after.
    'select active from organisation where id = $1 for share',
    [viewer.organisationId],
  );
  return { role: viewer.role, organisationId: viewer.organisationId, active: me?.active ?? false, partyIds };
}

/** What the policy must know of whoever reports. An organisation that is not there is not active, and of no type that reports. */
export async function reporterFacts(tx: Transaction, viewer: Viewer): Promise<ReporterFacts> {
  const [me] = await tx.sql<{ type: OrganisationType; active: boolean }>(
    'reporter',
    'select type, active from organisation where id = $1',
    [viewer.organisationId],
  );
  return { role: viewer.role, type: me?.type ?? 'OTHER', active: me?.active ?? false };
}

export async function consultationFacts(
  tx: Transaction,
  viewer: Viewer,
  { participantIds, heldOn }: { readonly participantIds: readonly string[]; readonly heldOn: string },
  now: Date,
): Promise<ConsultationFacts> {
  const rows = await tx.sql<{ type: OrganisationType }>(
    'participants',
    'select type from organisation where id = any($1) and active',
    [participantIds],
  );
  return {
    ...(await reporterFacts(tx, viewer)),
    organisationId: viewer.organisationId,
    participantIds,
    participantTypes: rows.map(({ type }) => type),
    heldOn,
    // Somewhere on Earth it is tomorrow already; where the consultation was held is not asked.
    today: new Date(now.getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10),
  };
}

interface PartyRow {
  readonly id: string;
  readonly type: OrganisationType;
  readonly mandate: Purpose[] | null;
  readonly sharesCredentialsWith: readonly OrganisationType[];
}

/** What the law must know before an agreement is written down. Errors: VALIDATION_FAILED for an unknown party. */
export async function termsFacts(
  tx: Transaction,
  { providerId, recipientId }: Pick<Agreement, 'providerId' | 'recipientId'>,
  input: ProposeAgreementInput | ReviseAgreementInput,
): Promise<AgreementTerms> {
  const rows = await tx.sql<PartyRow>(
    'agreement-parties',
    `select id, type, mandate_purposes as mandate, shares_credentials_with as "sharesCredentialsWith"
       from organisations_known where id = any($1) and active`,
    [[providerId, recipientId, ...input.onwardRecipientIds]],
  );
  const recipient = rows.find(({ id }) => id === recipientId);
  if (!recipient || !rows.some(({ id }) => id === providerId)) {
    throw notActive(recipient ? 'input.providerId' : 'input.recipientId');
  }
  const onward = input.onwardRecipientIds.map((id) => rows.find((row) => row.id === id));
  const unknown = onward.indexOf(undefined);
  if (unknown >= 0) throw notActive(`input.onwardRecipientIds.${unknown}`);
  return {
    ...input,
    providerId,
    recipientId,
    onwardRecipientClasses: (onward as PartyRow[]).map(({ type, sharesCredentialsWith }) =>
      firewallClassOf(type, sharesCredentialsWith),
    ),
    recipientType: recipient.type,
    recipientSharesCredentialsWith: recipient.sharesCredentialsWith,
    recipientMandatePurposes: recipient.mandate,
    impactAssessment: Boolean(input.impactAssessment?.trim()),
  };
}

function notActive(field: string): AccordError {
  const says = 'This organisation is not registered, or not active.';
  return new AccordError('VALIDATION_FAILED', { field, says });
}

export function signingFacts(viewer: Viewer, agreement: Agreement, signedHash: string): SigningFacts {
  return {
    role: viewer.role,
    signerOrganisationId: viewer.organisationId,
    onBehalfOfId: viewer.organisationId,
    partyIds: [agreement.providerId, agreement.recipientId],
    alreadySignedIds: agreement.signatures?.map(({ organisationId }) => organisationId) ?? [],
    signedHash,
    currentHash: agreement.revisionHash ?? '',
  };
}

export function clauseFacts(agreement: Agreement): ClauseFacts {
  const clauses = agreement.clauses as AgreementClauses;
  return { ...agreement, ...clauses, partyIds: [agreement.providerId, agreement.recipientId] };
}

/** The key that a signature names is held until the end: it is replaced before this or after it. */
export async function signatureFacts(
  tx: Transaction,
  { organisationId }: Viewer,
  jws: string | null,
  hash: string,
): Promise<{ readonly facts: SignatureFacts; readonly key: PublicKey | null }> {
  const kid = jws === null ? null : keyIdOf(jws);
  const keys = await tx.sql<KeyRow>('signing-keys-for-signing', SIGNING_KEYS, [organisationId, kid]);
  const named = keys.find(({ jwk }) => jwk.kid === kid);
  const signature = jws && {
    keyOwnerId: named?.ownerId ?? null,
    keyValidFrom: named?.from ?? null,
    keyValidUntil: named?.until ?? null,
    genuine: named !== undefined && (await hasSigned(named.jwk, jws, hash)),
  };
  const hasKey = keys.some(({ ownerId, until }) => ownerId === organisationId && until === null);
  const facts = { onBehalfOfId: organisationId, now: new Date(), hasKey, signature: signature || null };
  return { facts, key: named?.jwk ?? null };
}

interface KeyRow {
  readonly ownerId: string;
  readonly jwk: PublicKey;
  readonly from: Date;
  readonly until: Date | null;
}

/** $1: the signer's organisation, of which the key in use counts; $2: the key that a signature names. */
const SIGNING_KEYS = `
  select organisation_id as "ownerId", jwk, valid_from as "from", valid_until as "until" from signing_key
   where (organisation_id = $1 and valid_until is null) or kid = $2 for share`;

export async function keyKeepingFacts(
  tx: Transaction,
  viewer: Viewer,
  keyOwnerId: string,
): Promise<KeyKeepingFacts> {
  const { role, organisationId, active } = await actionFacts(tx, viewer, []);
  return { role, organisationId, active, keyOwnerId };
}

export function breachFacts({ organisationId }: Viewer, agreement: Agreement): BreachFacts {
  return { organisationId, reportedByIds: agreement.breachReportedByIds ?? [] };
}

export function activationFacts(agreement: Agreement, now: Date): ActivationFacts {
  return {
    now,
    validUntil: agreement.validUntil,
    partyIds: [agreement.providerId, agreement.recipientId],
    signedIds: agreement.signatures?.map(({ organisationId }) => organisationId) ?? [],
    // The clauses are structured, and none of them can oblige anybody to check or report a person.
    obligesStatusCheckOrReport: false,
    statesConformity: agreement.statesConformity ?? false,
  };
}

interface EndRow extends PartyRow {
  readonly name: string;
  readonly active: boolean;
  readonly parentId: string | null;
  readonly childIds: readonly string[];
}

/** What an agreement would open, for whom; null where there is no such viewer. */
export async function previewFacts(
  tx: Transaction,
  agreement: Pick<
    Agreement,
    'providerId' | 'recipientId' | 'purposes' | 'categories' | 'clauses' | 'validFrom' | 'validUntil'
  >,
  viewerId: string,
): Promise<{ readonly name: string; readonly facts: PreviewFacts } | null> {
  const { providerId, recipientId, purposes, categories, clauses, validFrom, validUntil } = agreement;
  const rows = await tx.sql<EndRow>(
    'preview-ends',
    `select id, name, type, active, mandate_purposes as mandate, parent_id as "parentId",
            shares_credentials_with as "sharesCredentialsWith",
            array(select child.id from organisation child where child.parent_id = known.id) as "childIds"
       from organisations_known known where id = any($1)`,
    [[providerId, viewerId]],
  );
  const [provider, viewer] = [providerId, viewerId].map((id) => rows.find((row) => row.id === id));
  if (!provider || !viewer) return null;
  const { jurisdictions = [], recipientRoles = [] } = clauses ?? {};
  const terms = { recipientId, purposes, categories, jurisdictions, recipientRoles, validFrom, validUntil };
  const { name, parentId, childIds, mandate: mandatePurposes } = viewer;
  const facts = {
    provider: endOf(provider),
    viewer: { ...endOf(viewer), parentId, childIds, mandatePurposes },
    terms,
  };
  return { name, facts };
}

function endOf({ id: organisationId, type, sharesCredentialsWith, active }: EndRow): ReferralEnd {
  return { organisationId, type, sharesCredentialsWith, active };
}
