import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Accord } from './accord.ts';

const OWNER = 'sandbox-krcs';
const RECIPIENT = 'sandbox-unhcr';
const SIGNATORY = 'sandbox-krcs-signatory';
const PURPOSE = 'LEGAL_AID';
const CATEGORIES = '[ROUTING, TRIAGE, LOCATION_COARSE, IDENTITY, CONTACT]';
const READERS = 64;
const WAYS = ['withdraw', 'revoke', 'cancel', 'decline', 'suspend'] as const;
type Way = (typeof WAYS)[number];

/** One referral of a person whose values say which it is. */
interface Subject {
  readonly referralId: string;
  /** The mutation that ends the reading, and whose it is; null: the agreement's suspension does. */
  readonly end: { readonly client: string; readonly mutation: string } | null;
  readonly name: string;
  /** When the acknowledgement of what ended the reading began to leave; null until then. */
  endedAt: bigint | null;
}

interface Told {
  readonly text: string;
  readonly leftAt: bigint;
}

export interface Result {
  readonly reads: number;
  readonly withValue: number;
  /** How many acknowledged ends the reads raced against. */
  readonly ends: number;
  /** One line for each answer that began to leave with a value after the acknowledgement. */
  readonly leaked: readonly string[];
}

/** Readers at every door, and somebody who takes back what they read, one person after another. */
export class Race {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: READERS * 2 });

  private constructor(
    private readonly accord: Accord,
    private readonly doors: readonly string[],
    private readonly subjects: readonly Subject[],
    private readonly agreement: { readonly id: string; readonly version: number },
  ) {}

  static async prepare(accord: Accord, doors: readonly string[], persons: number): Promise<Race> {
    const as = (client: string) => (query: string) => ask(accord, client, query);
    const [owner, recipient] = [as(OWNER), as(RECIPIENT)];
    const found = await owner(
      `{ services(filter: {types: [LEGAL_AID]}, first: 100) { nodes { id name provider { id code agreementWithMe { id version } } } } }`,
    );
    const service = found.services.nodes.find(
      ({ name, provider }) => provider.code === 'unhcr' && name === 'Legal counselling in Amman',
    );
    if (!service) throw new Error('The world has lost its service.');
    const subjects: Subject[] = [];
    for (let number = 0; number < persons; number += 1) {
      const name = `Marked-${number}-person`;
      const { registerPerson } = await owner(
        `mutation { registerPerson(input: {identity: {name: "${name}"}, triage: {accessNeeds: ["${name}"]}}) { person { ref } } }`,
      );
      const { ref } = registerPerson.person;
      const way = WAYS[number % WAYS.length] as Way;
      const { recordConsent } = await owner(
        `mutation { recordConsent(input: {personRef: "${ref}", recipientIds: ["${service.provider.id}"], purposes: [${PURPOSE}],
           categories: ${CATEGORIES}, givenBy: SELF, manner: WRITTEN, language: "en", interpreter: false, noticeVersion: "1"}) { consent { id } userErrors { message field } } }`,
      );
      const { draftReferral } = await owner(
        `mutation { draftReferral(input: {personRef: "${ref}", serviceId: "${service.id}", serviceType: LEGAL_AID, urgency: NORMAL}) { referral { id } userErrors { message field } } }`,
      );
      const { id } = draftReferral.referral;
      await owner(
        `mutation { sendReferral(input: {id: "${id}", expectedVersion: 1}) { referral { id } userErrors { message } } }`,
      );
      if (way !== 'decline')
        await recipient(
          `mutation { acceptReferral(input: {id: "${id}", expectedVersion: 2}) { referral { id } userErrors { message } } }`,
        );
      subjects.push({ referralId: id, end: endOf(way, id, recordConsent.consent.id), name, endedAt: null });
    }
    return new Race(accord, doors, subjects, service.provider.agreementWithMe);
  }

  /** Reads until `reads` were answered; meanwhile one referral after another ends, and at last the agreement is suspended. */
  async run(reads: number): Promise<Result> {
    const token = await this.accord.token(RECIPIENT);
    const leaked: string[] = [];
    let [answered, withValue, ends] = [0, 0, 0];
    const reader = async (number: number) => {
      const door = this.doors[number % this.doors.length] as string;
      while (answered < reads) {
        const subject = this.subjects[Math.floor(Math.random() * this.subjects.length)] as Subject;
        const { text, leftAt } = await this.post(door, token, readOf(subject));
        answered += 1;
        if (!text.includes(subject.name)) continue;
        withValue += 1;
        if (subject.endedAt !== null && leftAt > subject.endedAt)
          leaked.push(`${subject.name} left by ${door}`);
      }
    };
    const readers = Array.from({ length: READERS }, (_one, number) => reader(number));
    const ended = this.takeBack(reads, () => answered).then((count) => {
      ends = count;
    });
    await Promise.all([...readers, ended]);
    this.agent.destroy();
    return { reads: answered, withValue, ends, leaked };
  }

  private async takeBack(reads: number, answered: () => number): Promise<number> {
    const ending = this.subjects.filter(({ end }) => end !== null);
    for (const [index, subject] of ending.entries()) {
      // Spread over the first nine tenths of the reads.
      while (answered() < ((index + 1) / (ending.length + 2)) * reads * 0.9) await pause(5);
      const { client, mutation } = subject.end as NonNullable<Subject['end']>;
      subject.endedAt = await this.acknowledged(client, mutation);
    }
    const { id, version } = this.agreement;
    const suspended = await this.acknowledged(
      SIGNATORY,
      `suspendAgreement(input: {id: "${id}", expectedVersion: ${version}})`,
    );
    for (const subject of this.subjects) subject.endedAt ??= suspended;
    return this.subjects.length;
  }

  private async acknowledged(client: string, mutation: string): Promise<bigint> {
    const [door] = this.doors as [string];
    const told = await this.post(
      door,
      await this.accord.token(client),
      `mutation { ${mutation} { userErrors { message } } }`,
    );
    if (!told.text.includes('"userErrors":[]')) throw new Error(`${mutation}: ${told.text}`);
    return told.leftAt;
  }

  private post(door: string, token: string, query: string): Promise<Told> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${door}/graphql`,
        {
          method: 'POST',
          agent: this.agent,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'purpose-of-use': PURPOSE,
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (more) => {
            text += more;
          });
          answer.on('end', () => resolve({ text, leftAt: BigInt(String(answer.headers['left-at'])) }));
        },
      );
      asked.on('error', reject).end(JSON.stringify({ query }));
    });
  }
}

function endOf(way: Way, referralId: string, consentId: string): Subject['end'] {
  switch (way) {
    case 'withdraw':
      return { client: OWNER, mutation: `withdrawConsent(input: {id: "${consentId}"})` };
    case 'revoke':
      return { client: OWNER, mutation: `revokeConsent(input: {id: "${consentId}"})` };
    case 'cancel':
      return {
        client: OWNER,
        mutation: `cancelReferral(input: {id: "${referralId}", expectedVersion: 3})`,
      };
    case 'decline':
      return {
        client: RECIPIENT,
        mutation: `declineReferral(input: {id: "${referralId}", expectedVersion: 2, reason: NO_CAPACITY})`,
      };
    case 'suspend':
      return null;
  }
}

function readOf({ referralId }: Subject): string {
  return `{ referral(id: "${referralId}") { state person { triage { accessNeeds } identity { name } } } }`;
}

interface Answers {
  readonly services: { readonly nodes: readonly Service[] };
  readonly registerPerson: { readonly person: { readonly ref: string } };
  readonly recordConsent: { readonly consent: { readonly id: string } };
  readonly draftReferral: { readonly referral: { readonly id: string } };
}

interface Service {
  readonly id: string;
  readonly name: string;
  readonly provider: {
    readonly id: string;
    readonly code: string;
    readonly agreementWithMe: { readonly id: string; readonly version: number };
  };
}

async function ask(accord: Accord, client: string, query: string): Promise<Answers> {
  const { data, errors } = await accord.graphql(query, { client, purpose: PURPOSE });
  if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data as Answers;
}
