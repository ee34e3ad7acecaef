import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { NewLedgerEntry } from '../../shared/ledger/entry.ts';
import { HeadSigner } from '../../shared/ledger/head.ts';
import { ledgerTables } from '../../shared/ledger/ledger-tables.ts';
import { LedgerWriter } from '../../shared/ledger/ledger-writer.ts';
import { verifyLedger } from '../../shared/ledger/verify.ts';
import { Secret } from '../../shared/secret.ts';
import { testDatabase } from '../support/database.ts';

const signer = new HeadSigner(new Secret('a ledger key for tests, of no worth'));
let database: Awaited<ReturnType<typeof testDatabase>>;
let owner: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(`do $$ begin create role ledger_tester; exception when duplicate_object or unique_violation then null; end $$;
    grant ledger_tester to current_user; create schema ledger_test; grant usage on schema ledger_test to ledger_tester`);
  for (const statement of ledgerTables('ledger_test', 'ledger_tester')) await owner.query(statement);
  await owner.query('set search_path = ledger_test');
});

beforeEach(async () => {
  await tamper('delete from ledger_entry', 'delete from ledger_head');
});

afterAll(async () => {
  await owner.end();
  await database.stop();
});

test('entries appended one after another make one whole chain', async () => {
  await withWriter(async (writer) => {
    for (let number = 0; number < 5; number++) await writer.append([entry(`request-${number}`)]);
  });
  expect(await verifyLedger(owner, signer)).toEqual({ whole: true, entries: 5, signedUpTo: 5 });
});

test('two writers with 200 appends at the same time make one chain without a gap', async () => {
  await withWriter((one) =>
    withWriter(async (other) => {
      const appends = Array.from({ length: 200 }, (_, number) =>
        (number % 2 ? one : other).append([entry(`a-${number}`), entry(`b-${number}`)]),
      );
      await Promise.all(appends);
    }),
  );
  expect(await verifyLedger(owner, signer)).toMatchObject({ whole: true, entries: 400 });
});

test.each([
  ['changed', `update ledger_entry set viewer = 'somebody else' where seq = 3`, 3],
  ['changed in its list of categories', `update ledger_entry set released = '{}' where seq = 2`, 2],
  ['deleted', 'delete from ledger_entry where seq = 3', 3],
  [
    'exchanged with another',
    'update ledger_entry set seq = case seq when 2 then 1003 else 2 end where seq in (2, 3); update ledger_entry set seq = 3 where seq = 1003',
    2,
  ],
  ['cut off at the end', 'delete from ledger_entry where seq > 3', 4],
])('an entry that was %s is found, and where', async (_what, statement, at) => {
  await withWriter(async (writer) => {
    for (let number = 0; number < 5; number++) await writer.append([entry(`request-${number}`)]);
  });
  await tamper(statement);
  expect(await verifyLedger(owner, signer)).toMatchObject({ whole: false, entry: at });
});

test('a head signed with another key is found', async () => {
  await withWriter((writer) => writer.append([entry('request')]));
  expect(await verifyLedger(owner, new HeadSigner(new Secret('another key')))).toMatchObject({
    whole: false,
  });
});

test('its role can neither change nor remove a line, and neither can the owner of the table by mistake', async () => {
  await withWriter((writer) => writer.append([entry('request')]));
  for (const statement of [
    'update ledger_entry set role = $$x$$',
    'delete from ledger_entry',
    'truncate ledger_entry',
  ]) {
    await expect(owner.query(statement)).rejects.toThrow('append-only');
    await owner.query('set role ledger_tester');
    await expect(owner.query(statement)).rejects.toThrow('permission denied');
    await owner.query('reset role');
  }
});

test('a ledger that cannot be written is LEDGER_UNAVAILABLE, and what gave up is not written later', async () => {
  await withWriter(async (writer) => {
    await owner.query('begin; lock table ledger_entry in access exclusive mode');
    const waiting = [writer.append([entry('first')]), writer.append([entry('second')])];
    for (const append of waiting) await expect(append).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    await owner.query('rollback');
    await writer.append([entry('third')]);
  });
  const { rows } = await owner.query('select request_id from ledger_entry');
  expect(rows).toEqual([{ request_id: 'third' }]);
});

async function withWriter(work: (writer: LedgerWriter) => Promise<unknown>): Promise<void> {
  const pool = new pg.Pool({
    connectionString: database.url,
    options: '-c role=ledger_tester -c search_path=ledger_test',
  });
  const writer = new LedgerWriter(pool, signer);
  try {
    await work(writer);
  } finally {
    await writer.close();
  }
}

/** What only somebody with every right can do: go past the trigger. */
async function tamper(...statements: string[]): Promise<void> {
  await owner.query('set session_replication_role = replica');
  for (const statement of statements) await owner.query(statement);
  await owner.query('set session_replication_role = origin');
}

function entry(requestId: string): NewLedgerEntry {
  return {
    at: new Date(),
    viewer: 'org_viewer',
    client: 'client',
    role: 'caseworker',
    purpose: 'LEGAL_AID',
    owner: 'org_owner',
    referral: 'referral_1',
    pseudonym: 'prs_1',
    agreement: 'agr_1#1',
    consent: 'consent_1#1',
    released: ['IDENTITY', 'CONTACT'],
    refused: [{ category: 'HEALTH', rule: 'consent' }],
    requestId,
    operationHash: 'hash',
  };
}
