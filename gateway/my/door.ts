import { AccordError } from '../../shared/errors.ts';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import { ask, codeOf, nobody } from '../ask.ts';
import type { SubgraphSource } from '../subgraph-source.ts';

interface Organisation {
  readonly id: string;
}

/** What `myRecord` tells; moments are ISO 8601. */
export interface Told {
  readonly language: string;
  readonly owner: Organisation;
  readonly linkExpiresAt: string;
  readonly consents: readonly ToldConsent[];
  readonly recipients: readonly {
    readonly organisation: Organisation;
    readonly lastSentAt: string;
    readonly open: boolean;
  }[];
  readonly readings: readonly {
    readonly organisation: Organisation;
    readonly categories: readonly DataCategory[];
    readonly lastAt: string;
    readonly times: number;
  }[];
  readonly erasures: readonly {
    readonly organisation: Organisation;
    readonly dueAt: string;
    readonly acknowledgedAt: string | null;
    readonly overdue: boolean;
  }[];
}

export interface ToldConsent {
  readonly id: string;
  readonly state: ConsentState;
  readonly revision: number;
  readonly inForce: boolean;
  readonly mayBeWithdrawn: boolean;
  readonly recipients: readonly Organisation[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  readonly validUntil: string;
  readonly changedAt: string;
}

/** A record, and the names of the organisations in it by their ids. */
export interface NamedRecord {
  readonly record: Told;
  readonly nameOf: (organisation: Organisation) => string;
}

export interface ToldReceipt {
  readonly id: string;
  readonly language: string;
  readonly content: string;
  readonly jws: string;
}

const RECORD = `{ language owner { id } linkExpiresAt
  consents { id state revision inForce mayBeWithdrawn recipients { id } purposes categories validUntil changedAt }
  recipients { organisation { id } lastSentAt open }
  readings { organisation { id } categories lastAt times }
  erasures { organisation { id } dueAt acknowledgedAt overdue } }`;
const MY_RECORD = `query ($token: String!) { record: myRecord(token: $token) ${RECORD} }`;
const WITHDRAW = `mutation ($input: WithdrawByLinkInput!) {
  payload: withdrawByLink(input: $input) { record ${RECORD} userErrors { code } } }`;
const MY_RECEIPT = `query ($token: String!, $consent: ID!, $revision: Int, $format: ReceiptFormat!, $language: String) {
  receipt: myReceipt(token: $token, consent: $consent, revision: $revision, format: $format, language: $language) {
    id language content jws } }`;
const VERIFY = 'query ($receipt: String!) { genuine: verifyReceipt(receipt: $receipt) }';
const KEYS = '{ keys: receiptKeys { kid kty crv x } }';
const NAMES = `query ($of: [_Any!]!) { named: _entities(representations: $of) { ... on Organisation { id name } } }`;

/**
 * The way of these pages to the subgraphs: the gateway's own sources, in this process or over HTTP, without the planner. A
 * token goes as a variable, to the one subgraph that knows what to do with it, and is in no text that anybody counts or keeps.
 */
export class Door {
  constructor(
    private readonly referrals: SubgraphSource,
    private readonly partnerships: SubgraphSource,
  ) {}

  /** Errors: NOT_FOUND, SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async record(requestId: string, token: string): Promise<NamedRecord> {
    const { record } = await ask<{ record: Told }>(this.referrals, nobody(requestId), MY_RECORD, { token });
    return this.named(requestId, record);
  }

  /** `consent`: null for all of them. Errors: NOT_FOUND, SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async withdraw(requestId: string, token: string, consent: string | null): Promise<void> {
    interface Payload {
      readonly payload: {
        readonly record: Told | null;
        readonly userErrors: readonly { readonly code: string }[];
      };
    }
    const { payload } = await ask<Payload>(this.referrals, nobody(requestId), WITHDRAW, {
      input: { token, consent },
    });
    if (!payload.record) throw new AccordError(codeOf(payload.userErrors[0]?.code));
  }

  /** Errors: NOT_FOUND, SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async receipt(requestId: string, token: string, asked: object): Promise<ToldReceipt> {
    const variables = { token, ...asked };
    return (await ask<{ receipt: ToldReceipt }>(this.referrals, nobody(requestId), MY_RECEIPT, variables))
      .receipt;
  }

  async isGenuine(requestId: string, receipt: string): Promise<boolean> {
    return (await ask<{ genuine: boolean }>(this.referrals, nobody(requestId), VERIFY, { receipt })).genuine;
  }

  async keys(requestId: string): Promise<readonly object[]> {
    return (await ask<{ keys: readonly object[] }>(this.referrals, nobody(requestId), KEYS)).keys;
  }

  private async named(requestId: string, record: Told): Promise<NamedRecord> {
    const ids = new Set([
      record.owner.id,
      ...record.consents.flatMap(({ recipients }) => recipients.map(({ id }) => id)),
      ...[...record.recipients, ...record.readings, ...record.erasures].map(
        ({ organisation }) => organisation.id,
      ),
    ]);
    const of = [...ids].map((id) => ({ __typename: 'Organisation', id }));
    const { named } = await ask<{ named: readonly ({ id: string; name: string } | null)[] }>(
      this.partnerships,
      nobody(requestId),
      NAMES,
      { of },
    );
    const names = new Map(named.flatMap((one) => (one ? [[one.id, one.name] as const] : [])));
    return { record, nameOf: ({ id }) => names.get(id) ?? id };
  }
}
