import pg from 'pg';
import { DataSource } from 'typeorm';
import { SUBGRAPHS } from './config.ts';
import { clockRoleOf, roleOf, type Store } from './database.ts';
import { prepareJobs } from './jobs.ts';

/** Two starts at once must not both migrate. An arbitrary constant: "ACCO" in ASCII. */
const MIGRATION_LOCK = 0x4143434f;

/**
 * Brings the schemas, in the order given, to the state this version needs. `url` must belong to an owner who may
 * create schemas and roles; the subgraphs themselves never do. Forward only; running it again changes nothing.
 */
export async function migrate(url: string, stores: readonly Store[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('create extension if not exists pg_trgm schema public');
    await client.query('create extension if not exists unaccent schema public');
    // All four roles first: a migration grants views to neighbours that have no schema yet.
    for (const name of SUBGRAPHS) await prepareSchema(client, name);
    for (const store of stores) await runMigrations(url, store);
    await prepareBudgets(client);
    await Promise.all(stores.map(({ name }) => prepareJobs(url, name, roleOf(name))));
  } finally {
    await client.end();
  }
}

async function prepareSchema(client: pg.Client, name: string): Promise<void> {
  const [role, clock] = [roleOf(name), clockRoleOf(name)];
  for (const one of [role, clock]) {
    // Roles belong to the whole server, so another database of it may have made this one, even a moment ago.
    await client.query(`do $$ begin create role ${one} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
    await client.query(`grant ${one} to current_user`);
  }
  // The subgraph may become the clock for one transaction, and has none of the clock's rights until it does.
  await client.query(`grant ${clock} to ${role} with inherit false`);
  await client.query(`create schema if not exists ${name}`);
  await client.query(`grant usage on schema ${name}, public to ${role}, ${clock}`);
}

/** What several gateways share: how much each client has spent of its minute. Lost with a crash, and nothing is lost by that. */
async function prepareBudgets(client: pg.Client): Promise<void> {
  await prepareSchema(client, 'gateway');
  await client.query(`create unlogged table if not exists gateway.budget (
    key varchar(255) primary key, points integer not null default 0, expire bigint)`);
  await client.query(`grant select, insert, update, delete on gateway.budget to ${roleOf('gateway')}`);
}

async function runMigrations(url: string, store: Store): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: store.name,
    migrations: [...store.migrations] as never,
    migrationsTableName: 'migration',
    extra: { max: 1, options: `-c search_path=${store.name},public` },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}
