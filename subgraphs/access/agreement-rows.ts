import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import type { AccessAgreementState } from '../../shared/policy/access-life.ts';
import { PROPOSED } from '../../shared/policy/agreement-life.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type {
  AccessAgreementStepInput,
  ExamineAccessAgreementInput,
  RecordAccessAgreementInput,
} from './access-agreement.inputs.ts';
import { AccessPlace } from './access-place.entity.ts';
import { keepCheck } from './conformity-check.service.ts';
import { type AgreementRow, asRead, conformityFacts } from './reading.ts';
import { revisionHashOf } from './revision.ts';
import { BY_ID } from './statements.ts';

/** The row for one who may change it, held until the end of the transaction. Errors: NOT_FOUND, VERSION_CONFLICT. */
export async function lockForParty(
  tx: Transaction,
  viewerId: string,
  { id, expectedVersion }: Pick<AccessAgreementStepInput, 'id' | 'expectedVersion'>,
  now: Date,
): Promise<AccessAgreement> {
  await tx.sql('access-agreement-lock', 'select from access_agreement where id = $1 for update', [id]);
  const [row] = await tx.sql<AgreementRow>('access-agreements-by-id', BY_ID, [viewerId, now, [id]]);
  const agreement = row ? asRead(row, now) : null;
  if (agreement?.reading !== 'EVERYTHING') throw new AccordError('NOT_FOUND');
  if (agreement.version !== expectedVersion) throw new AccordError('VERSION_CONFLICT');
  return agreement;
}

export async function moveAgreement(
  tx: Transaction,
  id: string,
  state: AccessAgreementState,
  resumptionAgreedIds: readonly string[],
): Promise<string> {
  await tx.sql(
    'access-agreement-move',
    `update access_agreement set state = $2, resumption_agreed_ids = $3, version = version + 1,
       activated_at = case when $2 = any('{ACTIVE,IN_FORCE_VERBAL}') then coalesce(activated_at, now()) else activated_at end
      where id = $1`,
    [id, state, resumptionAgreedIds],
  );
  return id;
}

/** `partyTypes`: of the registered parties. */
export async function insertAgreement(
  tx: Transaction,
  recordedById: string,
  partyTypes: readonly string[],
  input: RecordAccessAgreementInput,
): Promise<string> {
  const id = newId('access');
  await tx.entities.insert(AccessAgreement, {
    ...(await writtenTerms(tx, recordedById, partyTypes, input, 1)),
    id,
    recordedById,
    state: PROPOSED,
    recordedAt: new Date(),
  });
  await checkConformity(tx, id);
  return id;
}

/** A new revision: what was signed was another, so its signatures count no more [law 7]. */
export async function reviseAgreement(
  tx: Transaction,
  viewerId: string,
  partyTypes: readonly string[],
  agreement: AccessAgreement,
  state: AccessAgreementState,
  input: RecordAccessAgreementInput,
): Promise<string> {
  const { id, revision, version } = agreement;
  await tx.entities.update(AccessAgreement, id, {
    ...(await writtenTerms(tx, viewerId, partyTypes, input, (revision ?? 0) + 1)),
    state,
    resumptionAgreedIds: [],
    version: (version ?? 0) + 1,
  });
  await checkConformity(tx, id);
  return id;
}

export async function examineAgreement(tx: Transaction, input: ExamineAccessAgreementInput): Promise<string> {
  await tx.sql(
    'access-agreement-examine',
    `update access_agreement set examined_on = $2, consulted_on = $3, consultation_id = $4, version = version + 1
      where id = $1`,
    [input.id, input.examinedOn ?? null, input.consultedOn ?? null, input.consultationId ?? null],
  );
  await checkConformity(tx, input.id);
  return input.id;
}

/** Reads the row back, so that what is checked is what was written. */
async function checkConformity(tx: Transaction, id: string): Promise<void> {
  const [row] = await tx.sql<AgreementRow>('access-agreements-by-id', BY_ID, [null, new Date(), [id]]);
  if (row) await keepCheck(tx, id, conformityFacts(row));
}

async function writtenTerms(
  tx: Transaction,
  recordedById: string,
  partyTypes: readonly string[],
  input: RecordAccessAgreementInput,
  revision: number,
) {
  const country = input.country.toUpperCase();
  const places = input.places.map((place) => ({ ...place, id: newId('place'), recordedById, country }));
  await tx.entities.insert(AccessPlace, places);
  return {
    partyIds: input.partyIds,
    iso2: country,
    placeIds: places.map((place) => place.id),
    settings: [...new Set(places.map(({ setting }) => setting))],
    ground: input.ground,
    modalityAnswers: Object.fromEntries(input.modalities.map(({ modality, answer }) => [modality, answer])),
    groupsLeftOut: input.groupsLeftOut,
    groundsLeftOut: input.groundsLeftOut,
    conditions: input.conditions,
    obligations: input.obligations,
    societyIsParty: partyTypes.includes('NATIONAL_SOCIETY'),
    legalInstrumentId: input.legalInstrumentId ?? null,
    instrument: input.instrument,
    text: input.text ?? null,
    statesConformity: input.statesConformity,
    icrcCoordinatedOn: input.icrcCoordinatedOn ?? null,
    icrcNotCoordinatedBecause: input.icrcNotCoordinatedBecause ?? null,
    validFrom: input.validFrom,
    validUntil: input.validUntil ?? null,
    revision,
    revisionHash: revisionHashOf(input, revision),
  };
}
