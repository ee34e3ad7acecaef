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
