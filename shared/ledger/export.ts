import type { HeadSigner } from './head.ts';
import { shownHeadOf } from './proof.ts';
import { shownOf } from './shown-entry.ts';
import { entriesBetween, type LedgerReader, newestHead } from './stored.ts';

/**
 * The ledger as JSON lines: each entry with its hash, and at the end the newest signed head. Kept elsewhere, the head
 * finds a ledger that was cut short behind the back of everybody who can write to this one.
 */
export async function* exportLedger(
  client: LedgerReader,
  signer: HeadSigner,
  { from = 1, to = Number.MAX_SAFE_INTEGER }: { readonly from?: number; readonly to?: number } = {},
): AsyncGenerator<string> {
  for await (const row of entriesBetween(client, from, to))
    yield JSON.stringify({ ...shownOf(row), hash: row.hash.toString('hex') });
  const head = await newestHead(client);
  yield JSON.stringify({ head: head ? shownHeadOf(head, signer) : null });
}
