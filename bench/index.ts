import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../run/postgres.ts';
import { prepareDatabase } from '../run/prepare-database.ts';
import { readConfig } from '../shared/config.ts';
import { randomKey } from '../shared/key-file.ts';
import { projectFolder } from '../shared/project-folder.ts';
import { configuredKeys } from '../shared/vault/key-source.ts';
import { Vault } from '../shared/vault/vault.ts';
import { ask, load, type Measured, type Server } from './load.ts';
import { type Report, resultsOf } from './results.ts';
import { codeOf, fillRows, type Size } from './rows.ts';
import { type Started, startAccord, startLimit } from './servers.ts';

/** `npm run bench` measures and writes bench/RESULTS.md; with `--quick` it only tries, on few rows. */
const quick = process.argv.includes('--quick');
const SIZE: Size = quick
  ? { senders: 20, receivers: 16, services: 320, referrals: 2_000 }
  : { senders: 284, receivers: 16, services: 10_000, referrals: 100_000 };
const ROUNDS = quick ? 1 : 3;
const SECONDS = quick ? 2 : 10;
const WARM_UP_SECONDS = quick ? 1 : 5;

const home = mkdtempSync(join(tmpdir(), 'accord-bench-'));
const keys = { GATEWAY_KEY: randomKey(), LEDGER_KEY: randomKey(), VAULT_KEYS: `k1:${randomKey()}` };
const server = await startPostgres({ home, port: 0 });
const started: Started[] = [];
try {
  const config = readConfig({ ...keys, ACCORD_HOME: home });
  await prepareDatabase(server.url, config);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await fillRows(client, new Vault(configuredKeys(config.keys.vault())), SIZE);
  const report = await measure(client);
  await client.end();
  const text = resultsOf(report, SIZE);
  console.log(text);
  if (!quick) writeFileSync(join(projectFolder, 'bench', 'RESULTS.md'), text);
} finally {
  for (const one of started.reverse()) await one.stop();
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

async function measure(client: pg.Client): Promise<Report> {
  const environment = { ...keys, DATABASE_URL: server.url, ACCORD_HOME: home };
  const embedded = keep(await startAccord('start', environment));
  const distributed = keep(await startAccord('start-distributed', environment));
  const limit = keep(await startLimit(environment));
  const servers: Server[] = [
    { name: 'embedded', url: `${embedded.url}/graphql`, callers: await signedIn(embedded.url) },
    { name: 'distributed', url: `${distributed.url}/graphql`, callers: await signedIn(distributed.url) },
    { name: 'limit', url: limit.url, callers: await byWord(client) },
  ];
  const bytes = await sameAnswers(servers);
  const before = await ledgerLength(client);
  for (const one of servers) await load(one, WARM_UP_SECONDS);
  const rounds: Record<string, Measured[]> = Object.fromEntries(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const one of servers) rounds[one.name]?.push(await load(one, SECONDS));
  }
  return { rounds, bytes, ledgerEntries: (await ledgerLength(client)) - before };
}

function keep(one: Started): Started {
  started.push(one);
  return one;
}

/** What is compared must be the same: each server's answer to each caller, byte for byte. Answers with its length. */
async function sameAnswers(servers: readonly Server[]): Promise<number> {
  const all = await Promise.all(
    servers.map((one) => Promise.all(one.callers.map((caller) => ask(one, caller)))),
  );
  const [first = []] = all;
  for (const answers of all) {
    answers.forEach((answer, index) => {
      if (answer.trim() !== first[index]?.trim())
        throw new Error(
          `The servers do not answer alike:\n${answer.slice(0, 600)}\n${first[index]?.slice(0, 600)}`,
        );
    });
  }
  return Buffer.byteLength(first[0] ?? '');
}

async function signedIn(url: string): Promise<Record<string, string>[]> {
  return Promise.all(
    receivers().map(async (code) => {
      const client = `sandbox-${code}`;
      const answer = await fetch(`${url}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${client}:${client}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const { access_token } = (await answer.json()) as { access_token: string };
      return { authorization: `Bearer ${access_token}` };
    }),
  );
}

async function byWord(client: pg.Client): Promise<Record<string, string>[]> {
  const { rows } = await client.query<{ id: string; code: string }>(
    'select id, code from partnerships.organisation',
  );
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  return receivers().map((code) => ({ 'x-organisation': ids.get(code) ?? '' }));
}

function receivers(): string[] {
  return Array.from({ length: SIZE.receivers }, (_, number) => codeOf('receiver', number));
}

async function ledgerLength(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from referrals.ledger_entry');
  return Number(rows[0]?.count ?? 0);
}
