import type { Sql } from '../stored-offer.ts';
import type { Note } from './notes.ts';

/** What became of the entries of a run so far. */
export interface RunCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Revised or assured by their owners since they came. */
  readonly kept: number;
  readonly refused: number;
  /** Organisations that were not registered before. */
  readonly registered: number;
}

const NO_COUNTS: RunCounts = {
  created: 0,
  updated: 0,
  unchanged: 0,
  kept: 0,
  refused: 0,
  registered: 0,
};

export interface ImportRun {
  readonly id: string;
  /** How many of its entries are done; more than none when an earlier run of the same file was cut off. */
  readonly done: number;
  readonly counts: RunCounts;
}

const LOCK = `hashtextextended('accord import of a directory', 0)`;

/** One import at a time: two would register the same organisations. Answers whether it may begin. */
export async function takeTurn(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ taken: boolean }>('import-turn', `select pg_try_advisory_lock(${LOCK}) as taken`);
  return row?.taken ?? false;
}

export async function leaveTurn(sql: Sql): Promise<void> {
  await sql('import-turn-over', `select pg_advisory_unlock(${LOCK})`);
}

/** Takes up the run of this id where it was cut off, or begins it; a finished one begins anew. In a transaction. */
export async function beginRun(sql: Sql, id: string, kind: string, total: number): Promise<ImportRun> {
  // What was cut off and never taken up again.
  await sql(
    'import-old',
    `delete from services.import_run where finished_at is null and started_at < now() - interval '30 days'`,
  );
  await sql('import-over', 'delete from services.import_run where id = $1 and finished_at is not null', [id]);
  await sql(
    'import-begin',
    'insert into services.import_run (id, kind, total) values ($1, $2, $3) on conflict do nothing',
    [id, kind, total],
  );
  const [run] = await sql<{ done: string; counts: Partial<RunCounts> }>(
    'import-run',
    'select done, counts from services.import_run where id = $1',
    [id],
  );
  return { id, done: Number(run?.done ?? 0), counts: { ...NO_COUNTS, ...run?.counts } };
}

/** Writes down that the run has come to `done`, in the transaction of what was done. */
export async function advanceRun(sql: Sql, run: ImportRun, notes: readonly Note[]): Promise<void> {
  await sql('import-advance', 'update services.import_run set done = $2, counts = $3 where id = $1', [
    run.id,
    run.done,
    JSON.stringify(run.counts),
  ]);
  if (notes.length === 0) return;
  await sql(
    'import-notes',
    `insert into services.import_note (run, kind, place, field, value, reason)
       select $1, n.kind, n.place, n.field, n.value, n.reason
         from jsonb_to_recordset($2) as n (kind text, place text, field text, value text, reason text)`,
    [run.id, JSON.stringify(notes)],
  );
}

/** Those of the entries that this run has not met before. */
export async function firstMet(sql: Sql, runId: string, entries: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ entry: string }>(
    'import-seen',
    `insert into services.import_seen select $1, entry from unnest($2::text[]) entry
       on conflict do nothing returning entry`,
    [runId, entries],
  );
  return new Set(rows.map(({ entry }) => entry));
}

/** After all that it had to say was said. */
export async function forgetNotes(sql: Sql, runId: string): Promise<void> {
  await sql('import-said', 'delete from services.import_note where run = $1', [runId]);
}

/**
 * At once, where millions of rows would be deleted one by one. Those of another run that was cut off go as well: it reads them in
 * anew.
 */
export async function clearRows(sql: Sql): Promise<void> {
  await sql('import-clear', 'truncate services.import_row');
}

export async function finishRun(sql: Sql, runId: string): Promise<void> {
  await sql('import-forget', 'delete from services.import_seen where run = $1', [runId]);
  await clearRows(sql);
  await sql('import-finish', 'update services.import_run set finished_at = now() where id = $1', [runId]);
}
