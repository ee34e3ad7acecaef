import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { borrow } from '../../shared/ledger/borrow.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => {
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => undefined);
});
afterEach(() => pool.end());
afterAll(() => database.stop());

test('who is done in time has its answer, and the next borrower the same connection', async () => {
  const pid = () =>
    borrow(pool, 5_000, async (client) => (await client.query('select pg_backend_pid() as pid')).rows[0].pid);
  expect(await pid()).toBe(await pid());
});

test('who is not done in time is cut off, and hears why; the next has a new connection', async () => {
  await expect(borrow(pool, 50, (client) => client.query('select pg_sleep(20)'))).rejects.toThrow(
    'Connection terminated',
  );
  expect(pool.totalCount).toBe(0);
  expect(await borrow(pool, 5_000, async () => 'the next')).toBe('the next');
});

test('who has long been cut off and needs the connection no more is not told of it', async () => {
  expect(await borrow(pool, 20, () => pause(100, 'late'))).toBe('late');
  expect(pool.totalCount).toBe(0);
});

test('a connection on which something failed is not lent again', async () => {
  const failing = borrow(pool, 5_000, (client) => client.query('select nothing from nowhere'));
  await expect(failing).rejects.toThrow('nowhere');
  expect(pool.totalCount).toBe(0);
});
