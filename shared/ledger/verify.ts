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

type Reader = pg.Pool | pg.Client | pg.PoolClient;

const STRIDE = 2_000;

/**
 * Reads the whole chain, a stride at a time, and finds the first change, deletion, reordering or truncation.
 * `progress` hears how many entries have been read. Whoever can remove entries and every head signed after them is
 * found only by a head that was kept elsewhere.
 */
export async function verifyLedger(
  client: Reader,
  signer: HeadSigner,
  progress: (read: number) => void = () => undefined,
): Promise<Verdict> {
  // Read first: a head that is signed while the entries are being read is no sign of a missing one.
  const newest = await newestHead(client);
  let previous: Buffer = GENESIS;
  let last = 0;
  for (;;) {
    const rows = await readStride(client, last);
    const heads = Map.groupBy(await readHeads(client, last, rows.at(-1)), ({ seq }) => seq);
    for (const row of rows) {
      const says = faultOf(row, last, previous) ?? headFaultOf(row, heads.get(row.seq) ?? [], signer);
      if (says) return { whole: false, entry: last + 1, says };
      previous = row.hash;
      last += 1;
    }
    progress(last);
    if (rows.length < STRIDE) break;
  }
  if (newest && Number(newest.seq) > last) {
    const says = isGenuine(newest, signer) ? 'The ledger ends before its signed head.' : NOT_GENUINE;
    return { whole: false, entry: last + 1, says };
  }
  return { whole: true, entries: last, signedUpTo: Number(newest?.seq ?? 0) };
}

const NOT_GENUINE = 'A signed head is not genuine.';

function faultOf(row: LedgerRow, last: number, previous: Buffer): string | null {
  if (row.seq !== String(last + 1)) return 'An entry is missing.';
  if (!row.previous_hash.equals(previous)) return 'An entry is not bound to the one before it.';
  return isAsWritten(row, previous) ? null : 'An entry was changed.';
}

/** Several heads may stand at one entry. All must agree with it: one may be older than a chain that was written anew. */
function headFaultOf(row: LedgerRow, heads: readonly Head[], signer: HeadSigner): string | null {
  if (!heads.every((head) => isGenuine(head, signer))) return NOT_GENUINE;
  if (!heads.every((head) => head.hash.equals(row.hash)))
    return 'The chain was written anew behind a signed head.';
  return null;
}

/** The hash covers category and rule of a refusal: anything beside them was put there later. */
function isAsWritten(row: LedgerRow, previous: Buffer): boolean {
  const entry = { ...row, requestId: row.request_id, operationHash: row.operation_hash };
  return holds(
    () =>
      row.refused.every((one) => Object.keys(one).length === 2) &&
      row.hash.equals(hashOf(previous, row.seq, entry)),
  );
}

function isGenuine({ seq, hash, at, signature }: Head, signer: HeadSigner): boolean {
  return holds(() => signer.isGenuine(seq, hash, at, signature));
}

/** A row can be bent so far (a time of `infinity`, a list that is none) that it cannot even be hashed: it does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

async function newestHead(client: Reader): Promise<Head | undefined> {
  const { rows } = await client.query<Head>(
    'select seq, hash, at, signature from ledger_head order by seq desc limit 1',
  );
  return rows[0];
}

async function readHeads(client: Reader, after: number, upTo: LedgerRow | undefined): Promise<Head[]> {
  if (!upTo) return [];
  const { rows } = await client.query<Head>(
    'select seq, hash, at, signature from ledger_head where seq > $1 and seq <= $2',
    [after, upTo.seq],
  );
  return rows;
}

async function readStride(client: Reader, after: number): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    'select * from ledger_entry where seq > $1 order by seq limit $2',
    [after, STRIDE],
  );
  return rows;
}
