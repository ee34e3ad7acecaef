import type { Database, Transaction } from '../../../shared/database.ts';

const AT_ONCE = 200;

/**
 * Finds what is due and does each in a transaction of its own, as its owner: cut off anywhere, what was done is done,
 * and what was not is found again. One that fails holds up no other; the first failure is thrown at the end.
 * `statement` answers with `ownerId` and `id`; $1: now; $2: how many.
 */
export async function dueInTurn(
  database: Database,
  now: Date,
  statement: { readonly name: string; readonly text: string },
  work: (tx: Transaction, ownerId: string, id: string, now: Date) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  let failure: unknown = null;
  for (;;) {
    const due = await database.due<{ ownerId: string; id: string }>(statement.name, statement.text, [
      now,
      AT_ONCE,
    ]);
    const fresh = due.filter(({ id }) => !seen.has(id));
    for (const { ownerId, id } of fresh) {
      seen.add(id);
      await database
        .transaction(ownerId, (tx) => work(tx, ownerId, id, now))
        .catch((error: unknown) => {
          failure ??= error;
        });
    }
    if (due.length === AT_ONCE && fresh.length > 0) continue;
    if (failure) throw failure;
    return;
  }
}
