import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { entry, openTestLedger, type TestLedger } from './test-ledger.ts';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
beforeEach(() => ledger.empty());
afterAll(() => ledger.stop());

test('its role can neither change nor remove a line, and neither can the owner of the table by mistake', async () => {
  await ledger.withWriter((writer) => writer.append([entry('request')]));
  for (const statement of [
    'update ledger_entry set role = $$x$$',
    'delete from ledger_entry',
    'truncate ledger_entry',
  ]) {
    await expect(ledger.owner.query(statement)).rejects.toThrow('append-only');
    await ledger.owner.query(`set role ${ledger.role}`);
    await expect(ledger.owner.query(statement)).rejects.toThrow('permission denied');
    await ledger.owner.query('reset role');
  }
});

test('nobody changes or removes a signed head, not even the owner of the table', async () => {
  await ledger.withWriter((writer) => writer.append([entry('request')]));
  for (const statement of [
    'update ledger_head set at = now()',
    'delete from ledger_head',
    'truncate ledger_head',
  ]) {
    await expect(ledger.owner.query(statement)).rejects.toThrow('append-only');
    await ledger.owner.query(`set role ${ledger.role}`);
    await expect(ledger.owner.query(statement)).rejects.toThrow('permission denied');
    await ledger.owner.query('reset role');
  }
});

test('entries are found by their person and by their referral without reading the whole ledger', async () => {
  const { rows } = await ledger.owner.query<{ columns: string }>(
    `select substring(indexdef from '[(](.*)[)]') as columns from pg_indexes
      where schemaname = 'ledger_test' and tablename = 'ledger_entry' order by 1`,
  );
  expect(rows.map(({ columns }) => columns)).toEqual(['owner, pseudonym, seq', 'referral, seq', 'seq']);
});

test('a line has no place for a value: who, why, on what ground, which categories, and the chain', async () => {
  const { rows } = await ledger.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'ledger_test' and table_name = 'ledger_entry' order by ordinal_position`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    ...['seq', 'at', 'viewer', 'client', 'role', 'purpose', 'owner', 'referral', 'pseudonym'],
    ...['agreement', 'consent', 'released', 'refused', 'request_id', 'operation_hash'],
    ...['previous_hash', 'hash', 'format', 'ground'],
  ]);
});
