import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { csvText, writtenCell } from '../../shared/hxl-table.ts';
import { datapackage } from '../../subgraphs/services/exports/datapackage.ts';
import { HSDS_COLUMNS } from '../../subgraphs/services/exports/hsds-columns.ts';
import type { HsdsRecord } from '../../subgraphs/services/exports/hsds-part.ts';
import { HsdsTables, type TableRow } from '../../subgraphs/services/exports/hsds-tables.ts';

type Table = TableRow['table'];

/** Many small writes cost more than the rows in them. */
const ROWS_AT_ONCE = 5_000;

const TABLES = Object.keys(HSDS_COLUMNS) as Table[];

/** Into a folder beside the path, which takes its name, or becomes the zip of it, when everything is there. */
export async function writeTables(path: string, records: AsyncIterable<HsdsRecord>): Promise<void> {
  const isZip = /\.zip$/i.test(path);
  if (!isZip && existsSync(path)) throw new Error(`${path} is there already: name a new folder.`);
  const folder = `${path}.part`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    await fill(folder, records);
    if (!isZip) return await rename(folder, path);
    await zip(folder, `${path}.zip-part`);
    await rename(`${path}.zip-part`, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string, records: AsyncIterable<HsdsRecord>): Promise<void> {
  const files = new Map<Table, FileHandle>();
  try {
    for (const table of TABLES) {
      const file = await open(join(folder, `${table}.csv`), 'wx');
      files.set(table, file);
      await file.writeFile(csvText([[...HSDS_COLUMNS[table]]]));
    }
    const tables = new HsdsTables();
    let waiting: TableRow[] = [];
    for await (const record of records) {
      waiting.push(...tables.rowsOf(record));
      if (waiting.length < ROWS_AT_ONCE) continue;
      await append(files, waiting);
      waiting = [];
    }
    await append(files, waiting);
  } finally {
    for (const file of files.values()) await file.close();
  }
  await writeFile(join(folder, 'datapackage.json'), `${JSON.stringify(datapackage(new Date()), null, 2)}\n`);
}

async function append(files: ReadonlyMap<Table, FileHandle>, rows: readonly TableRow[]): Promise<void> {
  for (const [table, some] of Map.groupBy(rows, ({ table }) => table))
    await files.get(table)?.writeFile(csvText(some.map((one) => cellsOf(table, one))));
}

function cellsOf(table: Table, { row }: TableRow): string[] {
  return HSDS_COLUMNS[table].map((column) => writtenCell(row[column]));
}

async function zip(folder: string, path: string): Promise<void> {
  const archive = new yazl.ZipFile();
  for (const name of ['datapackage.json', ...TABLES.map((table) => `${table}.csv`)])
    archive.addFile(join(folder, name), name);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}
