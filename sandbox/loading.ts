import type { SandboxOrganisation } from '../gateway/issuer/sandbox-clients.ts';
import type { Purpose } from '../shared/policy/purposes.ts';
import type { Role } from '../shared/policy/roles.ts';
import { consentInput, consentStepInput } from './consent-inputs.ts';
import { accessAgreementInput, agreementInput, serviceInput } from './inputs.ts';
import type { Item, LoadedItems } from './loaded-items.ts';
import { type AgreementStep, PATHS_TO_STATES } from './paths-to-states.ts';
import { PERSON_VALUES, type WorldConsent, type WorldPerson, type WorldReferral } from './person-schema.ts';
import { referralSteps } from './referral-steps.ts';
import { dayOf } from './relative-date.ts';
import type { Actor, Said, Stage } from './stage.ts';
import type { WorldAccessAgreement, WorldAgreement, WorldService } from './world-schema.ts';

/** A verb that follows the one that made the item. */
export type Step = (item: Item, key: string) => Promise<Said | null>;

/** The verb that makes the item. */
type Draft = (now: Date, key: string) => Promise<Said | null>;

/** Says the verbs that make each entry of a world what it is to be. */
export class Loading {
  /** Entries that were not there before. */
  fresh = 0;

  constructor(
    private readonly stage: Stage,
    private readonly items: LoadedItems,
    private readonly organisations: ReadonlyMap<string, SandboxOrganisation>,
    /** Provider of each service, by key. */
    private readonly providers: ReadonlyMap<string, string>,
  ) {}

  async agreement(agreement: WorldAgreement): Promise<void> {
    const parties = agreement.kind === 'MOU' ? agreement.parties : [agreement.provider, agreement.recipient];
    await this.walk(
      `agreement:${agreement.key}`,
      (now, key) =>
        this.say(
          parties[0],
          'coordinator',
          'proposeAgreement',
          agreementInput(agreement, now, (code) => this.idOf(code)),
          key,
        ),
      PATHS_TO_STATES[agreement.state].flatMap((step) => this.agreementSteps(step, parties, 'Agreement')),
    );
  }

  async accessAgreement(agreement: WorldAccessAgreement): Promise<void> {
    const { parties } = agreement;
    await this.walk(
      `access:${agreement.key}`,
      (now, key) =>
        this.say(
          parties[0],
          'coordinator',
          'recordAccessAgreement',
          accessAgreementInput(agreement, now, (code) => this.idOf(code)),
          key,
        ),
      [
        ...PATHS_TO_STATES[agreement.state].flatMap((step) =>
          this.agreementSteps(step, parties, 'AccessAgreement'),
        ),
        ...this.examination(agreement),
      ],
    );
  }

  private examination({ parties, examinedOn }: WorldAccessAgreement): Step[] {
    if (examinedOn === undefined) return [];
    return [
      (item, key) => {
        const input = {
          id: item.id,
          expectedVersion: item.version,
          examinedOn: dayOf(examinedOn, item.begunAt),
        };
        return this.say(parties[0], 'coordinator', 'examineAccessAgreement', input, key);
      },
    ];
  }

  async service(service: WorldService): Promise<void> {
    const place = service.accessAgreement && (await this.items.item(`access:${service.accessAgreement}`)).id;
    const step = (verb: string) => (item: Item, key: string) =>
      this.say(service.provider, 'coordinator', verb, { id: item.id, expectedVersion: item.version }, key);
    await this.walk(
      `service:${service.key}`,
      (_now, key) =>
        this.say(
          service.provider,
          'coordinator',
          'publishService',
          serviceInput(service, place ?? null),
          key,
        ),
      [
        ...(service.assured ? [step('assureService')] : []),
        ...(service.closed ? [step('closeService')] : []),
      ],
    );
  }

  async person(person: WorldPerson): Promise<void> {
    const values = Object.fromEntries(PERSON_VALUES.map((field) => [field, person[field]]));
    const purpose = person.referrals[0]?.purpose ?? 'SERVICE_REFERRAL';
    const { caseCode, sought, receivedBy: by } = person;
    const receivedBy = by && (await this.items.item(`referral:${by.person}.${by.referral}`)).id;
    const personRef = await this.walk(`person:${person.key}`, (_now, key) =>
      this.say(
        person.owner,
        'caseworker',
        'registerPerson',
        { caseCode, sought, receivedBy, ...values },
        key,
        purpose,
      ),
    );
    const consentIds: string[] = [];
    for (const [index, consent] of person.consents.entries()) {
      consentIds.push(await this.consent(`${person.key}.${index}`, person, personRef, consent));
    }
    for (const [index, referral] of person.referrals.entries()) {
      await this.referral(`${person.key}.${index}`, person, personRef, referral);
    }
    for (const [index, { end, purposes }] of person.consents.entries()) {
      if (!end) continue;
      await this.endConsent(`${person.key}.${index}`, person, consentIds[index] as string, end, purposes[0]);
    }
  }

  private async endConsent(
    name: string,
    { owner }: WorldPerson,
    id: string,
    end: NonNullable<WorldConsent['end']>,
    purpose: Purpose | undefined,
  ): Promise<void> {
    await this.walk(`consent-end:${name}`, async (_now, key) => {
      if (end !== 'expire') return this.say(owner, 'caseworker', `${end}Consent`, { id }, key, purpose);
      await this.letExpire('consent', owner, id);
      return { id, version: 0, hash: null };
    });
  }

