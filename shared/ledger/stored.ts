import type pg from 'pg';
import type { LedgerRow } from './entry.ts';
import type { Head } from './head.ts';

/** A connection whose search path leads to the ledger's tables. */
export type LedgerReader = pg.Pool | pg.Client | pg.PoolClient;

/** So many entries are in memory at a time: a ledger may hold more of them than memory does. */
export const STRIDE = 2_000;

/** The next entries after this one, in order; fewer than a stride: there are no more. */
export async function readStride(client: LedgerReader, after: number): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    'select * from ledger_entry where seq > $1 order by seq limit $2',
    [after, STRIDE],
  );
  return rows;
}

/** The entries with these numbers, in order; a stride is in memory at a time. */
export async function* entriesBetween(
  client: LedgerReader,
  from: number,
  to: number,
): AsyncGenerator<LedgerRow> {
  let rows: LedgerRow[];
  let last = from - 1;
  do {
    ({ rows } = await client.query<LedgerRow>(
      'select * from ledger_entry where seq > $1 and seq <= $2 order by seq limit $3',
      [last, to, STRIDE],
    ));
    yield* rows;
    last = Number(rows.at(-1)?.seq);
  } while (rows.length === STRIDE);
}

/** All heads signed behind `after` and not behind the last row. */
export async function readHeads(
  client: LedgerReader,
  after: number,
  upTo: LedgerRow | undefined,
): Promise<Head[]> {
  const { rows } = await client.query<Head>(
    'select seq, hash, at, signature from ledger_head where seq > $1 and seq <= $2',
    [after, upTo?.seq ?? after],
  );
  return rows;
}

export async function newestHead(client: LedgerReader): Promise<Head | undefined> {
  const { rows } = await client.query<Head>(
    'select seq, hash, at, signature from ledger_head order by seq desc limit 1',
  );
  return rows[0];
}

/** The first head that was signed at this entry or after it. */
export async function nextHead(client: LedgerReader, seq: number): Promise<Head | undefined> {
  const { rows } = await client.query<Head>(
    'select seq, hash, at, signature from ledger_head where seq >= $1 order by seq, at limit 1',
    [seq],
  );
  return rows[0];
}
