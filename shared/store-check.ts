/**
 * What holds in the rows of a subgraph at every moment, however a program or a database ended. Constraints say what one row must
 * be; these say what several must be together, which only whole transactions keep.
 */
export interface StoreCheck {
  /** The law of these rows, as a sentence. */
  readonly says: string;
  /** A query for the keys of what breaks it, in one column named `key`; empty when it holds. */
  readonly breaks: string;
}

/** The keys an `Idempotency-Key` answers with must lead to what was made, unless that was erased; `made` are queries for ids of this subgraph. */
export function idempotencyCheck(schema: string, made: readonly string[]): StoreCheck {
  return {
    says: 'An idempotency key answers with something that is there.',
    breaks: `select client || ' ' || key as key from ${schema}.idempotency
              where input <> '' and subject not in (${made.join(' union ')})`,
  };
}
