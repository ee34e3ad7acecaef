import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HeadSigner } from '../../shared/ledger/head.ts';
import { verifyLedger } from '../../shared/ledger/verify.ts';
import { Secret } from '../../shared/secret.ts';
import {
  agedLedger,
  appendSeveral,
  entry,
  openTestLedger,
  rehash,
  signer,
  type TestLedger,
} from './test-ledger.ts';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
beforeEach(() => ledger.empty());
afterAll(() => ledger.stop());

const BENT = [
  ['changed', `update ledger_entry set viewer = 'somebody else' where seq = 3`, 3],
  ['changed in its list of categories', `update ledger_entry set released = '{}' where seq = 2`, 2],
  ['changed in its time', `update ledger_entry set at = 'infinity' where seq = 2`, 2],
  ['changed in its refusals', `update ledger_entry set refused = '[]' where seq = 4`, 4],
  [
    'given a value beside a refusal',
    `update ledger_entry set refused = jsonb_set(refused, '{0,name}', '"somebody"') where seq = 2`,
    2,
  ],
  ['given something that is no list of refusals', `update ledger_entry set refused = '{}' where seq = 2`, 2],
  ['bound to another', `update ledger_entry set previous_hash = hash where seq = 3`, 3],
  ['given a ground that it never had', `update ledger_entry set ground = 'emergency_1' where seq = 2`, 2],
  ['deleted at the beginning', 'delete from ledger_entry where seq = 1', 1],
  ['deleted', 'delete from ledger_entry where seq = 3', 3],
  [
    'exchanged with another',
    'update ledger_entry set seq = 1003 where seq = 2; update ledger_entry set seq = 2 where seq = 3; update ledger_entry set seq = 3 where seq = 1003',
    2,
  ],
  ['said to be of another format', 'update ledger_entry set format = 3 - format where seq = 3', 3],
  ['said to be of a format that is none', 'update ledger_entry set format = 3 where seq = 4', 4],
  ['cut off at the end', 'delete from ledger_entry where seq > 3', 4],
] as const;

describe.each([
  ['of the first format', 5],
  ['of the second format', 0],
  ['that began in the first format and went on in the second', 2],
])('in a ledger %s', (_which, lastOfFirstFormat) => {
  beforeEach(async () => {
    await ledger.withWriter((writer) => appendSeveral(writer, 5));
    await agedLedger(ledger, lastOfFirstFormat);
  });

  test('nothing is found while nothing is changed', async () => {
    const { rows } = await ledger.owner.query('select from ledger_entry where format = 1');
    expect(rows).toHaveLength(lastOfFirstFormat);
    expect(await verifyLedger(ledger.owner, signer)).toEqual({ whole: true, entries: 5, signedUpTo: 5 });
  });

  test.each(BENT)('an entry that was %s is found, and where', async (_what, statement, at) => {
    await ledger.tamper(statement);
    expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: at });
  });
});

test('a ledger without an entry is whole', async () => {
  expect(await verifyLedger(ledger.owner, signer)).toEqual({ whole: true, entries: 0, signedUpTo: 0 });
});

test.each([
  ['An entry is missing.', 'delete from ledger_entry where seq = 2'],
  [
    'An entry is not bound to the one before it.',
    'update ledger_entry set previous_hash = hash where seq = 2',
  ],
  ['An entry was changed.', `update ledger_entry set role = 'x' where seq = 2`],
  ['The ledger ends before its signed head.', 'delete from ledger_entry where seq > 1'],
])('it is said what was found: %s', async (says, statement) => {
  await ledger.withWriter((writer) => appendSeveral(writer, 3));
  await ledger.tamper(statement);
  expect(await verifyLedger(ledger.owner, signer)).toEqual({ whole: false, entry: 2, says });
});

test('a value beside one of several refusals is found', async () => {
  const twice = { ...entry('twice'), refused: [entry('').refused, entry('').refused].flat() };
  await ledger.withWriter((writer) => writer.append([twice]));
  await ledger.tamper(`update ledger_entry set refused = jsonb_set(refused, '{0,name}', '"somebody"')`);
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: 1 });
});

test('a head signed with another key is found', async () => {
  await ledger.withWriter((writer) => writer.append([entry('request')]));
  expect(await verifyLedger(ledger.owner, new HeadSigner(new Secret('another key')))).toMatchObject({
    whole: false,
  });
});

test('a ledger emptied of all its entries is found', async () => {
  await ledger.withWriter((writer) => appendSeveral(writer, 5));
  await ledger.tamper('delete from ledger_entry');
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: 1 });
});

test('a ledger that was cut short and has grown again past its signed head is found', async () => {
  await ledger.withWriter((writer) => appendSeveral(writer, 5));
  await ledger.tamper('delete from ledger_entry where seq > 3');
  await ledger.withWriter((writer) => appendSeveral(writer, 4, 'later'));
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: 5 });
});

test('a ledger that was cut short, has grown to the same length and was signed again is found', async () => {
  await ledger.withWriter((writer) => appendSeveral(writer, 5));
  await ledger.tamper('delete from ledger_entry where seq > 3');
  await ledger.withWriter((writer) => appendSeveral(writer, 2, 'later'));
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: 5 });
});

test('a change whose hashes were all computed anew is found by the signed head', async () => {
  await ledger.withWriter((writer) => appendSeveral(writer, 5));
  await ledger.tamper(`update ledger_entry set viewer = 'somebody else' where seq = 3`);
  await rehash(ledger);
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: false, entry: 5 });
});

test.each([
  ['moved in time', `update ledger_head set at = at + interval '1 day'`],
  ['moved out of time', `update ledger_head set at = 'infinity'`],
  ['moved to an entry that is not there', 'update ledger_head set seq = 1000'],
  ['given another hash', `update ledger_head set hash = '\\x00'`],
])('a head that was %s is found', async (_what, statement) => {
  await ledger.withWriter((writer) => appendSeveral(writer, 2));
  await ledger.tamper(statement);
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({
    whole: false,
    says: 'A signed head is not genuine.',
  });
});

test('a ledger longer than one stride is read to its end, and progress is told', async () => {
  const told: number[] = [];
  await ledger.withWriter(async (writer) => {
    for (let round = 0; round < 5; round++)
      await writer.append(Array.from({ length: 900 }, (_, number) => entry(`request-${round}-${number}`)));
  });
  const verdict = await verifyLedger(ledger.owner, signer, (read) => told.push(read));
  expect(verdict).toEqual({ whole: true, entries: 4_500, signedUpTo: 4_500 });
  expect(told).toEqual([2_000, 4_000, 4_500]);
});
