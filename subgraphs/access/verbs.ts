import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';

/**
 * Says a verb once for an `Idempotency-Key`, in one transaction, and answers with the id of what it made or changed; the caller
 * reads that anew. Errors: UNAUTHENTICATED, IDEMPOTENCY_KEY_REUSED, and whatever `work` throws.
 */
export async function sayOnce(
  database: Database,
  context: SubgraphContext,
  secret: Buffer,
  verb: string,
  input: object,
  work: (tx: Transaction, viewer: Viewer) => Promise<string>,
): Promise<string> {
  const { viewer } = context;
  if (!viewer) throw new AccordError('UNAUTHENTICATED');
  return database.transaction(viewer.organisationId, (tx) =>
    once(tx, context, secret, verb, input, () => work(tx, viewer)),
  );
}
