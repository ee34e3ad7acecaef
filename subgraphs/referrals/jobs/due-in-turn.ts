import type { Database, Transaction } from '../../../shared/database.ts';

/** A row that is due, by its key; nothing else of it is known yet. */
export interface Due {
  readonly ownerId: string;
  readonly id: string;
  /** Tells one time from the next where a row can be due more than once. */
  readonly occasion?: string;
}

/** A query that answers with `ownerId`, `id` and, where there is one, `occasion`; $1: now; $2: how many. */
export interface DueStatement {
  readonly name: string;
  readonly text: string;
}

const AT_ONCE = 200;

/**
 * Finds what is due and does each in a transaction of its own, as its owner: cut off anywhere, what was done is done,
 * and what was not is found again. One that fails holds up no other; the first failure is thrown at the end.
 */
export async function dueInTurn(
  database: Database,
  now: Date,
  { name, text }: DueStatement,
  work: (tx: Transaction, due: Due, now: Date) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  let failure: unknown = null;
  for (;;) {
    const rows = await database.due<Due>(name, text, [now, AT_ONCE]);
    const fresh = rows.filter(({ id }) => !seen.has(id));
    for (const due of fresh) {
      seen.add(due.id);
      await database
        .transaction(due.ownerId, (tx) => work(tx, due, now))
        .catch((error: unknown) => {
          failure ??= error;
        });
    }
    if (rows.length === AT_ONCE && fresh.length > 0) continue;
    if (failure) throw failure;
    return;
  }
}
