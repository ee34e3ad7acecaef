import type { HeadSigner } from './head.ts';
import { shownHeadOf } from './proof.ts';
import { shownOf } from './shown-entry.ts';
import { type LedgerReader, newestHead, readStride } from './stored.ts';

/**
 * The ledger as JSON lines: each entry with its hash, and at the end the newest signed head. Kept elsewhere, the head
 * finds a ledger that was cut short behind the back of everybody who can write to this one.
 */
export async function* exportLedger(
  client: LedgerReader,
  signer: HeadSigner,
  { from = 1, to = Number.MAX_SAFE_INTEGER }: { readonly from?: number; readonly to?: number } = {},
): AsyncGenerator<string> {
  for (let last = from - 1; last < to; ) {
    const rows = await readStride(client, last);
    for (const row of rows) {
      if (Number(row.seq) <= to) yield JSON.stringify({ ...shownOf(row), hash: row.hash.toString('hex') });
    }
    if (rows.length === 0) break;
    last = Number(rows.at(-1)?.seq);
  }
  const head = await newestHead(client);
  yield JSON.stringify({ head: head ? shownHeadOf(head, signer) : null });
}
