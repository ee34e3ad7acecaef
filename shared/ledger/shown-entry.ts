import { z } from 'zod';
import { DATA_CATEGORIES } from '../policy/categories.ts';
import { LEDGER_FORMATS } from './chain.ts';
import type { LedgerRow, NewLedgerEntry } from './entry.ts';

/** 32 bytes in hexadecimal. */
export const hashText = z.string().regex(/^[0-9a-f]{64}$/);

/** One way to write a moment, so that what is read is exactly what was hashed. */
export const momentText = z.string().refine((text) => {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString() === text;
});

/** An entry in a file. Strict: a field that no hash covers could say anything. */
export const shownEntry = z.strictObject({
  seq: z.int().positive(),
  at: momentText,
  viewer: z.string(),
  client: z.string(),
  role: z.string(),
  purpose: z.string().nullable(),
  owner: z.string(),
  referral: z.string().nullable(),
  pseudonym: z.string().nullable(),
  agreement: z.string().nullable(),
  consent: z.string().nullable(),
  /** Absent in files that were written before there was any. */
  ground: z.string().nullable().default(null),
  released: z.array(z.enum(DATA_CATEGORIES)),
  refused: z.array(z.strictObject({ category: z.enum([...DATA_CATEGORIES, '*']), rule: z.string() })),
  requestId: z.string(),
  operationHash: z.string(),
  format: z.literal(LEDGER_FORMATS),
  previousHash: hashText,
});
export type ShownEntry = z.infer<typeof shownEntry>;

/** Throws when the row is bent so far that it is no entry. */
export function shownOf(row: LedgerRow): ShownEntry {
  const { seq, at, request_id, operation_hash, previous_hash, hash: _hash, ...rest } = row;
  return shownEntry.parse({
    ...rest,
    seq: Number(seq),
    at: at.toISOString(),
    requestId: request_id,
    operationHash: operation_hash,
    previousHash: previous_hash.toString('hex'),
  });
}

export function appendedOf(shown: ShownEntry): NewLedgerEntry {
  return { ...shown, at: new Date(shown.at) };
}
