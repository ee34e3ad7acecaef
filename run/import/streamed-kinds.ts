import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type pg from 'pg';
import { registerNamed } from '../../subgraphs/partnerships/imports/directory-partner.ts';
import { type DirectorySource, importDirectory } from '../../subgraphs/services/imports/directory-run.ts';
import { FileFault } from '../../subgraphs/services/imports/file-fault.ts';
import { csvFolder, scanFolder } from '../../subgraphs/services/imports/hsds/csv-folder.ts';
import { csvItems, WHOLE_TABLES } from '../../subgraphs/services/imports/hsds/csv-items.ts';
import { stagedFolder } from '../../subgraphs/services/imports/hsds/csv-staging.ts';
import { unpack } from '../../subgraphs/services/imports/hsds/csv-zip.ts';
import { jsonItems } from '../../subgraphs/services/imports/hsds/json-items.ts';
import { readItem } from '../../subgraphs/services/imports/hsds/read-item.ts';
import { activities, activityReader } from '../../subgraphs/services/imports/hxl/activities.ts';
import type { HxlReader } from '../../subgraphs/services/imports/hxl/columns.ts';
import { readActivity } from '../../subgraphs/services/imports/hxl/read-activity.ts';
import { sqlOf } from '../../subgraphs/services/imports/import-client.ts';
import { forgetNotes } from '../../subgraphs/services/imports/import-run.ts';
import type { Register } from '../../subgraphs/services/imports/owners.ts';
import { linesOfRun } from '../../subgraphs/services/imports/run-notes.ts';
import { utf8Of } from '../../subgraphs/services/imports/utf8-stream.ts';
import { progressBar } from './progress.ts';
import { Refused } from './report.ts';
import type { StreamedKind, StreamedOptions, StreamedReport } from './streamed-kind.ts';

export const streamedKinds: Readonly<Record<string, StreamedKind>> = {
  'hsds-json': {
    says: 'services in HSDS 3 as JSON: one, a list, a page or JSON lines; an organisation with its services',
    files: ['FILE'],
    check: async (path, options) => {
      const { digest, total } = await saying(path, () => scanned(path));
      const runId = runIdOf('hsds-json', digest, options);
      const now = new Date();
      let met = 0;
      return (client) =>
        written(client, options, {
          runId,
          kind: 'hsds-json',
          source: options.directory ?? 'hsds',
          total,
          items: () => jsonItems(utf8Of(createReadStream(path))),
          read: (item) => {
            const read = readItem(item, options, now, met);
            met += 1;
            return read;
          },
        });
    },
  },
  'hsds-csv': {
    says: 'services in HSDS 3 as the tables of its datapackage: a folder, or a zip of one',
    files: ['FOLDER'],
    check: async (path, options) => {
      const { folder, remove } = await saying(path, () => folderOf(path));
      try {
        const write = await checkedTables(path, folder, options);
        return (client) => write(client).finally(remove);
      } catch (error) {
        await remove();
        throw error;
      }
    },
  },
  'hxl-3w': {
    says: 'who does what where, from a CSV file with HXL tags',
    files: ['FILE'],
    check: async (path, options) => {
      const reader = await saying(path, () => activityReader(path));
      const { digest, total } = await saying(path, () => scannedTable(path, reader));
      return (client) =>
        written(client, options, {
          runId: runIdOf('hxl-3w', digest, options),
          kind: 'hxl-3w',
          source: options.directory ?? 'hxl-3w',
          total,
          items: () => activities(path, reader),
          read: (item) => readActivity(item, reader, options),
        });
    },
  },
};

/** A zip is unpacked beside, for as long as it is read. */
async function folderOf(path: string): Promise<{ folder: string; remove(): Promise<void> }> {
  if (!/\.zip$/i.test(path)) return { folder: path, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'accord-import-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await unpack(path, folder);
    return { folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function checkedTables(path: string, folder: string, options: StreamedOptions) {
  const tables = await saying(path, () => csvFolder(folder));
  const { digest, total } = await saying(path, () => scanFolder(tables, new Set(WHOLE_TABLES)));
  const runId = runIdOf('hsds-csv', digest, options);
  const now = new Date();
  return (client: pg.Client) =>
    written(client, options, {
      runId,
      kind: 'hsds-csv',
      source: options.directory ?? 'hsds',
      total,
      prepare: (sql, within) => stagedFolder(sql, runId, tables, within),
      items: (sql, begin) => csvItems(sql, runId, tables.files, begin),
      read: (item) => readItem(item, options, now, 0),
    });
}

/** Counts the activities of a 3W table, and hashes it. */
async function scannedTable(path: string, reader: HxlReader): Promise<{ digest: string; total: number }> {
  const hash = createHash('sha256');
  let total = 0;
  for await (const _item of activities(path, reader, (bytes) => void hash.update(bytes))) total += 1;
  return { digest: hash.digest('hex'), total };
}

/** Reads the file to its end, so that a broken one changes nothing. */
async function scanned(path: string): Promise<{ digest: string; total: number }> {
  const hash = createHash('sha256');
  async function* tapped() {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
  }
  let total = 0;
  for await (const _item of jsonItems(utf8Of(tapped()))) total += 1;
  return { digest: hash.digest('hex'), total };
}

function runIdOf(
  kind: string,
  digest: string,
  { language, country, directory, restored }: StreamedOptions,
): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, digest, language, country, directory, restored]))
    .digest('hex')
    .slice(0, 24);
}

async function written<Item>(
  client: pg.Client,
  options: StreamedOptions,
  source: DirectorySource<Item>,
): Promise<StreamedReport> {
  const register: Register = ({ id, name, code, type, country }, distinct) =>
    registerNamed(
      client,
      { id, name, code, country, type: options.restored ? (type ?? 'OTHER') : 'OTHER' },
      distinct,
    );
  const bar = progressBar('Services');
  const progress = { step: bar.step, stopped: options.stopped };
  const { counts, done, finished } = await refusing(source.kind, () =>
    importDirectory(client as never, source, register, progress).finally(bar.stop),
  );
  const { created, updated, unchanged, kept, refused, registered } = counts;
  return {
    says: finished
      ? `${done} entries read, ${refused} refused; ${registered} organisations registered.`
      : `Stopped after ${done} of ${source.total} entries: the same command goes on from there.`,
    counts: [{ what: 'Services', created, updated, unchanged, kept }],
    unmapped: finished ? await told(client, source.runId) : [],
    finished,
  };
}

async function told(client: pg.Client, runId: string): Promise<string[]> {
  const sql = sqlOf(client as never);
  const lines = await linesOfRun(sql, runId);
  await forgetNotes(sql, runId);
  return lines;
}

/** A fault of a file, or that it is not there, as a refusal that names it. Errors: Refused. */
async function saying<Value>(path: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await refusing(basename(path), read);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new Refused([`${path} cannot be read: ${code}.`]);
  }
}

async function refusing<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FileFault ? new Refused([`${name}, ${error.message}`]) : error;
  }
}
