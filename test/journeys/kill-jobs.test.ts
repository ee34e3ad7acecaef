import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../run/postgres.ts';
import { subgraphs } from '../../run/subgraphs.ts';
import { migrate } from '../../shared/migrate.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { KEYS } from '../support/accord.ts';
import { freePort } from '../support/free-port.ts';

const DUE = 800;

let home: string;
let port: number;
let postgres: PostgresServer;
let program: ChildProcess | null = null;
const words: string[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'accord-kill-jobs-'));
  chmodSync(home, 0o755);
  port = await freePort();
  postgres = await startPostgres({ home, port });
  await migrate(
    postgres.url,
    subgraphs.map(({ store }) => store),
  );
}, 60_000);

afterAll(async () => {
  await killed(program);
  await postgres.stop();
  for (const folder of [postgres.folder, home]) rmSync(folder, { recursive: true, force: true });
});

async function query<Row extends object>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Sent two months ago under the clock of NORMAL, and never answered. */
const LONG_AGO = `
  insert into referrals.person (owner_id, id, key_id, wrapped_key)
    select 'org_owner', 'person_' || n, 'k1', '\\x00' from generate_series(1, ${DUE}) n;
  insert into referrals.referral (owner_id, id, person_id, to_id, service_id, service_type, urgency, state, version,
      drafted_at, sent_at, acknowledge_by, act_by)
    select 'org_owner', 'referral_' || n, 'person_' || n, 'org_to', 'service', 'LEGAL_AID', 'NORMAL', 'SENT', 2,
      now() - interval '60 days', now() - interval '60 days', now() - interval '57 days', now() - interval '46 days'
      from generate_series(1, ${DUE}) n;
  insert into referrals.referral_event (owner_id, referral_id, version, verb, state, at, organisation_id, client)
    select 'org_owner', 'referral_' || n, 2, 'send', 'SENT', now() - interval '60 days', 'org_owner', 'client'
      from generate_series(1, ${DUE}) n`;

/** The referrals subgraph as a program of its own. */
async function start(): Promise<void> {
  program = spawn(process.execPath, ['--import', 'tsx', 'subgraphs/referrals/index.ts'], {
    cwd: projectFolder,
    env: {
      ...KEYS,
      PATH: process.env.PATH,
      DATABASE_URL: postgres.url,
      REFERRALS_PORT: `${await freePort()}`,
      ACCORD_HOME: join(home, 'accord'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  program.stderr?.on('data', (said) => words.push(String(said)));
}

async function killed(one: ChildProcess | null): Promise<void> {
  if (!one || one.exitCode !== null || one.signalCode !== null) return;
  const exit = new Promise((resolve) => one.once('exit', resolve));
  one.kill('SIGKILL');
  await exit;
}

async function killPostgres(): Promise<void> {
  const note = join(postgres.folder, 'data', 'postmaster.pid');
  process.kill(Number(readFileSync(note, 'utf8').split('\n')[0]), 'SIGKILL');
  await postgres.ended;
  postgres = await startPostgres({ home, port });
}

async function expired(): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from referrals.referral where state = 'EXPIRED'`,
  );
  return row?.count ?? 0;
}

async function untilExpired(least: number): Promise<number> {
  for (;;) {
    const count = await expired();
    if (count >= least) return count;
    if (program?.exitCode != null) throw new Error(`The program ended: ${words.join('')}`);
    await pause(5);
  }
}

/** What every moment must keep, that after a crash among them. */
async function expectWholeSteps(): Promise<void> {
  const odd = await query(
    `select r.id from referrals.referral r
      where (r.state = 'EXPIRED')::int <> (select count(*) from referrals.referral_event e
               where e.referral_id = r.id and e.verb = 'expire' and e.version = 3)
         or (r.state = 'EXPIRED')::int <> (select count(*) from referrals.notice n
               where n.subject_id = r.id and n.kind = 'REFERRAL_EXPIRED')
         or r.version <> case r.state when 'EXPIRED' then 3 else 2 end`,
  );
  expect(odd).toEqual([]);
}

test('a batch that expires is cut off by a kill of the program and of PostgreSQL: each referral expires exactly once', async () => {
  await query(LONG_AGO);
  await start();
  const first = await untilExpired(50);
  await killed(program);
  await expectWholeSteps();
  expect(await expired()).toBeLessThan(DUE);
  // The job of the killed program is taken up again when it has been silent for long enough.
  await start();
  const second = await untilExpired(first + 100);
  expect(second).toBeLessThan(DUE);
  await killPostgres();
  await expectWholeSteps();
  expect(await expired()).toBeGreaterThanOrEqual(second);
  await untilExpired(DUE);
  await expectWholeSteps();
  const [events] = await query<{ count: number }>(
    `select count(*)::int as count from referrals.referral_event where verb = 'expire'`,
  );
  expect(events?.count).toBe(DUE);
  // What waits or was done holds no word about anybody: the names of jobs, and how one failed.
  const jobs = await query('select name, data, output from referrals_jobs.job');
  expect(jobs.length).toBeGreaterThan(1);
  expect(JSON.stringify(jobs)).not.toMatch(/person_|referral_\d|org_/);
}, 600_000);
