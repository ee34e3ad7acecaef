import { GENESIS, hashOf } from './chain.ts';
import { entryOf, type LedgerRow } from './entry.ts';
import type { Head, HeadSigner } from './head.ts';
import { type LedgerReader, newestHead, readHeads, readStride, STRIDE } from './stored.ts';

export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly signedUpTo: number }
  | { readonly whole: false; readonly entry: number; readonly says: string };

/**
 * Reads the whole chain, a stride at a time, and finds the first change, deletion, reordering or truncation.
 * `progress` hears how many entries have been read. Whoever can remove entries and every head signed after them is
 * found only by a head that was kept elsewhere.
 */
export async function verifyLedger(
  client: LedgerReader,
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
  return holds(
    () =>
      row.refused.every((one) => Object.keys(one).length === 2) &&
      row.hash.equals(hashOf(previous, row.seq, entryOf(row), row.format)),
  );
}

function isGenuine(head: Head, signer: HeadSigner): boolean {
  return holds(() => signer.isGenuine(head));
}

/** A row can be bent so far (a time of `infinity`, a list that is none) that it cannot even be hashed: it does not hold. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
