import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** postgres:// address, as the owner of the server: may create schemas and roles. */
  readonly url: string;
  /** Drops the database, whoever is still connected. */
  stop(): Promise<void>;
}

/** What a database starts with. It is made once for the whole run, by whoever asks first, and then copied. */
export interface Template {
  /** Lower-case letters and underscores; one name always stands for one content. */
  readonly name: string;
  fill(url: string): Promise<void>;
}

/** A database of one's own on the run's server: empty, or a copy of the template. */
export async function testDatabase(template?: Template): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(async (client) => {
    if (template) await makeTemplate(client, template);
    await client.query(`create database ${name} template ${template ? databaseOf(template) : 'template1'}`);
  });
  return {
    url: addressOf(name),
    stop: () =>
      asOwner(async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

/** The lock makes the second asker wait until the first has filled the template; only a whole one gets its name. */
async function makeTemplate(client: pg.Client, template: Template): Promise<void> {
  const name = databaseOf(template);
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    await client.query(`drop database if exists draft_of_${name} with (force)`);
    await client.query(`create database draft_of_${name}`);
    await template.fill(addressOf(`draft_of_${name}`));
    await client.query(`alter database draft_of_${name} rename to ${name}`);
  }
  await client.query('select pg_advisory_unlock(hashtext($1))', [name]);
}

function databaseOf(template: Template): string {
  return `template_${template.name}`;
}

function addressOf(database: string): string {
  const server = process.env.ACCORD_TEST_SERVER;
  if (!server)
    throw new Error(
      'The tests have no PostgreSQL: jest.config.js must name start-database.config.ts as globalSetup.',
    );
  const address = new URL(server);
  address.pathname = `/${database}`;
  return address.href;
}

async function asOwner(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf('accord') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
