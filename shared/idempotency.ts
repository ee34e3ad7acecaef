import { createHmac } from 'node:crypto';
import type { SubgraphContext } from './context.ts';
import type { Transaction } from './database.ts';
import { AccordError } from './errors.ts';

/** The table each subgraph keeps its keys in. It holds the id of what was made, never an answer. */
export function idempotencyTable(schema: string, role: string): string[] {
  return [
    `create table ${schema}.idempotency (
       client text not null, key text not null, input bytea not null, subject text not null,
       at timestamptz not null default now(), primary key (client, key))`,
    `grant select, insert, delete on ${schema}.idempotency to ${role}`,
  ];
}

/**
 * Runs `work` once for an `Idempotency-Key`. A repeat answers with the id that the first call made, and the caller
 * reads it anew, so that a replay is filtered by today's rules. The input is kept as a keyed hash: what it says
 * about a person cannot be guessed back. Errors: IDEMPOTENCY_KEY_REUSED.
 */
export async function once(
  tx: Transaction,
  context: SubgraphContext,
  secret: Buffer,
  verb: string,
  input: object,
  work: () => Promise<string>,
): Promise<string> {
  const client = context.viewer?.clientId;
  const key = context.idempotencyKey;
  if (key === null || client === undefined) return work();
  const hash = createHmac('sha256', secret).update(verb).update('\0').update(JSON.stringify(input)).digest();
  // Two calls with one key at the same moment wait for each other here, not on the primary key after the work.
  await tx.sql('idempotency-lock', `select pg_advisory_xact_lock(hashtextextended($1, 1))`, [
    JSON.stringify([client, key]),
  ]);
  const [earlier] = await tx.sql<{ input: Buffer; subject: string }>(
    'idempotency-find',
    'select input, subject from idempotency where client = $1 and key = $2',
    [client, key],
  );
  if (earlier) {
    // Emptied when what it made was erased: a late repeat must not make it again.
    if (earlier.input.length === 0) throw new AccordError('NOT_FOUND');
    if (!earlier.input.equals(hash)) throw new AccordError('IDEMPOTENCY_KEY_REUSED');
    return earlier.subject;
  }
  const subject = await work();
  await tx.sql(
    'idempotency-keep',
    'insert into idempotency (client, key, input, subject) values ($1, $2, $3, $4)',
    [client, key, hash, subject],
  );
  return subject;
}
