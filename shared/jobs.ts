import { PgBoss, type QueueOptions } from 'pg-boss';
import type { Database } from './database.ts';
import { faultOf, type Log } from './log.ts';

/**
 * Something the clock does. It may be cut off at any moment and is then done again, so doing it twice must be the same
 * as doing it once: it finds what is due in the rows, and each step it takes makes that row due no longer.
 */
export interface Job {
  /** kebab-case; no two of a subgraph have the same. */
  readonly name: string;
  /** Five fields of cron, in UTC: once a minute at the most. It is done at each start as well, for what fell due meanwhile. */
  readonly cron: string;
  /** `now` is when it began. Whoever fails throws, and is tried again soon. */
  work(database: Database, now: Date): Promise<void>;
}

export interface RunningJobs {
  /** Returns when what was being done is done, or after ten seconds; then it is done again by whoever starts next. */
  stop(): Promise<void>;
}

/** A job waits at most once and is at work at most once, however many programs there are. */
const ONE_AT_A_TIME = 'exclusive';
const QUEUE: QueueOptions = {
  // A program that was killed says nothing any more: so many seconds later its job is somebody else's.
  heartbeatSeconds: 15,
  expireInSeconds: 15 * 60,
  retryLimit: 3,
  retryDelay: 5,
  // What remains of a job is a line without content, and that for a day.
  deleteAfterSeconds: 24 * 60 * 60,
};
const LOOK_FOR_KILLED_SECONDS = 5;
const LOOK_FOR_DUE_SECONDS = 15;
const CONNECTIONS = 2;
const PATIENCE_MS = 10_000;

/** The PostgreSQL schema in which a subgraph's jobs wait; its tables are made by pg-boss and hold no line about a person. */
export function jobSchemaOf(store: string): string {
  return `${store}_jobs`;
}

/**
 * Makes the schema for a subgraph's jobs, or brings it to what this version of pg-boss needs. `url` belongs to an owner
 * who may create schemas; `role` may afterwards put jobs in and take them out, and change nothing else.
 */
export async function prepareJobs(url: string, store: string, role: string): Promise<void> {
  const schema = jobSchemaOf(store);
  const boss = new PgBoss({ connectionString: url, schema, max: 1, ...OWNER_ALONE });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.getDb().executeSql(`
      grant usage on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      revoke execute on all functions in schema ${schema} from public;
      grant execute on all functions in schema ${schema} to ${role}`);
  } finally {
    await boss.stop({ graceful: false });
  }
}

const OWNER_ALONE = { migrate: true, schedule: false, supervise: false, registerInstance: false };

/** Starts the jobs of one subgraph over its open database. Any number of programs may: each job is one's at a time. */
export async function startJobs(
  database: Database,
  store: string,
  jobs: readonly Job[],
  log: Log,
): Promise<RunningJobs> {
  const boss = new PgBoss({
    ...database.connection,
    schema: jobSchemaOf(store),
    max: CONNECTIONS,
    migrate: false,
    createSchema: false,
    // Both take the rights of the owner, which a running part does not have.
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: LOOK_FOR_KILLED_SECONDS,
    monitorIntervalSeconds: LOOK_FOR_KILLED_SECONDS,
    cronMonitorIntervalSeconds: LOOK_FOR_DUE_SECONDS,
  });
  // A database that is away comes back, and pg-boss asks until then.
  boss.on('error', (err) => log.warn({ store, err }, 'the jobs did not reach their tables'));
  await boss.start();
  await forgetOthers(boss, jobs);
  for (const job of jobs) await startJob(boss, database, job, log);
  return { stop: () => boss.stop({ timeout: PATIENCE_MS }) };
}

async function startJob(boss: PgBoss, database: Database, job: Job, log: Log): Promise<void> {
  await boss.createQueue(job.name, { ...QUEUE, policy: ONE_AT_A_TIME });
  await boss.updateQueue(job.name, QUEUE);
  await boss.schedule(job.name, job.cron);
  await boss.work(job.name, async () => {
    try {
      await job.work(database, new Date());
    } catch (err) {
      log.error({ job: job.name, err }, 'a job failed');
      // pg-boss keeps what is thrown, and the words of an error can quote a row.
      throw new Error(`failed: ${faultOf(err).code ?? faultOf(err).type}`);
    }
  });
  await boss.send(job.name);
}

/** Jobs of another version of Accord, which nobody does here. */
async function forgetOthers(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name } of await boss.getSchedules())
    if (!jobs.some((job) => job.name === name)) await boss.unschedule(name);
}
