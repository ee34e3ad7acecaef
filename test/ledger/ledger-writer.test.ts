import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { verifyLedger } from '../../shared/ledger/verify.ts';
import { silentLine } from './silent-line.ts';
import { appendSeveral, entry, openTestLedger, signer, type TestLedger } from './test-ledger.ts';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
beforeEach(() => ledger.empty());
afterAll(() => ledger.stop());

test('entries appended one after another make one whole chain', async () => {
  await ledger.withWriter((writer) => appendSeveral(writer, 5));
  expect(await verifyLedger(ledger.owner, signer)).toEqual({ whole: true, entries: 5, signedUpTo: 5 });
});

test('two writers with 200 appends at the same time make one chain without a gap', async () => {
  await ledger.withWriter((one) =>
    ledger.withWriter(async (other) => {
      const appends = Array.from({ length: 200 }, (_, number) =>
        (number % 2 ? one : other).append([entry(`a-${number}`), entry(`b-${number}`)]),
      );
      await Promise.all(appends);
    }),
  );
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: true, entries: 400 });
});

test('a ledger that cannot be written is LEDGER_UNAVAILABLE, and what gave up is not written later', async () => {
  await ledger.withWriter(async (writer) => {
    await ledger.owner.query('begin; lock table ledger_entry in access exclusive mode');
    const waiting = [writer.append([entry('first')]), writer.append([entry('second')])];
    for (const append of waiting) await expect(append).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    await ledger.owner.query('rollback');
    await writer.append([entry('third')]);
  });
  expect(await ledger.requests()).toEqual(['third']);
});

test('steps that are slow together are refused together, and nothing of it is written after', async () => {
  const other = new pg.Client({ connectionString: ledger.url });
  await other.connect();
  await ledger.withWriter(async (writer) => {
    await writer.append([entry('first')]);
    await other.query('select pg_advisory_lock($1)', [LEDGER_LOCK]);
    await ledger.owner.query('begin; lock table ledger_entry in access exclusive mode');
    const late = expect(writer.append([entry('late')])).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    await pause(1_000);
    await other.end();
    await pause(900);
    await ledger.owner.query('rollback');
    await late;
    await writer.append([entry('second')]);
  });
  expect(await ledger.requests()).toEqual(['first', 'second']);
});

test('a server that falls silent is LEDGER_UNAVAILABLE, and writing goes on when it can be reached again', async () => {
  const line = await silentLine(ledger.url);
  const writer = ledger.writer({ url: line.url });
  await writer.append([entry('before')]);
  line.fallSilent();
  await expect(writer.append([entry('silent')])).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  line.speakAgain();
  await writer.append([entry('after')]);
  await writer.close();
  line.close();
  expect(await ledger.requests()).toEqual(['before', 'after']);
});

test('an entry that the database refuses leaves nothing behind and nobody after it waiting', async () => {
  await ledger.withWriter(async (writer) => {
    await writer.append([entry('before')]);
    await expect(writer.append([entry('whole'), entry('with NUL \0')])).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
    });
    await writer.append([entry('after')]);
  });
  expect(await ledger.requests()).toEqual(['before', 'after']);
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: true, entries: 2 });
});

test('whatever isolation the server prefers, a writer goes on from the entry that another has just written', async () => {
  const other = new pg.Client({ connectionString: ledger.url });
  await other.connect();
  await other.query('select pg_advisory_lock($1)', [LEDGER_LOCK]);
  const settings = '-c default_transaction_isolation=repeatable\\ read';
  const writers = [ledger.writer({ settings }), ledger.writer({ settings })];
  const appends = writers.map((writer, number) => writer.append([entry(`request-${number}`)]));
  await untilCount(
    `select from pg_locks where locktype = 'advisory' and not granted and objid = ${LEDGER_LOCK}`,
    2,
  );
  await other.end();
  await Promise.all(appends);
  for (const writer of writers) await writer.close();
  expect(await verifyLedger(ledger.owner, signer)).toMatchObject({ whole: true, entries: 2 });
});

test('more than a writer can hold is refused at once', async () => {
  await ledger.withWriter(async (writer) => {
    const tooMany = Array.from({ length: 20_001 }, () => entry('too many'));
    await expect(writer.append(tooMany)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  });
  expect(await ledger.requests()).toEqual([]);
});

test('a head is signed under load that never pauses', async () => {
  await ledger.withWriter(async (writer) => {
    const wholeBatch = Array.from({ length: 1_000 }, (_, number) => entry(`request-${number}`));
    let isSigned = false;
    const busy = async () => {
      while (!isSigned) await writer.append(wholeBatch);
    };
    const both = [busy(), busy()];
    await untilCount('select from ledger_head', 1);
    isSigned = true;
    await Promise.all(both);
  });
});

test('a head is signed when nothing more comes', async () => {
  await ledger.withWriter(async (writer) => {
    await writer.append([entry('only')]);
    await untilCount('select from ledger_head where seq = 1', 1);
  });
});

test('what a killed writer has left unsigned is signed by the next, and once', async () => {
  const killed = ledger.writer();
  await killed.append([entry('last')]);
  await ledger.withWriter(async () => undefined);
  expect(await verifyLedger(ledger.owner, signer)).toEqual({ whole: true, entries: 1, signedUpTo: 1 });
  await killed.close();
  const { rowCount } = await ledger.owner.query('select from ledger_head');
  expect(rowCount).toBe(1);
});

/** The lock that all writers of a database share. */
const LEDGER_LOCK = 0x4c454447;

async function untilCount(statement: string, count: number): Promise<void> {
  while (((await ledger.owner.query(statement)).rowCount ?? 0) < count) await pause(20);
}
