import type pg from 'pg';
import { GENESIS, hashOf } from './chain.ts';
import type { LedgerRow } from './entry.ts';
import type { HeadSigner } from './head.ts';

export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly signedUpTo: number }
  | { readonly whole: false; readonly entry: number; readonly says: string };

interface Head {
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
  readonly signature: Buffer;
}

const STRIDE = 2_000;

/**
 * Reads the whole chain, a stride at a time, and finds the first change, deletion, reordering or truncation.
 * `progress` hears how many entries have been read.
 */
export async function verifyLedger(
  client: pg.Pool | pg.Client | pg.PoolClient,
  signer: HeadSigner,
  progress: (read: number) => void = () => undefined,
): Promise<Verdict> {
  const heads = await readHeads(client);
  const forged = heads.find(({ seq, hash, at, signature }) => !signer.isGenuine(seq, hash, at, signature));
  if (forged) return { whole: false, entry: Number(forged.seq), says: 'A signed head is not genuine.' };
  const headAt = new Map(heads.map((head) => [head.seq, head]));
  let previous: Buffer = GENESIS;
  let last = 0;
  for (;;) {
    const rows = await readStride(client, last);
    for (const row of rows) {
      const says = faultOf(row, last, previous, headAt.get(row.seq));
      if (says) return { whole: false, entry: last + 1, says };
      previous = row.hash;
      last += 1;
    }
    progress(last);
    if (rows.length < STRIDE) break;
  }
  const signedUpTo = Math.max(0, ...heads.map(({ seq }) => Number(seq)));
  if (signedUpTo > last)
    return { whole: false, entry: last + 1, says: 'The ledger ends before its signed head.' };
  return { whole: true, entries: last, signedUpTo };
}

function faultOf(row: LedgerRow, last: number, previous: Buffer, head: Head | undefined): string | null {
  if (row.seq !== String(last + 1)) return 'An entry is missing.';
  if (!row.previous_hash.equals(previous)) return 'An entry is not bound to the one before it.';
  const entry = { ...row, requestId: row.request_id, operationHash: row.operation_hash };
  if (!row.hash.equals(hashOf(previous, row.seq, entry))) return 'An entry was changed.';
  if (head && !head.hash.equals(row.hash)) return 'The chain was written anew behind a signed head.';
  return null;
}

async function readHeads(client: pg.Pool | pg.Client | pg.PoolClient): Promise<Head[]> {
  return (await client.query<Head>('select seq, hash, at, signature from ledger_head order by seq')).rows;
}

async function readStride(client: pg.Pool | pg.Client | pg.PoolClient, after: number): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    'select * from ledger_entry where seq > $1 order by seq limit $2',
    [after, STRIDE],
  );
  return rows;
}
