import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { subgraphs } from '../../run/subgraphs.ts';
import { Database } from '../../shared/database.ts';
import { type Job, type RunningJobs, startJobs } from '../../shared/jobs.ts';
import type { Log } from '../../shared/log.ts';
import { migrate } from '../../shared/migrate.ts';
import { referrals } from '../../subgraphs/referrals/schema.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let owner: pg.Client;
const opened: Database[] = [];
const running: RunningJobs[] = [];
const faults: object[] = [];
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields) => faults.push(fields),
};

beforeAll(async () => {
  const stores = subgraphs.map(({ store }) => store);
  database = await testDatabase({ name: 'referral_stage', fill: (url) => migrate(url, stores) });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
}, 60_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

afterAll(async () => {
  await owner.end();
  await database.stop();
});

/** One more program that takes part in this job. */
async function program(job: Job): Promise<RunningJobs> {
  const one = await Database.open(database.url, referrals.store, 2);
  opened.push(one);
  const jobs = await startJobs(one, 'referrals', [job], log);
  running.push(jobs);
  return jobs;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

async function lines(name: string): Promise<{ state: string; said: string }[]> {
  const { rows } = await owner.query<{ state: string; said: string }>(
    'select state, to_json(j)::text as said from referrals_jobs.job j where name = $1',
    [name],
  );
  return rows;
}

test('a job is done when a program starts, and by one of two programs at a time', async () => {
  let [atWork, most, done] = [0, 0, 0];
  const job: Job = {
    name: 'counts',
    cron: '* * * * *',
    work: async () => {
      most = Math.max(most, ++atWork);
      await pause(300);
      atWork -= 1;
      done += 1;
    },
  };
  await Promise.all([program(job), program(job)]);
  await until(() => done > 0);
  await until(async () => (await lines('counts')).every(({ state }) => state === 'completed'));
  // Started while nothing waits any more, one more program has it done again.
  const before = done;
  await program(job);
  await until(() => done > before);
  expect(most).toBe(1);
});

test('a job is told when it began, and reads as nobody until it says as whom', async () => {
  const seen: { now: Date; persons: number }[] = [];
  await program({
    name: 'looks',
    cron: '* * * * *',
    work: async (one, now) => {
      const [row] = await one.transaction(null, (tx) =>
        tx.sql<{ persons: number }>('test-persons', 'select count(*)::int as persons from person'),
      );
      seen.push({ now, persons: row?.persons ?? -1 });
    },
  });
  await until(() => seen.length > 0);
  expect(seen[0]?.persons).toBe(0);
  expect(Math.abs(Date.now() - (seen[0]?.now.getTime() ?? 0))).toBeLessThan(60_000);
});

test('what a job throws is told to the log by its kind, and no word of it is kept with the job', async () => {
  await program({
    name: 'fails',
    cron: '* * * * *',
    work: async () => {
      throw Object.assign(new Error('Amal, born 1990'), { detail: 'Key (name)=(Amal)', code: '23505' });
    },
  });
  await until(async () =>
    (await lines('fails')).some(({ state }) => state === 'retry' || state === 'failed'),
  );
  const kept = (await lines('fails')).map(({ said }) => said).join();
  expect(kept).toContain('failed: 23505');
  expect(kept).not.toContain('Amal');
  expect(faults).toContainEqual(expect.objectContaining({ job: 'fails' }));
});

test('a job that is done waits for its work when the program stops', async () => {
  let [begun, done] = [false, false];
  const jobs = await program({
    name: 'lasts',
    cron: '* * * * *',
    work: async () => {
      begun = true;
      await pause(500);
      done = true;
    },
  });
  await until(() => begun);
  await jobs.stop();
  expect(done).toBe(true);
});

test('when PostgreSQL cuts every connection, the jobs go on', async () => {
  let done = 0;
  const work = async () => {
    done += 1;
  };
  await program({ name: 'goes-on', cron: '* * * * *', work });
  await until(() => done > 0);
  await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await owner.query(
    `insert into referrals_jobs.job (name, policy) select name, policy from referrals_jobs.queue where name = 'goes-on'`,
  );
  const before = done;
  await until(() => done > before);
});

test('a schedule that no version knows any more is forgotten', async () => {
  const job: Job = { name: 'new-name', cron: '* * * * *', work: async () => undefined };
  await program({ ...job, name: 'old-name' });
  await program(job);
  const { rows } = await owner.query<{ name: string }>('select name from referrals_jobs.schedule');
  expect(rows).toEqual([{ name: 'new-name' }]);
});

test('a subgraph may put jobs in and take them out of its own schema, and nothing else', async () => {
  const one = await Database.open(database.url, referrals.store, 1);
  opened.push(one);
  const attempt = (text: string) =>
    one.transaction(null, (tx) => tx.entities.query(text)).catch((error: { code?: string }) => error.code);
  expect(await attempt('select count(*) from referrals_jobs.job')).toEqual([expect.anything()]);
  expect(await attempt('create table referrals_jobs.mine (id text)')).toBe('42501');
  expect(await attempt('truncate referrals_jobs.job')).toBe('42501');
  expect(await attempt('drop table referrals_jobs.job')).toBe('42501');
  expect(await attempt('select count(*) from services_jobs.job')).toBe('42501');
});

test('the clock reads whose, to whom, which and when, and of persons nothing', async () => {
  const one = await Database.open(database.url, referrals.store, 1);
  opened.push(one);
  const attempt = (name: string, text: string) =>
    one.due(name, text, []).catch((error: { code?: string }) => error.code);
  expect(await attempt('test-keys', 'select owner_id, to_id, id, act_by from referral')).toEqual([]);
  expect(await attempt('test-person', 'select person_id from referral')).toBe('42501');
  expect(await attempt('test-service', 'select service_id from referral')).toBe('42501');
  expect(await attempt('test-consent', 'select categories from consent')).toBe('42501');
  expect(await attempt('test-vault', 'select ciphertext from person_category')).toBe('42501');
  expect(await attempt('test-persons-of-clock', 'select id from person')).toBe('42501');
  expect(await attempt('test-change', `update referral set state = 'EXPIRED'`)).toBe('42501');
  // Without becoming the clock, the role has none of its rights: it reads as the organisation it said, here nobody.
  const rows = await one.transaction(null, (tx) => tx.sql('test-nobody', 'select id from referral'));
  expect(rows).toEqual([]);
});
