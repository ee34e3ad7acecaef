import type {
  WorldAccessIncident,
  WorldAccessVisit,
  WorldBorderProcedure,
  WorldLegalInstrument,
} from './access-schema.ts';
import type { LoadedItems } from './loaded-items.ts';
import type { Loading } from './loading.ts';
import { PATHS_OF_INCIDENTS } from './paths-to-states.ts';
import { dayOf } from './relative-date.ts';

/** Says the verbs about what access is like: laws, procedures at borders, incidents and visits. */
export class AccessLoading {
  constructor(
    private readonly loading: Loading,
    private readonly items: LoadedItems,
  ) {}

  async legalInstrument({ key, by, ...told }: WorldLegalInstrument): Promise<void> {
    await this.loading.walk(`law:${key}`, (now, once) => {
      const day = (word: string | undefined) => (word === undefined ? null : dayOf(word, now));
      const input = {
        ...told,
        modalities: answersOf(told.modalities),
        inForceFrom: day(told.inForceFrom),
        examinedOn: day(told.examinedOn),
        consultedOn: day(told.consultedOn),
      };
      return this.loading.say(by, 'coordinator', 'recordInstrument', input, once);
    });
  }

  async borderProcedure({
    key,
    by,
    law,
    authority,
    assessments,
    ...told
  }: WorldBorderProcedure): Promise<void> {
    const legalInstrumentId = law === undefined ? null : (await this.items.item(`law:${law}`)).id;
    const authorityId = authority === undefined ? null : this.loading.idOf(authority);
    const procedureId = await this.loading.walk(`procedure:${key}`, (_now, once) => {
      const input = { ...told, legalInstrumentId, authorityId };
      return this.loading.say(by, 'coordinator', 'recordBorderProcedure', input, once);
    });
    for (const [index, { on, by: assessor = by, consultedOn, ...found }] of assessments.entries()) {
      await this.loading.walk(`safeguard:${key}.${index}`, (now, once) => {
        const consulted = consultedOn === undefined ? null : dayOf(consultedOn, now);
        const input = { ...found, procedureId, assessedOn: dayOf(on, now), consultedOn: consulted };
        return this.loading.say(assessor, 'coordinator', 'assessSafeguard', input, once);
      });
    }
  }

  /** Filed by a caseworker, and looked at by a coordinator. */
  async accessIncident({
    key,
    owner,
    agreement,
    state,
    publicSummary,
    ...told
  }: WorldAccessIncident): Promise<void> {
    const agreementId = agreement === undefined ? null : (await this.items.item(`access:${agreement}`)).id;
    await this.loading.walk(
      `incident:${key}`,
      (now, once) => {
        const occurredOn = dayOf(told.occurredOn, now);
        const input = { ...told, occurredOn, agreementId, draft: state === 'DRAFT' };
        return this.loading.say(owner, 'caseworker', 'fileIncident', input, once);
      },
      [...PATHS_OF_INCIDENTS[state], ...(publicSummary === undefined ? [] : ['releaseIncident'])].map(
        (verb) =>
          ({ id, version }, once) => {
            const summary = verb === 'releaseIncident' ? { publicSummary } : {};
            const input = { id, expectedVersion: version, ...summary };
            return this.loading.say(owner, 'coordinator', verb, input, once);
          },
      ),
    );
  }

  async accessVisit({ key, visitor, agreement, authority, sent, ...told }: WorldAccessVisit): Promise<void> {
    const agreementId = agreement === undefined ? null : (await this.items.item(`access:${agreement}`)).id;
    const authorityId = authority === undefined ? null : this.loading.idOf(authority);
    await this.loading.walk(
      `visit:${key}`,
      (now, once) => {
        const modalities = answersOf(told.modalities);
        const input = {
          ...told,
          modalities,
          visitedOn: dayOf(told.visitedOn, now),
          agreementId,
          authorityId,
        };
        return this.loading.say(visitor, 'caseworker', 'recordVisit', input, once);
      },
      sent
        ? [
            ({ id, version }, once) =>
              this.loading.say(
                visitor,
                'coordinator',
                'sendRecommendation',
                { id, expectedVersion: version },
                once,
              ),
          ]
        : [],
    );
  }
}

function answersOf(answers: Readonly<Record<string, string | undefined>>): object[] {
  return Object.entries(answers).map(([modality, answer]) => ({ modality, answer }));
}
