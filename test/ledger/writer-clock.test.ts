import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { LedgerWriter } from '../../shared/ledger/ledger-writer.ts';
import { TurnedClock } from '../support/turned-clock.ts';
import { entry, signer } from './test-ledger.ts';

/**
 * What a writer does when, by a clock that the test turns and before a database that answers when the test says so: a thousandth
 * of a second decides here, which no real database can be asked for. What it writes is tested over a real one, beside this.
 */
class SlowDatabase {
  /** Everything that was asked, in order: the text, and for an append the number of its entries. */
  readonly asked: string[] = [];
  /** Entries of each append. */
  readonly appended: number[] = [];
  /** Called at each question; may wait, or throw. */
  before: (text: string) => Promise<unknown> = async () => undefined;
  unsigned = false;

  readonly pool = { connect: async () => this.client, end: async () => undefined } as unknown as pg.Pool;

  private readonly client = {
    query: async (question: string | { text: string; values?: unknown[] }) => {
      const text = typeof question === 'string' ? question : question.text;
      this.asked.push(text);
      await this.before(text);
      if (text.includes('insert into ledger_entry') && typeof question === 'object')
        this.appended.push((JSON.parse(String(question.values?.[0])) as unknown[]).length);
      if (text.includes('not exists'))
        return { rows: this.unsigned ? [{ seq: '1', hash: Buffer.alloc(32) }] : [] };
      // Several statements in one message have an answer each.
      return text.startsWith('begin') ? [{ rows: [] }] : { rows: [] };
    },
    release: () => undefined,
  };

  commits(): number {
    return this.asked.filter((text) => text === 'commit').length;
  }

  count(part: string): number {
    return this.asked.filter((text) => text.includes(part)).length;
  }
}

let clock: TurnedClock;
let database: SlowDatabase;
let writer: LedgerWriter;
beforeEach(() => {
  clock = new TurnedClock(1_000_000);
  database = new SlowDatabase();
  writer = new LedgerWriter(database.pool, signer);
});
afterEach(() => clock.putAway());

const entries = (count: number) => Array.from({ length: count }, (_, number) => entry(`request-${number}`));
/** Lets everything happen that is not kept waiting. */
const settle = () => clock.turn(0);

/** The question that is, or begins, so is not answered until it is let go. */
function blocked(beginning: string): () => void {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  database.before = async (text) => (text.startsWith(beginning) ? gate : undefined);
  return () => {
    database.before = async () => undefined;
    letGo();
  };
}

function watched(append: Promise<void>): { state: string; cause?: unknown } {
  const seen: { state: string; cause?: unknown } = { state: 'waiting' };
  append.then(
    () => {
      seen.state = 'written';
    },
    (error: { code: string; cause?: unknown }) => {
      seen.state = error.code;
      seen.cause = error.cause;
    },
  );
  return seen;
}

describe('who waits', () => {
  test('is refused after 1.5 s, and not before', async () => {
    blocked('begin');
    const seen = watched(writer.append(entries(1)));
    await clock.turn(1_499);
    expect(seen.state).toBe('waiting');
    await clock.turn(1);
    expect(seen.state).toBe('LEDGER_UNAVAILABLE');
  });

  test('is refused at once when the database refuses, with what it said', async () => {
    const refusal = new Error('no room on the disk');
    database.before = async (text) => {
      if (text === 'commit') throw refusal;
    };
    const seen = watched(writer.append(entries(1)));
    await settle();
    expect(seen).toEqual({ state: 'LEDGER_UNAVAILABLE', cause: refusal });
  });

  test('leaves no timer behind once it is answered', async () => {
    await writer.append(entries(1));
    // The one that is left will sign the head.
    expect(clock.waiting).toBe(1);
    await writer.close();
    expect(clock.waiting).toBe(0);
  });

  test('gives the database as long as the one that has waited longest still has, and a fifth of a second less', async () => {
    const letGo = blocked('commit');
    const first = watched(writer.append(entries(1)));
    await clock.turn(100);
    const second = watched(writer.append(entries(1)));
    await clock.turn(500);
    const third = watched(writer.append(entries(1)));
    await clock.turn(100);
    letGo();
    await settle();
    expect([first, second, third].map(({ state }) => state)).toEqual(['written', 'written', 'written']);
    expect(
      database.asked
        .filter((text) => text.includes('statement_timeout'))
        .map((text) => /statement_timeout = (\d+)/.exec(text)?.[1]),
    ).toEqual([
      '1300',
      // 100 + 1,500 - 200 - 700
      '700',
    ]);
    expect(database.appended).toEqual([1, 2]);
  });

  test('is not written for when it is about to give up', async () => {
    const letGo = blocked('commit');
    const first = watched(writer.append(entries(1)));
    await settle();
    const late = watched(writer.append(entries(2)));
    await clock.turn(1);
    const inTime = watched(writer.append(entries(3)));
    await clock.turn(1_099);
    letGo();
    await settle();
    expect([first.state, late.state, inTime.state]).toEqual(['written', 'waiting', 'written']);
    expect(database.appended).toEqual([1, 3]);
    await clock.turn(400);
    expect(late.state).toBe('LEDGER_UNAVAILABLE');
  });

  test('asks nothing of the database when nobody is left to write for', async () => {
    const letGo = blocked('commit');
    watched(writer.append(entries(1)));
    await settle();
    watched(writer.append(entries(2)));
    await clock.turn(1_150);
    letGo();
    await settle();
    expect(database.count('begin')).toBe(1);
  });
});

