import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../shared/ids.ts';
import { ALL_VALUES, MARKED_PERSON, MARKS } from '../../support/marked-person.ts';
import { OWNER, owner, ReferralStage, type Scene } from '../../support/referral-stage.ts';
import type { Asker, Asking } from '../../support/subgraph.ts';

let stage: ReferralStage;

beforeAll(async () => {
  stage = await ReferralStage.open();
}, 120_000);

afterAll(() => stage?.stop());

const officer: Asking = { organisationId: OWNER, role: 'data_protection_officer' };

interface Order {
  readonly id: string;
  readonly person: string | null;
  readonly cause: string | null;
  readonly categories: readonly string[];
  readonly overdue: boolean;
  readonly acknowledgedAt: string | null;
  readonly version: number;
}
interface Refused {
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

const ORDER = 'id person cause categories overdue acknowledgedAt version';

async function orders(who: Asker, box: 'INBOX' | 'SENT', acknowledged?: boolean): Promise<Order[]> {
  const query = `query ($box: ReferralBox!, $acknowledged: Boolean) {
    erasureOrders(box: $box, acknowledged: $acknowledged, first: 100) { nodes { ${ORDER} } } }`;
  const content = await stage.ask<{ erasureOrders: { nodes: Order[] } }>(who, query, { box, acknowledged });
  return content.erasureOrders.nodes;
}

async function endConsent(verb: 'withdraw' | 'revoke', id: string): Promise<void> {
  const query = `mutation ($id: ID!) { ${verb}Consent(input: { id: $id }) { userErrors { code } } }`;
  await stage.ask(owner, query, { id });
}

async function erase(ref: string, who: Asker = officer): Promise<Refused & { ordersIssued: number | null }> {
  const query = `mutation ($ref: ID!) {
    erasePerson(input: { ref: $ref }) { ordersIssued userErrors { code field } } }`;
  return (await stage.ask<{ erasePerson: Refused & { ordersIssued: number | null } }>(who, query, { ref }))
    .erasePerson;
}

async function acknowledge(who: Asker, id: string, expectedVersion: number) {
  const query = `mutation ($id: ID!, $expectedVersion: Int!) {
    acknowledgeErasure(input: { id: $id, expectedVersion: $expectedVersion }) {
      erasureOrder { ${ORDER} } userErrors { code field } } }`;
  type Told = { acknowledgeErasure: Refused & { erasureOrder: Order | null } };
  return (await stage.ask<Told>(who, query, { id, expectedVersion })).acknowledgeErasure;
}

async function only(who: Asker, box: 'INBOX' | 'SENT', person: string): Promise<Order> {
  const found = (await orders(who, box)).filter((order) => order.person === person);
  expect(found).toHaveLength(1);
  return found[0] as Order;
}

/** The recipient reads the person, so that the ledger has a line; its pseudonym. */
async function readBy({ recipient, id }: Scene): Promise<string> {
  const query = `query ($id: ID!) { referral(id: $id) { person { ref ${ALL_VALUES} } } }`;
  return (await stage.ask<{ referral: { person: { ref: string } } }>(recipient, query, { id })).referral
    .person.ref;
}

describe('the end of a consent', () => {
  test.each([
    ['withdraw', 'CONSENT_WITHDRAWN'],
    ['revoke', 'CONSENT_REVOKED'],
  ] as const)('%s orders the recipient to erase what was released to it, by name', async (verb, cause) => {
    const scene = await stage.scene({ state: 'ACCEPTED' });
    const pseudonym = await readBy(scene);
    await endConsent(verb, scene.consentId);
    const received = await only(scene.recipient, 'INBOX', pseudonym);
    const sent = await only(owner, 'SENT', scene.personRef);
    expect(sent).toMatchObject({ id: received.id, cause, overdue: false, acknowledgedAt: null, version: 1 });
    expect(received.cause).toBeNull();
    expect(received.categories).toEqual(expect.arrayContaining(['ROUTING', 'TRIAGE', 'IDENTITY', 'CONTACT']));
    // The ceiling kept them from a legal aid clinic, so there is nothing to erase.
    expect(received.categories).not.toContain('HEALTH');
  });

  test('orders nothing of whom nothing was sent to', async () => {
    const scene = await stage.scene({ state: 'DRAFT' });
    await endConsent('withdraw', scene.consentId);
    expect(await orders(scene.recipient, 'INBOX')).toEqual([]);
  });
});

describe('an order', () => {
  test('that nobody acknowledges stays with its owner and is overdue after 30 days', async () => {
    const scene = await stage.scene();
    await endConsent('withdraw', scene.consentId);
    const { id } = await only(owner, 'SENT', scene.personRef);
    const [days] = await stage.sql<{ days: number }>(
      'select extract(day from due_at - issued_at)::int as days from referrals.erasure_order where id = $1',
      [id],
    );
    expect(days?.days).toBe(30);
    await stage.sql(
      `update referrals.erasure_order set issued_at = now() - interval '31 days', due_at = now() - interval '1 day'
        where id = $1`,
      [id],
    );
    expect((await orders(owner, 'SENT', false)).find((order) => order.id === id)?.overdue).toBe(true);
  });

  test('that was acknowledged forgets the pseudonym and is overdue no more', async () => {
    const scene = await stage.scene();
    await endConsent('withdraw', scene.consentId);
    const { id } = await only(owner, 'SENT', scene.personRef);
    await stage.sql(`update referrals.erasure_order set due_at = now() - interval '1 day' where id = $1`, [
      id,
    ]);
    const { erasureOrder } = await acknowledge(scene.recipient, id, 1);
    expect(erasureOrder).toMatchObject({ person: null, overdue: false, version: 2 });
    expect(erasureOrder?.acknowledgedAt).not.toBeNull();
    expect(await orders(scene.recipient, 'INBOX', false)).toEqual([]);
    expect(await orders(scene.recipient, 'INBOX', true)).toHaveLength(1);
  });

  test('is acknowledged once, on the version that was read', async () => {
    const scene = await stage.scene();
    await endConsent('withdraw', scene.consentId);
    const { id } = await only(owner, 'SENT', scene.personRef);
    expect((await acknowledge(scene.recipient, id, 7)).userErrors[0]).toEqual({
      code: 'VERSION_CONFLICT',
      field: 'input.expectedVersion',
    });
    await acknowledge(scene.recipient, id, 1);
    expect((await acknowledge(scene.recipient, id, 2)).userErrors[0]?.code).toBe('ILLEGAL_TRANSITION');
  });
});

describe('a person that was erased', () => {
  test('leaves no value in any column of any table, and nothing that a key could open', async () => {
    const caseCode = `mark-of-code-${newId('x')}`;
    const scene = await stage.scene({
      state: 'ACCEPTED',
      person: { ...MARKED_PERSON, caseCode },
      withhold: [{ organisationType: 'DONOR', reason: 'FEAR_OF_HARM' }],
    });
    await stage.sql('update referrals.referral set sender_code = $2, receiver_code = $3 where id = $1', [
      scene.id,
      'mark-of-sender',
      'mark-of-receiver',
    ]);
    await readBy(scene);
    const kept = await stage.sql<{ bytes: Buffer }>(
      `select wrapped_key as bytes from referrals.person where id = $1
       union all select case_code_hash from referrals.person where id = $1
       union all select ciphertext from referrals.person_category where person_id = $1`,
      [scene.personRef],
    );
    const gone = kept.map(({ bytes }) => bytes.toString('hex'));
    const marks = [...Object.values(MARKS), caseCode, 'mark-of-sender', 'mark-of-receiver'];
    expect(gone).toHaveLength(2 + Object.keys(MARKS).length);
    expect(await tablesHolding(gone)).not.toEqual([]);
    expect(await erase(scene.personRef)).toEqual({ ordersIssued: 1, userErrors: [] });
    expect(await tablesHolding(gone)).toEqual([]);
    expect(await tablesHolding(marks)).toEqual([]);
    const left = await stage.sql<{ state: string }>(
      `select state from referrals.referral where id = $1
       union all select state from referrals.consent where id = $2`,
      [scene.id, scene.consentId],
    );
    expect(left.map(({ state }) => state)).toEqual(['WITHDRAWN_BY_PERSON', 'WITHDRAWN']);
  });

  test('is forgotten in every table that refers to it', async () => {
    const tables = await stage.sql<{ table: string }>(
      `select conrelid::regclass::text as table from pg_constraint
        where contype = 'f' and confrelid = 'referrals.person'::regclass order by 1`,
    );
    // A new one belongs into ErasureService: what of it is destroyed, and what ends? A release in vital interest stays for
    // the officer who must close it, and says codes alone; where a received record was from goes with its key, by a trigger.
    expect(tables.map(({ table }) => table)).toEqual([
      'referrals.consent',
      'referrals.emergency_release',
      'referrals.erasure_order',
      'referrals.person_category',
      'referrals.person_link',
      'referrals.person_provenance',
      'referrals.referral',
      'referrals.withholding',
    ]);
  });

  test('is not found again, neither to read nor to erase', async () => {
    const scene = await stage.scene();
    await erase(scene.personRef);
    const absent = newId('person');
    const query = 'query ($ref: ID!) { person(ref: $ref) { ref } }';
    const who = { ...owner, requestId: 'same' };
    expect(await stage.answer(who, query, { ref: scene.personRef })).toEqual(
      await stage.answer(who, query, { ref: absent }),
    );
    expect(await erase(scene.personRef)).toEqual(await erase(absent));
  });

  test('does not come back by a repeated Idempotency-Key', async () => {
    const again: Asking = { ...owner, idempotencyKey: newId('key') };
    const query = `mutation ($input: RegisterPersonInput!) {
      registerPerson(input: $input) { person { ref identity { name } } userErrors { code } } }`;
    type Told = { registerPerson: { person: { ref: string } | null; userErrors: { code: string }[] } };
    const first = await stage.ask<Told>(again, query, { input: MARKED_PERSON });
    await erase(first.registerPerson.person?.ref ?? '');
    const replay = await stage.ask<Told>(again, query, { input: MARKED_PERSON });
    expect(replay.registerPerson).toEqual({ person: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  test('is ordered erased from every recipient it was ever sent to, also one that had declined', async () => {
    const scene = await stage.scene();
    await stage.move(scene.recipient, 'decline', scene.id, 2, { reason: 'NO_CAPACITY' });
    const key = { ...officer, idempotencyKey: newId('key') };
    expect(await erase(scene.personRef, key)).toEqual({ ordersIssued: 1, userErrors: [] });
    expect(await erase(scene.personRef, key)).toEqual({ ordersIssued: 1, userErrors: [] });
    expect((await only(owner, 'SENT', scene.personRef)).cause).toBe('PERSON_ERASED');
    expect(await orders(scene.recipient, 'INBOX')).toHaveLength(1);
  });
});

/** Tables of which some row, as text or as the text in its bytes, holds one of these. */
async function tablesHolding(needles: readonly string[]): Promise<string[]> {
  const columns = await stage.sql<{ column: string; table: string; type: string }>(
    `select quote_ident(column_name) as column, format('%I.%I', table_schema, table_name) as table, data_type as type
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  expect(columns.length).toBeGreaterThan(50);
  const holding = new Set<string>();
  for (const { column, table, type } of columns) {
    const text =
      type === 'bytea' ? `encode(${column}, 'hex') || encode(${column}, 'escape')` : `${column}::text`;
    const found = await stage.sql(
      `select from ${table} where exists (select from unnest($1::text[]) n where position(n in ${text}) > 0) limit 1`,
      [needles],
    );
    if (found.length > 0) holding.add(`${table}.${column}`);
  }
  return [...holding];
}
