import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '../stored-offer.ts';
import { type Batch, writeEntries } from './directory-batch.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { FileFault } from './file-fault.ts';
import type { DirectoryOrganisation } from './hsds/read-organisation.ts';
import { type Client, sqlOf } from './import-client.ts';
import {
  advanceRun,
  beginRun,
  finishRun,
  type ImportRun,
  leaveTurn,
  type RunCounts,
  takeTurn,
} from './import-run.ts';
import { type Note, Notes } from './notes.ts';
import { Owners, type Register } from './owners.ts';
import { type Classification, writeClassification } from './terms.ts';

/** One item of a file, read: services, an organisation without one, or neither when it was refused or only says something. */
export interface ReadItem {
  readonly place: string;
  readonly services: readonly DirectoryEntry[];
  readonly organisation: DirectoryOrganisation | null;
  /** Of a list of terms or taxonomies; those of services stand in them. */
  readonly classification?: Classification;
  readonly notes: readonly Note[];
}

export interface DirectorySource<Item> {
  /** Of the file and of how it is read: the same again is taken up again. */
  readonly runId: string;
  /** As the command names it. */
  readonly kind: string;
  /** Under which source the services are known. */
  readonly source: string;
  readonly total: number;
  /** What must be there before the items are asked for; answers with what is to be said of it. */
  prepare?(sql: Sql, within: Within): Promise<readonly Note[]>;
  /** In the same order every time; the first `begin` of them are done, and only counted. */
  items(sql: Sql, begin: number): AsyncIterable<Item>;
  read(item: Item): ReadItem;
}

/** Does some work in a transaction of its own. */
export type Within = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface Progress {
  step(done: number, total: number): void;
  /** True as soon as it is to stop: what was begun is brought to its end. */
  stopped(): boolean;
}

const BATCH = 100;

/**
 * Writes a directory in transactions of 100 entries, each with a step of the run: in constant memory, and cut off at any
 * moment it goes on where it was. Answers with what became of the entries and whether all are done.
 */
export async function importDirectory<Item>(
  client: Client & { query(text: string): Promise<unknown> },
  given: DirectorySource<Item>,
  register: Register,
  progress: Progress,
): Promise<{ counts: RunCounts; done: number; finished: boolean }> {
  const sql = sqlOf(client);
  await turn(sql);
  try {
    return await imported(client, sql, given, register, progress);
  } finally {
    await leaveTurn(sql);
  }
}

const PATIENCE = 20;

/** The connection of an import that was killed is noticed a little later. */
async function turn(sql: Sql): Promise<void> {
  for (let tried = 0; !(await takeTurn(sql)); tried += 1) {
    if (tried === PATIENCE) throw new FileFault('elsewhere', 'Another import of a directory is running.');
    await pause(500);
  }
}

async function imported<Item>(
  client: { query(text: string): Promise<unknown> },
  sql: Sql,
  given: DirectorySource<Item>,
  register: Register,
  progress: Progress,
): Promise<{ counts: RunCounts; done: number; finished: boolean }> {
  const within: Within = (work) => inTransaction(client, work);
  let run = await within(() => beginRun(sql, given.runId, given.kind, given.total));
  const batch = { ...given, owners: new Owners(sql, given.runId, register) };
  const writer = { client, sql, batch };
  const prepared = (await given.prepare?.(sql, within)) ?? [];
  if (prepared.length > 0) await within(() => advanceRun(sql, run, prepared));
  const begun = run.done;
  let met = 0;
  let services = 0;
  let gathered: ReadItem[] = [];
  const write = async () => {
    run = await written(writer, run, gathered, within);
    gathered = [];
    services = 0;
    progress.step(run.done, given.total);
  };
  progress.step(run.done, given.total);
  for await (const item of given.items(sql, begun)) {
    met += 1;
    if (met <= begun) continue;
    const read = given.read(item);
    gathered.push(read);
    services += read.services.length;
    if (gathered.length < BATCH && services < BATCH) continue;
    await write();
    if (progress.stopped()) return { counts: run.counts, done: run.done, finished: false };
  }
  if (gathered.length > 0) await write();
  await within(() => finishRun(sql, run.id));
  return { counts: run.counts, done: run.done, finished: true };
}

interface Writer {
  readonly client: { query(text: string): Promise<unknown> };
  readonly sql: Sql;
  readonly batch: Batch;
}

/** All at once; when PostgreSQL refuses something of it, once more with each entry on its own. */
async function written(
  writer: Writer,
  run: ImportRun,
  items: readonly ReadItem[],
  within: Within,
): Promise<ImportRun> {
  try {
    return await within(() => step(writer, run, items, writeTogether));
  } catch (error) {
    if (!isAboutValues(error)) throw error;
    writer.batch.owners.forget();
    return await within(() => step(writer, run, items, writeEachAlone));
  }
}

type Write = (writer: Writer, items: readonly ReadItem[]) => ReturnType<typeof writeEntries>;

async function step(
  writer: Writer,
  run: ImportRun,
  items: readonly ReadItem[],
  write: Write,
): Promise<ImportRun> {
  const { outcomes, notes } = await write(writer, items);
  const counts: Record<keyof RunCounts, number> = { ...run.counts };
  for (const outcome of outcomes) counts[outcome] += 1;
  const said = [...items.flatMap((item) => item.notes), ...notes];
  counts.refused += items.flatMap((item) => item.notes).filter(({ kind }) => kind === 'REFUSED').length;
  counts.registered += writer.batch.owners.takeRegistered();
  const next = { id: run.id, done: run.done + items.length, counts };
  await advanceRun(writer.sql, next, said);
  return next;
}

async function writeTogether({ sql, batch }: Writer, items: readonly ReadItem[]) {
  for (const { organisation } of items) {
    if (organisation) await batch.owners.ownerOf(organisation);
  }
  for (const { classification } of items) {
    if (classification) await writeClassification(sql, classification);
  }
  const entries = items.flatMap(({ services }) => services);
  return entries.length === 0 ? { outcomes: [], notes: [] } : writeEntries(sql, entries, batch);
}

async function writeEachAlone(writer: Writer, items: readonly ReadItem[]) {
  const outcomes: Awaited<ReturnType<typeof writeEntries>>['outcomes'] = [];
  const notes: Note[] = [];
  for (const item of items) {
    await writer.client.query('savepoint entry');
    try {
      const alone = await writeTogether(writer, [item]);
      outcomes.push(...alone.outcomes);
      notes.push(...alone.notes);
      await writer.client.query('release savepoint entry');
    } catch (error) {
      if (!isAboutValues(error)) throw error;
      await writer.client.query('rollback to savepoint entry');
      writer.batch.owners.forget();
      const said = new Notes(item.place);
      said.refused(`The database does not keep it: ${(error as Error).message}.`);
      outcomes.push('refused');
      notes.push(...said.all);
    }
  }
  return { outcomes, notes };
}

/** Classes 22 and 23 of PostgreSQL: a value that is none, or that breaks a constraint. */
function isAboutValues(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}

async function inTransaction<Result>(
  client: { query(text: string): Promise<unknown> },
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
