import { createHash } from 'node:crypto';
import type { NewLedgerEntry } from './entry.ts';

/** What the first entry is bound to. */
export const GENESIS = createHash('sha256').update('Accord disclosure ledger').digest();

/** 1: the hash before and the entry's text. 2: the hash before and the text's own hash, so that a proof shows no text but one. */
export const LEDGER_FORMATS = [1, 2] as const;
export type LedgerFormat = (typeof LEDGER_FORMATS)[number];
/** In which every new entry is written. */
export const NEWEST_FORMAT = 2 satisfies LedgerFormat;

/** Binds an entry to the one before it: SHA-256 over that one's hash and this one. Throws on a format that is none. */
export function hashOf(
  previous: Buffer,
  seq: number | string,
  entry: NewLedgerEntry,
  format: number = NEWEST_FORMAT,
): Buffer {
  if (format === 1) return sha256(previous, textOf(seq, entry));
  if (format === 2) return linked(previous, digestOf(seq, entry));
  throw new Error(`The ledger has no format ${format}.`);
}

/** What stands for an entry in a proof of another: 32 bytes that tell nothing of it. */
export function digestOf(seq: number | string, entry: NewLedgerEntry): Buffer {
  return sha256(textOf(seq, entry));
}

/** The hash of an entry of format 2, of which the digest alone is known. */
export function linked(previous: Buffer, digest: Buffer): Buffer {
  return sha256(previous, digest);
}

/**
 * One JSON array in a fixed order: an array has no keys to sort, so the text is the same wherever it is made. A ground
 * comes behind the rest where there is one, so that entries from before there were any keep their text.
 */
function textOf(seq: number | string, entry: NewLedgerEntry): string {
  return JSON.stringify([
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
    ...(entry.ground === null ? [] : [entry.ground]),
  ]);
}

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
