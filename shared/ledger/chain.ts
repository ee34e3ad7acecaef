import { createHash } from 'node:crypto';
import type { NewLedgerEntry } from './entry.ts';

/** What the first entry is bound to. */
export const GENESIS = createHash('sha256').update('Accord disclosure ledger').digest();

/**
 * SHA-256 over the hash before and the entry. The entry is written as one JSON array in a fixed order: an array has
 * no keys to sort, so the text is the same wherever it is made.
 */
export function hashOf(previous: Buffer, seq: number | string, entry: NewLedgerEntry): Buffer {
  const text = JSON.stringify([
    String(seq),
    entry.at.toISOString(),
    entry.viewer,
    entry.client,
    entry.role,
    entry.purpose,
    entry.owner,
    entry.referral,
    entry.pseudonym,
    entry.agreement,
    entry.consent,
    entry.released,
    entry.refused.map(({ category, rule }) => [category, rule]),
    entry.requestId,
    entry.operationHash,
  ]);
  return createHash('sha256').update(previous).update(text).digest();
}
