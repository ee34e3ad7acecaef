import type pg from 'pg';
import { AccordError } from '../errors.ts';
import { borrow } from './borrow.ts';
import { GENESIS, hashOf, NEWEST_FORMAT } from './chain.ts';
import type { NewLedgerEntry } from './entry.ts';
import type { HeadSigner } from './head.ts';

/** After this long an answer is refused rather than kept waiting: law.md, section 8, allows 2 s in all. */
const PATIENCE_MS = 1_500;
/** The database gives up this much earlier than whoever waits, so that what was refused is not written after all. */
const EARLIER_MS = 200;
/** One lock for all writers, in whatever process: "LEDG" in ASCII. */
const LEDGER_LOCK = 0x4c454447;
const LARGEST_BATCH = 1_000;
const LONGEST_QUEUE = 20_000;
/** A head is signed after so many entries, so long after the first unsigned one, and when the writer closes. */
const SIGN_EVERY = 1_000;
const SIGN_WITHIN_MS = 5_000;
/** So long a signature may take; nobody waits for it. */
const SIGNING_MS = 1_500;

interface Waiting {
  readonly entries: readonly NewLedgerEntry[];
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: AccordError) => void;
}

/**
 * Appends to the chain. What many requests bring at the same moment goes in with one commit: they all wait for the
 * same write to reach the disk. Every entry is durable before `append` returns.
 */
export class LedgerWriter {
  private waiting: Waiting[] = [];
  private queued = 0;
  private writing: Promise<void> | null = null;
  private sinceSigned = 0;
  private signing: Promise<void> = Promise.resolve();
  private signTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly signer: HeadSigner,
  ) {}

  /** Errors: LEDGER_UNAVAILABLE, within 2 s; then the entries may or may not stand, and nothing may be released on them. */
  append(entries: readonly NewLedgerEntry[]): Promise<void> {
    if (this.queued + entries.length > LONGEST_QUEUE)
      return Promise.reject(new AccordError('LEDGER_UNAVAILABLE'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new AccordError('LEDGER_UNAVAILABLE')), PATIENCE_MS);
      const settle =
        <Argument extends unknown[]>(say: (...argument: Argument) => void) =>
        (...argument: Argument) => {
          clearTimeout(timer);
          say(...argument);
        };
      this.waiting.push({ entries, since: Date.now(), resolve: settle(resolve), reject: settle(reject) });
      this.queued += entries.length;
      this.writing ??= this.drain();
    });
  }

  /** Signs the present head unless it is signed already, so that a ledger cut short after it is found out. */
  signHead(): Promise<void> {
    return borrow(this.pool, SIGNING_MS, async (client) => {
      const { rows } = await client.query<{ seq: string; hash: Buffer }>(UNSIGNED_HEAD);
      const last = rows[0];
      if (!last) return;
      const at = new Date();
      const signature = this.signer.sign(last.seq, last.hash, at);
      await client.query('insert into ledger_head (seq, hash, at, signature) values ($1, $2, $3, $4)', [
        last.seq,
        last.hash,
        at,
        signature,
      ]);
    });
  }

  /** Signs also what a writer that was killed has left unsigned. */
  async close(): Promise<void> {
    await this.writing;
    await this.signing;
    clearTimeout(this.signTimer);
    await this.signHead().catch(() => undefined);
    await this.pool.end();
  }

  /** Without anybody waiting for it: under load the queue may never be empty, and afterwards nothing more may come. */
  private signSoon(entries: number): void {
    this.sinceSigned += entries;
    if (this.sinceSigned >= SIGN_EVERY) this.signNow();
    else this.signTimer ??= setTimeout(() => this.signNow(), SIGN_WITHIN_MS).unref();
  }

  private signNow(): void {
    clearTimeout(this.signTimer);
    this.signTimer = undefined;
    this.sinceSigned = 0;
    this.signing = this.signing.then(() => this.signHead()).catch(() => this.signSoon(0));
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      try {
        const since = Math.min(...batch.map((one) => one.since));
        await this.write(
          batch.flatMap(({ entries }) => entries),
          since + PATIENCE_MS - EARLIER_MS - Date.now(),
        );
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        for (const { reject } of batch) reject(new AccordError('LEDGER_UNAVAILABLE', { cause }));
      }
    }
    this.writing = null;
  }

  /** What waits longest first; whoever has given up meanwhile is not written for. */
  private nextBatch(): Waiting[] {
    const stale = Date.now() - PATIENCE_MS + 2 * EARLIER_MS;
    const batch: Waiting[] = [];
    let size = 0;
    while (this.waiting[0] && size < LARGEST_BATCH) {
      const next = this.waiting.shift() as Waiting;
      this.queued -= next.entries.length;
      if (next.since <= stale) continue;
      batch.push(next);
      size += next.entries.length;
    }
    return batch;
  }

  private async write(entries: readonly NewLedgerEntry[], withinMs: number): Promise<void> {
    if (entries.length === 0) return;
    const until = Date.now() + withinMs;
    await borrow(this.pool, withinMs, async (client) => {
      const rows = await lastEntryLocked(client, withinMs);
      await client.query({
        name: 'ledger-append',
        text: APPEND,
        values: [JSON.stringify(chained(entries, rows[0]))],
      });
      // Whoever waits is about to be refused: what was refused is not written after all.
      if (Date.now() >= until) throw new Error('The ledger was too slow.');
      await client.query('commit');
    });
    this.signSoon(entries.length);
  }
}

