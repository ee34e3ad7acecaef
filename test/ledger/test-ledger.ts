import pg from 'pg';
import { GENESIS, hashOf } from '../../shared/ledger/chain.ts';
import { entryOf, type LedgerRow, type NewLedgerEntry } from '../../shared/ledger/entry.ts';
import { HeadSigner } from '../../shared/ledger/head.ts';
import { ledgerFormats, ledgerGrounds, ledgerTables } from '../../shared/ledger/ledger-tables.ts';
import { LedgerWriter } from '../../shared/ledger/ledger-writer.ts';
import { Secret } from '../../shared/secret.ts';
import { testDatabase } from '../support/database.ts';

export const signer = new HeadSigner(new Secret('a ledger key for tests, of no worth'));

/** A ledger in a database of its own. */
export interface TestLedger {
  readonly url: string;
  /** The role that writers have. */
  readonly role: string;
  /** Somebody with every right. */
  readonly owner: pg.Client;
  writer(options?: WriterOptions): LedgerWriter;
  withWriter(work: (writer: LedgerWriter) => Promise<unknown>): Promise<void>;
  /** What only somebody with every right can do: go past the trigger. */
  tamper(...statements: string[]): Promise<void>;
  /** Request ids in the order of the chain. */
  requests(): Promise<string[]>;
  empty(): Promise<void>;
  stop(): Promise<void>;
}

export interface WriterOptions {
  readonly url?: string;
  /** Further settings of its connections, such as `-c default_transaction_isolation=serializable`. */
  readonly settings?: string;
}

export async function openTestLedger(): Promise<TestLedger> {
  const database = await testDatabase();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  // Roles belong to the whole server, which test files share.
  const role = `ledger_of_${new URL(database.url).pathname.slice(1)}`;
  await owner.query(
    `create role ${role}; create schema ledger_test; grant usage on schema ledger_test to ${role}`,
  );
  for (const statement of ledgerTables('ledger_test', role)) await owner.query(statement);
  await owner.query(ledgerFormats('ledger_test'));
  await owner.query(ledgerGrounds('ledger_test'));
  await owner.query('set search_path = ledger_test');

  const writer: TestLedger['writer'] = ({ url = database.url, settings = '' } = {}) => {
    const pool = new pg.Pool({
      connectionString: url,
      options: `-c role=${role} -c search_path=ledger_test ${settings}`,
      max: 2,
      connectionTimeoutMillis: 1_000,
    });
    pool.on('error', () => undefined);
    return new LedgerWriter(pool, signer);
  };
  const tamper = async (...statements: string[]) => {
    await owner.query('set session_replication_role = replica');
    for (const statement of statements) await owner.query(statement);
    await owner.query('set session_replication_role = origin');
  };
  return {
    url: database.url,
    role,
    owner,
    writer,
    tamper,
    async withWriter(work) {
      const one = writer();
      try {
        await work(one);
      } finally {
        await one.close();
      }
    },
    async requests() {
      const { rows } = await owner.query<{ request_id: string }>(
        'select request_id from ledger_entry order by seq',
      );
      return rows.map((row) => row.request_id);
    },
    empty: () => tamper('delete from ledger_entry', 'delete from ledger_head'),
    async stop() {
      await owner.end();
      await database.stop();
    },
  };
}

/**
 * Hashes the chain up to this entry as the first version of Accord did, the rest as it was written, and signs it: what a
 * ledger looks like that is older than the second format.
 */
export async function agedLedger(ledger: TestLedger, lastOfFirstFormat: number): Promise<void> {
  await ledger.tamper(
    'delete from ledger_head',
    `update ledger_entry set format = 1 where seq <= ${lastOfFirstFormat}`,
  );
  await rehash(ledger);
  await ledger.withWriter((writer) => writer.signHead());
}

/** All hashes computed anew, as somebody would who changes an entry and knows how the chain is made. */
export async function rehash(ledger: TestLedger): Promise<void> {
  const { rows } = await ledger.owner.query<LedgerRow>('select * from ledger_entry order by seq');
  let previous: Buffer = GENESIS;
  for (const row of rows) {
    const hash = hashOf(previous, row.seq, entryOf(row), row.format);
    const texts = [hash, previous].map((bytes) => `'\\x${bytes.toString('hex')}'`);
    await ledger.tamper(
      `update ledger_entry set hash = ${texts[0]}, previous_hash = ${texts[1]} where seq = ${row.seq}`,
    );
    previous = hash;
  }
}

/** `prefix-0`, `prefix-1` and so on, one append after another. */
export async function appendSeveral(writer: LedgerWriter, count: number, prefix = 'request'): Promise<void> {
  for (let number = 0; number < count; number++) await writer.append([entry(`${prefix}-${number}`)]);
}

export function entry(requestId: string): NewLedgerEntry {
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
    ground: null,
    released: ['IDENTITY', 'CONTACT'],
    refused: [{ category: 'HEALTH', rule: 'consent' }],
    requestId,
    operationHash: 'hash',
  };
}
