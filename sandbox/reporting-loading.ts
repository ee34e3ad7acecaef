import type { Loading, Step } from './loading.ts';
import { dayOf } from './relative-date.ts';
import type { WorldConsultation, WorldMeasure, WorldPledge, WorldReport } from './reporting-schema.ts';

/** The items that a piece of evidence may name by its key. */
const ITEM_OF_EVIDENCE = {
  AGREEMENT: 'agreement',
  ACCESS_AGREEMENT: 'access',
  SERVICE: 'service',
  CONSULTATION: 'consultation',
} as const;

/** Says the verbs by which a world reports what was done about the resolution. */
export class ReportingLoading {
  constructor(private readonly loading: Loading) {}

  async consultation({ key, participants, heldOn, ...told }: WorldConsultation): Promise<void> {
    await this.loading.walk(`consultation:${key}`, (now, step) => {
      const input = { ...told, participantIds: this.idsOf(participants), heldOn: dayOf(heldOn, now) };
      return this.loading.say(participants[0], 'coordinator', 'recordConsultation', input, step);
    });
  }

  async measure(measure: WorldMeasure): Promise<void> {
    const { key, filer, jointImplementers, attestation, startedOn, endedOn, evidence, ...told } = measure;
    const evidenced: object[] = [];
    for (const { of, kind, ...rest } of evidence) {
      const id = kind === 'DOCUMENT' ? null : await this.loading.loaded(`${ITEM_OF_EVIDENCE[kind]}:${of}`);
      evidenced.push({ kind, id, ...rest });
    }
    const attest: Step = ({ id, version: expectedVersion }, step) =>
      this.loading.say(filer, 'signatory', 'attestMeasure', { id, expectedVersion }, step);
    const withdraw: Step = ({ id, version: expectedVersion }, step) =>
      this.loading.say(filer, 'coordinator', 'withdrawMeasure', { id, expectedVersion }, step);
    await this.loading.walk(
      `measure:${key}`,
      (now, step) => {
        const input = {
          ...told,
          jointImplementerIds: this.idsOf(jointImplementers),
          evidence: evidenced,
          startedOn: dayOf(startedOn, now),
          endedOn: endedOn ? dayOf(endedOn, now) : null,
        };
        return this.loading.say(filer, 'coordinator', 'fileMeasure', input, step);
      },
      { DRAFT: [], ATTESTED: [attest], WITHDRAWN: [attest, withdraw] }[attestation],
    );
  }

  async pledge(pledge: WorldPledge): Promise<void> {
    const { key, parties, signedBy, reports, beginsOn, endsOn, ...told } = pledge;
    const signs =
      (party: string): Step =>
      ({ id, version: expectedVersion, hash }, step) =>
        this.loading.say(party, 'signatory', 'signPledge', { id, expectedVersion, hash }, step);
    const reported: Step[] = [];
    for (const { by, measures, ...report } of reports) {
      const measureIds: string[] = [];
      for (const one of measures) measureIds.push(await this.loading.loaded(`measure:${one}`));
      reported.push(({ id, version: expectedVersion }, step) => {
        const input = { id, expectedVersion, ...report, measureIds };
        return this.loading.say(by, 'coordinator', 'reportOnPledge', input, step);
      });
    }
    await this.loading.walk(
      `pledge:${key}`,
      (now, step) => {
        const days = { beginsOn: dayOf(beginsOn, now), endsOn: dayOf(endsOn, now) };
        const input = { ...told, ...days, partyIds: this.idsOf(parties) };
        return this.loading.say(parties[0], 'coordinator', 'submitPledge', input, step);
      },
      [...signedBy.map(signs), ...reported],
    );
  }

  async report({ conference, by }: WorldReport): Promise<void> {
    await this.loading.walk(`report:${conference}`, (_now, step) =>
      this.loading.say(by, 'coordinator', 'freezeReport', { conference }, step),
    );
  }

  private idsOf(codes: readonly string[]): string[] {
    return codes.map((code) => this.loading.idOf(code));
  }
}
