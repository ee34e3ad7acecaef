import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { subgraphs } from '../../run/subgraphs.ts';
import { Database, type Store } from '../../shared/database.ts';
import { migrate } from '../../shared/migrate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** Columns as `name type` or `name type null`, by table. */
type Tables = Readonly<Record<string, readonly string[]>>;

const stores = subgraphs.map(({ store }) => store);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await migrate(database.url, stores);
}, 60_000);

afterAll(() => database?.stop());

describe.each(stores)('$name', (store) => {
  test('the migrations make the columns that the entities name: no other, of no other type, none nullable that is not said to be', async () => {
    const entities = await tablesOfEntities(store);
    const tables = await tablesOfMigrations(store.name);
    const made = Object.keys(entities).map((table) => [table, tables[table] ?? 'is missing']);
    expect(Object.fromEntries(made)).toEqual(entities);
  });
});

async function tablesOfEntities(store: Store): Promise<Tables> {
  const opened = await Database.open(database.url, store, 1);
  try {
    return await opened.transaction(null, async ({ entities }) => columnsOf(entities));
  } finally {
    await opened.close();
  }
}

function columnsOf({ connection: { driver, entityMetadatas } }: EntityManager): Tables {
  return Object.fromEntries(
    entityMetadatas.map(({ tableName, columns }) => [
      tableName,
      columns
        .map((column) => {
          const type = `${driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
          return `${column.databaseName} ${type}${column.isNullable ? ' null' : ''}`;
        })
        .sort(),
    ]),
  );
}

async function tablesOfMigrations(schema: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; columns: string[] }>(
      `select c.relname as name,
         array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else ' null' end) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') group by c.relname`,
      [schema],
    );
    return Object.fromEntries(rows.map(({ name, columns }) => [name, columns.sort()]));
  } finally {
    await client.end();
  }
}
