import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const OWNER = 'sandbox-krcs';
const RECIPIENT = 'sandbox-unhcr';
const GIVE_UP_AFTER_MS = 90_000;

/** What was acknowledged of one person's way through Accord. */
export interface Life {
  readonly personRef: string;
  readonly consentId: string;
  readonly referralId: string;
  /** The last state that was acknowledged. */
  readonly state: string;
}

/** A caseworker and a recipient who repeat each question, under its idempotency key, until it is answered. */
export class Lives {
  readonly acknowledged: Life[] = [];
  /** Request ids of answers that bore the person's name. */
  readonly released: string[] = [];
  /** How many questions had to be repeated. */
  repeated = 0;
  private readonly tokens = new Map<string, string>();

  constructor(
    private readonly doors: readonly string[],
    private readonly service: { readonly id: string; readonly providerId: string },
  ) {}

  async live(number: number): Promise<void> {
    const name = `Marked-${number}-person`;
    const owner = (text: string) => this.told(OWNER, `mutation { ${text} }`);
    const recipient = (text: string) => this.told(RECIPIENT, `mutation { ${text} }`);
    const registered = await owner(
      `made: registerPerson(input: {identity: {name: "${name}"}}) { made: person { id: ref } userErrors { message } }`,
    );
    const consent = await owner(
      `made: recordConsent(input: {personRef: "${registered.id}", recipientIds: ["${this.service.providerId}"], purposes: [LEGAL_AID],
         categories: [ROUTING, TRIAGE, IDENTITY], givenBy: SELF, manner: WRITTEN, language: "en", interpreter: false, noticeVersion: "1"}) { made: consent { id } userErrors { message } }`,
    );
    const referral = await owner(
      `made: draftReferral(input: {personRef: "${registered.id}", serviceId: "${this.service.id}", serviceType: LEGAL_AID, urgency: NORMAL})
         { made: referral { id } userErrors { message } }`,
    );
    const step = (verb: string, version: number) =>
      `made: ${verb}Referral(input: {id: "${referral.id}", expectedVersion: ${version}}) { made: referral { id state } userErrors { message } }`;
    await owner(step('send', 1));
    let state = (await recipient(step('accept', 2))).state as string;
    await this.read(referral.id, name);
    if (number % 2 === 0) {
      await owner(
        `made: withdrawConsent(input: {id: "${consent.id}"}) { made: consent { id } userErrors { message } }`,
      );
      state = 'WITHDRAWN_BY_PERSON';
    } else if (number % 3 === 0) {
      state = (await recipient(step('start', 3))).state as string;
    }
    const [personRef, consentId, referralId] = [registered.id, consent.id, referral.id];
    this.acknowledged.push({ personRef, consentId, referralId, state });
  }

  private async read(referralId: string, name: string): Promise<void> {
    await this.until(
      RECIPIENT,
      `{ referral(id: "${referralId}") { person { identity { name } } } }`,
      (answer) => {
        if (!answer.text.includes(name)) return null;
        this.released.push(answer.requestId);
        return answer;
      },
    );
  }

  private told(client: string, query: string): Promise<{ id: string; state?: string }> {
    return this.until(client, query, ({ text }) => {
      const { data, errors } = JSON.parse(text);
      if (errors) return null;
      if (data.made.userErrors.length > 0) throw new Error(`${query}: ${text}`);
      return data.made.made;
    });
  }

  /** An answer that did not come may have been carried out: the same key makes the repetition safe. */
  private async until<Answer>(
    client: string,
    query: string,
    read: (answer: { text: string; requestId: string }) => Answer | null,
  ): Promise<Answer> {
    const key = randomUUID();
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    let last: unknown = '';
    while (Date.now() < deadline) {
      const door = this.doors[Math.floor(Math.random() * this.doors.length)] as string;
      const answer = await this.ask(door, client, query, key).catch((error: unknown) => {
        last = error;
        return null;
      });
      last = answer?.text ?? last;
      const wanted = answer && read(answer);
      if (wanted) return wanted;
      this.repeated += 1;
      await pause(100);
    }
    throw new Error(`No answer within ${GIVE_UP_AFTER_MS} ms to ${query}: ${last}`);
  }

  private async ask(door: string, client: string, query: string, key: string) {
    const token = this.tokens.get(door + client) ?? (await signIn(door, client));
    this.tokens.set(door + client, token);
    const answer = await fetch(`${door}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'purpose-of-use': 'LEGAL_AID',
        'idempotency-key': key,
      },
      body: JSON.stringify({ query }),
    });
    if (answer.status === 401) this.tokens.delete(door + client);
    return { text: await answer.text(), requestId: answer.headers.get('x-request-id') ?? '' };
  }
}

async function signIn(door: string, client: string): Promise<string> {
  const answer = await fetch(`${door}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${client}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}
