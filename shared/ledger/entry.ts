import type { DataCategory } from '../policy/categories.ts';

/** A refusal of one category, or (`*`) of the whole record, and the rule that made it. */
export interface RefusedInEntry {
  readonly category: DataCategory | '*';
  readonly rule: string;
}

/** One disclosure, or one refusal to a party: who, why, on what ground, which categories. Never a value (law.md, section 8). */
export interface NewLedgerEntry {
  readonly at: Date;
  /** Id of the organisation that read or was refused. */
  readonly viewer: string;
  readonly client: string;
  readonly role: string;
  readonly purpose: string | null;
  /** Id of the organisation whose record it is. */
  readonly owner: string;
  readonly referral: string | null;
  /** The owner's pseudonym of the person: it dies with the person's key. */
  readonly pseudonym: string | null;
  /** `id#revision`. */
  readonly agreement: string | null;
  /** `id#revision`. */
  readonly consent: string | null;
  /** What stood, or was said to stand, in place of a consent: the id of an emergency release, or `FAMILY_LINKS`. */
  readonly ground: string | null;
  readonly released: readonly DataCategory[];
  readonly refused: readonly RefusedInEntry[];
  readonly requestId: string;
  readonly operationHash: string;
}

/** An entry as it stands in the chain. */
export interface LedgerRow {
  /** Counted from 1, without a gap. */
  readonly seq: string;
  readonly at: Date;
  readonly viewer: string;
  readonly client: string;
  readonly role: string;
  readonly purpose: string | null;
  readonly owner: string;
  readonly referral: string | null;
  readonly pseudonym: string | null;
  readonly agreement: string | null;
  readonly consent: string | null;
  readonly ground: string | null;
  readonly released: readonly DataCategory[];
  readonly refused: readonly RefusedInEntry[];
  readonly request_id: string;
  readonly operation_hash: string;
  /** One of LEDGER_FORMATS, unless somebody changed it. */
  readonly format: number;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** A row as the entry that was appended. */
export function entryOf(row: LedgerRow): NewLedgerEntry {
  return { ...row, requestId: row.request_id, operationHash: row.operation_hash };
}
