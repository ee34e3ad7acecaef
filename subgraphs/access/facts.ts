import type { SubgraphContext } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import type { AccessActivationFacts } from '../../shared/policy/access-life.ts';
import type { AccessObservingFacts } from '../../shared/policy/access-observing.ts';
import type { AccessRecordingFacts } from '../../shared/policy/access-recording.ts';
import type { SigningFacts } from '../../shared/policy/agreement-life.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import type { AccessAgreement } from './access-agreement.entity.ts';
import type { RecordAccessAgreementInput } from './access-agreement.inputs.ts';

/** What stands for an end where there is none. */
const NEVER = new Date(8.64e15);

/** What the policy must know before an access agreement is recorded. */
export async function recordingFacts(
  tx: Transaction,
  recorderId: string,
  input: RecordAccessAgreementInput,
): Promise<AccessRecordingFacts> {
  return {
    recorderId,
    partyIds: input.partyIds,
    knownPartyTypes: await typesOf(tx, input.partyIds),
    settings: input.places.map(({ setting }) => setting),
    icrcCoordinatedOn: input.icrcCoordinatedOn ?? null,
    icrcNotCoordinatedBecause: input.icrcNotCoordinatedBecause ?? null,
    validFrom: input.validFrom,
    validUntil: input.validUntil ?? null,
  };
}

/** What it must know before one begins to hold. The agreement is read whole: its row is locked by a party. */
export function activationFacts(agreement: AccessAgreement, now: Date): AccessActivationFacts {
  const obliges = (obligation: 'HAND_OVER_DATA' | 'CHECK_STATUS' | 'REPORT_PERSONS') =>
    agreement.obligations?.includes(obligation) ?? true;
  return {
    now,
    validUntil: agreement.validUntil ?? NEVER,
    partyIds: agreement.partyIds,
    signedIds: agreement.signatures?.map(({ organisationId }) => organisationId) ?? [],
    obligesStatusCheckOrReport: obliges('CHECK_STATUS') || obliges('REPORT_PERSONS'),
    obligesToHandOverData: obliges('HAND_OVER_DATA'),
    obligesToCheckStatus: obliges('CHECK_STATUS'),
    obligesToReportPersons: obliges('REPORT_PERSONS'),
    statesConformity: agreement.statesConformity ?? false,
  };
}

/** What it must know before a signature is accepted. */
export function signingFacts(
  { viewer }: SubgraphContext,
  agreement: AccessAgreement,
  signedHash: string,
): SigningFacts {
  if (!viewer) throw new Error('The fence lets nobody sign without a token.');
  return {
    role: viewer.role,
    signerOrganisationId: viewer.organisationId,
    onBehalfOfId: viewer.organisationId,
    partyIds: agreement.partyIds,
    alreadySignedIds: agreement.signatures?.map(({ organisationId }) => organisationId) ?? [],
    signedHash,
    currentHash: agreement.revisionHash ?? '',
  };
}

async function typesOf(tx: Transaction, ids: readonly string[]): Promise<OrganisationType[]> {
  const rows = await tx.sql<{ type: OrganisationType }>(
    'party-types',
    'select type from partnerships.organisations_known where id = any($1) and active',
    [ids],
  );
  return rows.map(({ type }) => type);
}

/** Type and standing of an organisation as the registry knows them; an unknown one has neither. */
export async function standingOf(
  tx: Transaction,
  organisationId: string,
): Promise<Pick<AccessObservingFacts, 'type' | 'sharesCredentialsWith' | 'active'>> {
  const [row] = await tx.sql<{
    type: OrganisationType;
    sharesCredentialsWith: OrganisationType[];
    active: boolean;
  }>(
    'organisation-standing',
    `select type, shares_credentials_with as "sharesCredentialsWith", active
       from partnerships.organisations_known where id = $1`,
    [organisationId],
  );
  return row ?? { type: null, sharesCredentialsWith: [], active: false };
}