  private consent(
    name: string,
    { owner }: WorldPerson,
    personRef: string,
    consent: WorldConsent,
  ): Promise<string> {
    const [purpose] = consent.purposes;
    const idOf = (code: string) => this.idOf(code);
    return this.walk(
      `consent:${name}`,
      (now, key) => {
        const input = consentInput(consent, personRef, now, idOf);
        return this.say(owner, 'caseworker', `${consent.begun}Consent`, input, key, purpose);
      },
      consent.steps.map((verb) => (item, key) => {
        const step = consentStepInput(consent, verb, item.begunAt, idOf);
        const input = { id: item.id, expectedRevision: item.version, ...step };
        return this.say(owner, 'caseworker', `${verb}Consent`, input, key, purpose);
      }),
    );
  }

  private async referral(
    name: string,
    { owner }: WorldPerson,
    personRef: string,
    referral: WorldReferral,
  ): Promise<void> {
    const { service, serviceType, urgency, senderCode, purpose } = referral;
    const target = await this.items.item(`service:${service}`);
    const input = { personRef, serviceId: target.id, serviceType, urgency, senderCode };
    const draft: Draft = (_now, key) => this.say(owner, 'caseworker', 'draftReferral', input, key, purpose);
    const emergency = await this.emergency(name, owner, referral, draft);
    await this.walk(`referral:${name}`, draft, referralSteps(this, owner, referral));
    await emergency?.close();
  }

  /** Asks for a release in vital interest and has it approved; what is left is to close it, once the referral has gone its way. */
  private async emergency(
    name: string,
    owner: string,
    { emergency, purpose }: WorldReferral,
    draft: Draft,
  ): Promise<{ close(): Promise<unknown> } | null> {
    if (!emergency) return null;
    const { reason, categories, approved, finding, erase } = emergency;
    const input = { referralId: await this.walk(`referral:${name}`, draft), reason, categories };
    const request: Draft = (_now, key) =>
      this.say(owner, 'caseworker', 'requestEmergencyRelease', input, key, purpose);
    const approve: Step = ({ id, version }, key) =>
      this.say(
        owner,
        'coordinator',
        'approveEmergencyRelease',
        { id, expectedVersion: version },
        key,
        purpose,
      );
    const review: Step = ({ id, version }, key) => {
      const found = { id, expectedVersion: version, finding, erase };
      return this.say(
        owner,
        'data_protection_officer',
        'reviewEmergencyRelease',
        found,
        key,
        'AUDIT_OVERSIGHT',
      );
    };
    const steps = approved ? [approve] : [];
    await this.walk(`emergency:${name}`, request, steps);
    return { close: () => this.walk(`emergency:${name}`, request, finding ? [...steps, review] : steps) };
  }

  private agreementSteps(step: AgreementStep, parties: readonly string[], noun: string): Step[] {
    const says =
      (verb: string, party: string | undefined, role: Role): Step =>
      (item, key) => {
        const signed = verb === 'sign' ? { revisionHash: item.hash } : {};
        const input = { id: item.id, expectedVersion: item.version, ...signed };
        return this.say(party, role, `${verb}${noun}`, input, key);
      };
    if (step === 'signFirst') return [says('sign', parties[0], 'signatory')];
    if (step === 'signRest') return parties.slice(1).map((party) => says('sign', party, 'signatory'));
    return [says(step, parties[0], 'coordinator')];
  }

  /** The id of an item that was loaded before this one. Errors: one that was not. */
  async loaded(key: string): Promise<string> {
    const { id } = await this.items.item(key);
    if (id === null) throw new Error(`${key} has not been loaded.`);
    return id;
  }

  /** Makes an item, or goes on where it was left; answers with its id. */
  async walk(key: string, create: Draft, steps: readonly Step[] = []): Promise<string> {
    let item = await this.items.item(key);
    if (item.id === null) {
      const said = await create(item.begunAt, `${this.items.world}:${key}`);
      if (!said) throw new Error('What was made cannot be read.');
      item = { ...item, ...said };
      await this.items.keep(item);
      this.fresh += 1;
    }
    for (const step of steps.slice(item.steps)) {
      const said = await step(item, `${this.items.world}:${key}:${item.steps + 1}`);
      // A step that ends the actor's right to read answers with nothing; the version has moved by one.
      item = { ...item, ...(said ?? { version: item.version + 1 }), steps: item.steps + 1 };
      await this.items.keep(item);
    }
    return item.id as string;
  }

  say(
    code: string | undefined,
    role: Role,
    verb: string,
    input: object,
    key: string,
    purpose?: Purpose,
    person?: number,
  ): Promise<Said | null> {
    const organisation = this.organisationOf(code);
    const actor: Actor = { organisation, role, ...(purpose && { purpose }), ...(person && { person }) };
    return this.stage.say(actor, verb, input, key);
  }

  /** Whose turn it is at a service. */
  providerOf(service: string): string | undefined {
    return this.providers.get(service);
  }

  async serviceIdOf(service: string): Promise<string | null> {
    return (await this.items.item(`service:${service}`)).id;
  }

  letExpire(noun: 'referral' | 'consent', owner: string, id: string): Promise<null> {
    return this.stage.letExpire(noun, this.organisationOf(owner), id);
  }

  idOf(code: string): string {
    return this.organisationOf(code).id;
  }

  private organisationOf(code: string | undefined): SandboxOrganisation {
    const found = this.organisations.get(code ?? '');
    if (!found) throw new Error(`${code} is not an active organisation.`);
    return found;
  }
}