describe('a database that answers too late', () => {
  test('commits nothing, though every single step was in time', async () => {
    database.before = async (text) => {
      if (text.includes('insert into ledger_entry')) await clock.turn(1_300);
    };
    const seen = watched(writer.append(entries(1)));
    for (let turn = 0; turn < 20 && seen.state === 'waiting'; turn += 1) await settle();
    expect(database.count('insert into ledger_entry')).toBe(1);
    expect(database.commits()).toBe(0);
    expect(seen).toEqual({ state: 'LEDGER_UNAVAILABLE', cause: new Error('The ledger was too slow.') });
  });

  test('commits what is ready in the last thousandth of a second', async () => {
    database.before = async (text) => {
      if (text.includes('insert into ledger_entry')) await clock.turn(1_299);
    };
    await writer.append(entries(1));
    expect(database.commits()).toBe(1);
  });
});

describe('the queue', () => {
  test('holds 20,000 entries that wait, and not one more; what was written makes room', async () => {
    const letGo = blocked('commit');
    watched(writer.append(entries(1)));
    await settle();
    const many = watched(writer.append(entries(15_000)));
    const rest = watched(writer.append(entries(5_000)));
    const tooMany = watched(writer.append(entries(1)));
    await settle();
    expect([many.state, rest.state, tooMany.state]).toEqual(['waiting', 'waiting', 'LEDGER_UNAVAILABLE']);
    letGo();
    await settle();
    expect([many.state, rest.state]).toEqual(['written', 'written']);
    const again = watched(writer.append(entries(20_000)));
    await settle();
    expect(again.state).toBe('written');
    const over = watched(writer.append(entries(20_001)));
    await settle();
    expect(over.state).toBe('LEDGER_UNAVAILABLE');
  });

  test('is written a thousand entries at a time', async () => {
    const letGo = blocked('commit');
    const all = [watched(writer.append(entries(1)))];
    await settle();
    for (let number = 0; number < 1_500; number += 1) all.push(watched(writer.append(entries(1))));
    letGo();
    await settle();
    expect(database.appended).toEqual([1, 1_000, 500]);
    expect(all.every(({ state }) => state === 'written')).toBe(true);
  });
});

describe('a head', () => {
  const signings = () => database.count('not exists');

  test('is signed five seconds after the first entry that none has signed', async () => {
    await writer.append(entries(1));
    await clock.turn(3_000);
    await writer.append(entries(1));
    await clock.turn(1_999);
    expect(signings()).toBe(0);
    await clock.turn(1);
    expect(signings()).toBe(1);
    await clock.turn(20_000);
    expect(signings()).toBe(1);
  });

  test('is signed at once after a thousand entries, and then not again by the timer', async () => {
    await writer.append(entries(1));
    await writer.append(entries(998));
    await settle();
    expect(signings()).toBe(0);
    await writer.append(entries(1));
    await settle();
    expect(signings()).toBe(1);
    await clock.turn(20_000);
    expect(signings()).toBe(1);
    await writer.append(entries(999));
    await settle();
    expect(signings()).toBe(1);
  });

  test('that could not be signed is tried again five seconds later, until it is', async () => {
    database.before = async (text) => {
      if (text.includes('not exists') && signings() < 3) throw new Error('away');
    };
    await writer.append(entries(1));
    await clock.turn(14_999);
    expect(signings()).toBe(2);
    await clock.turn(1);
    expect(signings()).toBe(3);
    await clock.turn(20_000);
    expect(signings()).toBe(3);
  });

  test('that is signed already is left as it is', async () => {
    await writer.signHead();
    expect(database.asked).toHaveLength(1);
    database.unsigned = true;
    await writer.signHead();
    expect(database.count('insert into ledger_head')).toBe(1);
  });

  test('is signed when the writer closes, and no timer outlives it', async () => {
    await writer.append(entries(1));
    database.unsigned = true;
    await writer.close();
    expect(database.count('insert into ledger_head')).toBe(1);
    await clock.turn(20_000);
    expect(signings()).toBe(1);
  });
});
