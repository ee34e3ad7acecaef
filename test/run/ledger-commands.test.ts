import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { prepareDatabase } from '../../run/prepare-database.ts';
import { readConfig } from '../../shared/config.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { KEYS } from '../support/accord.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** The command as `npm run ledger` runs it, over a sandbox world that has been read from. */
let database: TestDatabase;
let folder: string;
let entries: number;
beforeAll(async () => {
  database = await testDatabase({
    name: 'sandbox_world',
    fill: async (url) => void (await prepareDatabase(url, readConfig(KEYS))),
  });
  folder = mkdtempSync(join(tmpdir(), 'accord-ledger-'));
  entries = Number((await sql('select count(*) from referrals.ledger_entry'))[0]?.count);
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

function ledger(...words: string[]): Promise<Said> {
  const env = { ...process.env, ...KEYS, DATABASE_URL: database.url, ACCORD_HOME: folder };
  return new Promise((resolve) => {
    const program = ['--import', 'tsx', 'run/ledger.ts', ...words];
    execFile(process.execPath, program, { cwd: projectFolder, env }, (fault, out, error) =>
      resolve({ status: fault ? Number(fault.code) : 0, out, error }),
    );
  });
}

async function sql(text: string): Promise<{ count?: string }[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(text)).rows as { count?: string }[];
  } finally {
    await client.end();
  }
}

const at = (name: string) => join(folder, name);

describe('npm run ledger', () => {
  test('verify says that it is whole, and how long it is', async () => {
    expect(entries).toBeGreaterThan(1);
    const { status, out } = await ledger('verify');
    expect([status, out]).toEqual([0, expect.stringContaining(String(entries))]);
  });

  test('export writes every entry and the signed head, for its owner alone, and never over a file', async () => {
    expect((await ledger('export', at('all.jsonl'))).status).toBe(0);
    const lines = readFileSync(at('all.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ seq }) => seq)).toEqual([
      ...Array.from({ length: entries }, (_, index) => index + 1),
      undefined,
    ]);
    expect(lines.at(-1)).toMatchObject({ head: { seq: entries } });
    expect(statSync(at('all.jsonl')).mode & 0o777).toBe(0o600);
    const again = await ledger('export', at('all.jsonl'));
    expect([again.status, again.error]).toEqual([1, expect.stringContaining('EEXIST')]);
  });

  test('export of a part goes to the screen', async () => {
    const { status, out } = await ledger('export', '--from', '2', '--to', '2');
    expect(status).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).seq),
    ).toEqual([2, undefined]);
  });

  test('prove writes a proof that check believes without the ledger, and not when a word of it is changed', async () => {
    expect((await ledger('prove', '2', at('two.json'))).status).toBe(0);
    const { status, out } = await ledger('check', at('two.json'));
    expect([status, out]).toEqual([
      0,
      expect.stringContaining('The proof holds: entry 2 stands in the ledger'),
    ]);
    const proof = JSON.parse(readFileSync(at('two.json'), 'utf8')) as {
      entry: object;
      head: { publicKey: string };
    };
    expect((await ledger('check', at('two.json'), `--key=${proof.head.publicKey}`)).status).toBe(0);
    const other = await ledger('check', at('two.json'), '--key=another');
    expect([other.status, other.error]).toEqual([1, expect.stringContaining('does NOT hold')]);
    writeFileSync(at('bent.json'), JSON.stringify({ ...proof, entry: { ...proof.entry, viewer: 'org_x' } }));
    const bent = await ledger('check', at('bent.json'));
    expect([bent.status, bent.error]).toEqual([1, expect.stringContaining('does NOT hold')]);
  });

  test.each([
    ['no command', [], 2],
    ['a command that is none', ['erase'], 2],
    ['a number that is none', ['prove', 'two'], 2],
    ['an option that is none', ['export', '--since', '2'], 2],
    ['an option without its value', ['export', '--from'], 2],
    ['an entry that is not there', ['prove', '999999'], 1],
    ['a file that is not there', ['check', '/nowhere/proof.json'], 1],
  ])('%s ends with a sentence and no stack', async (_what, words, status) => {
    const said = await ledger(...words);
    expect(said.status).toBe(status);
    expect(said.error).not.toBe('');
    expect(said.error).not.toMatch(/^\s+at /m);
  });

  test('verify ends with 1 when an entry was changed, and says which', async () => {
    await sql(
      `set session_replication_role = replica; update referrals.ledger_entry set viewer = 'org_x' where seq = 2`,
    );
    const { status, out } = await ledger('verify');
    expect([status, out]).toEqual([1, expect.stringContaining('2')]);
  });
});
