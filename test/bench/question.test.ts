import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { ask, tokenOf } from '../../bench/caller.ts';
import { answerOf } from '../../bench/rounds.ts';
import { fillRows } from '../../bench/rows.ts';
import { type Contestant, type RunningServer, startServer } from '../../bench/servers.ts';
import { prepareDatabase } from '../../run/prepare-database.ts';
import { readConfig } from '../../shared/config.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const SIZE = { organisations: 3, services: 6, referrals: 75 };

let home: string;
let database: TestDatabase;
const servers: RunningServer[] = [];
const answers = new Map<Contestant, string>();

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'accord-bench-test-'));
  database = await testDatabase();
  const config = readConfig({ ACCORD_HOME: home, DATABASE_URL: database.url });
  await prepareDatabase(database.url, config);
  const [asker] = await fillRows(database.url, config, SIZE);
  for (const contestant of ['embedded', 'limit'] as const) {
    servers.push(await startServer(contestant, { databaseUrl: database.url, home }));
  }
  const [embedded, limit] = servers as [RunningServer, RunningServer];
  const token = await tokenOf(embedded.url, asker?.code ?? '');
  answers.set('embedded', await ask(embedded.url, token));
  answers.set('limit', await ask(limit.url, token));
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database?.stop();
  rmSync(home, { recursive: true, force: true });
});

test('the question fills a page, newest first, with what four subgraphs know and the person agreed to', () => {
  const { data, errors } = JSON.parse(answers.get('embedded') as string);
  expect(errors).toBeUndefined();
  const { nodes } = data.referrals;
  expect(nodes).toHaveLength(20);
  expect(nodes.map((node: { sentAt: string }) => node.sentAt)).toEqual(
    nodes
      .map((node: { sentAt: string }) => node.sentAt)
      .sort()
      .reverse(),
  );
  for (const node of nodes) {
    expect(node).toMatchObject({
      service: {
        provider: { code: 'bench000' },
        accessAgreement: { state: 'ACTIVE', validUntil: expect.any(String) },
      },
      person: {
        triage: { languages: ['ar', 'fr'] },
        locationCoarse: { country: 'JO' },
        identity: { caseCode: expect.stringMatching(/^C-/) },
        contact: { phone: expect.stringMatching(/^\+962/) },
      },
    });
    expect(node.disclosure.withheld).toContainEqual({ category: 'HEALTH', reason: 'CONSENT' });
  }
});

test('the limit server answers with the same data, byte by byte', () => {
  expect(answerOf(answers.get('limit') as string)).toBe(answerOf(answers.get('embedded') as string));
});

test('every person shown in the benchmark stands in the ledger', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    `select count(distinct referral)::integer as referrals from referrals.ledger_entry where client = 'sandbox-bench000'`,
  );
  await client.end();
  expect(rows).toEqual([{ referrals: 20 }]);
});