/**
 * In one message, which keeps the lock shorter: each statement of it sees what the one before has waited for. Planned each
 * time: a plan kept from when the ledger was short would read all of it when it is long.
 */
async function lastEntryLocked(
  client: pg.PoolClient,
  withinMs: number,
): Promise<{ seq: string; hash: Buffer }[]> {
  const results = (await client.query(
    `${BEGIN}; set local statement_timeout = ${Math.max(1, Math.floor(withinMs))};
     select pg_advisory_xact_lock(${LEDGER_LOCK}); ${LAST_ENTRY}`,
  )) as unknown as { rows: { seq: string; hash: Buffer }[] }[];
  return results.at(-1)?.rows ?? [];
}

/**
 * Said aloud, because a server may have other defaults: the last entry is read as it is after the lock was given,
 * and a commit is on the disk.
 */
const BEGIN = 'begin isolation level read committed; set local synchronous_commit = on';

const LAST_ENTRY = 'select seq, hash from ledger_entry order by seq desc limit 1';

const UNSIGNED_HEAD = `
  select e.seq, e.hash from (${LAST_ENTRY}) e
   where not exists (select from ledger_head h where h.seq = e.seq and h.hash = e.hash)`;

const APPEND = `
  insert into ledger_entry (seq, at, viewer, client, role, purpose, owner, referral, pseudonym, agreement, consent,
      ground, released, refused, request_id, operation_hash, format, previous_hash, hash)
  select seq, at, viewer, client, role, purpose, owner, referral, pseudonym, agreement, consent,
      ground, array(select jsonb_array_elements_text(released)), refused, request_id, operation_hash, ${NEWEST_FORMAT},
      decode(previous_hash, 'hex'), decode(hash, 'hex')
    from jsonb_to_recordset($1) as e (seq bigint, at timestamptz, viewer text, client text, role text, purpose text,
      owner text, referral text, pseudonym text, agreement text, consent text, ground text, released jsonb,
      refused jsonb, request_id text, operation_hash text, previous_hash text, hash text)`;

function chained(
  entries: readonly NewLedgerEntry[],
  last: { seq: string; hash: Buffer } | undefined,
): object[] {
  let seq = Number(last?.seq ?? 0);
  let previous = last?.hash ?? GENESIS;
  return entries.map((entry) => {
    seq += 1;
    const hash = hashOf(previous, seq, entry);
    const { requestId, operationHash, ...rest } = entry;
    const row = {
      ...rest,
      seq,
      request_id: requestId,
      operation_hash: operationHash,
      previous_hash: previous.toString('hex'),
      hash: hash.toString('hex'),
    };
    previous = hash;
    return row;
  });
}
