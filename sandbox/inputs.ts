import type { RecordAccessAgreementInput } from '../subgraphs/access/access-agreement.inputs.ts';
import type { PublishServiceInput } from '../subgraphs/services/service.inputs.ts';
import { dayOf, momentOf } from './relative-date.ts';
import type { WorldAccessAgreement, WorldAgreement, WorldService } from './world-schema.ts';

// What a world says, as the verbs want to hear it: ids in place of codes, moments in place of relative dates.

type IdOf = (code: string) => string;

/** The input of `proposeAgreement`. */
export function agreementInput(agreement: WorldAgreement, now: Date, idOf: IdOf): object {
  const { key: _key, state: _state, validFrom, validUntil, ...told } = agreement;
  const validity = { validFrom: momentOf(validFrom, now), validUntil: momentOf(validUntil, now) };
  if (told.kind === 'MOU') {
    const [providerId, recipientId] = told.parties.map(idOf);
    return { kind: told.kind, providerId, recipientId, text: told.text, ...validity };
  }
  const { provider, recipient, retentionDays, office, storageLocations, ...terms } = told;
  const [providerId, recipientId] = [idOf(provider), idOf(recipient)];
  // Reviewed in the middle of its time.
  const reviewed = new Date((validity.validFrom.getTime() + validity.validUntil.getTime()) / 2);
  return {
    ...terms,
    ...validity,
    providerId,
    recipientId,
    storageLocations: storageLocations ?? terms.jurisdictions,
    ...(terms.impactAssessment && { impactAssessedOn: dayIn(validity.validFrom) }),
    reviewOn: dayIn(reviewed),
    signatories: [providerId, recipientId].map((organisationId) => ({ organisationId, office })),
    retention: terms.categories.map((category) => ({ category, days: retentionDays })),
  };
}

function dayIn(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The input of `recordAccessAgreement`. */
export function accessAgreementInput(
  { key: _key, state: _state, examinedOn: _examined, parties, ...told }: WorldAccessAgreement,
  now: Date,
  idOf: IdOf,
): RecordAccessAgreementInput {
  return {
    ...told,
    partyIds: parties.map(idOf),
    modalities: Object.entries(told.modalities).map(([modality, answer]) => ({ modality, answer })) as never,
    validFrom: momentOf(told.validFrom, now),
    validUntil: told.validUntil ? momentOf(told.validUntil, now) : null,
    icrcCoordinatedOn: told.icrcCoordinatedOn ? dayOf(told.icrcCoordinatedOn, now) : null,
  };
}

/** The input of `publishService`. */
export function serviceInput(service: WorldService, accessAgreementId: string | null): PublishServiceInput {
  const {
    key: _key,
    provider: _provider,
    accessAgreement: _place,
    assured: _assured,
    closed: _closed,
    ...told
  } = service;
  return {
    ...told,
    accessAgreementId,
    schedules: told.schedules.map((schedule) => ({
      ...schedule,
      kind: 'REGULAR',
      frequency: 'WEEKLY',
      interval: 1,
    })),
  };
}
