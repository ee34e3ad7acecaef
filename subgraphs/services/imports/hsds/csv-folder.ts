import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unguardedCell } from '../../../../shared/formula-guard.ts';
import { type CsvRow, csvRows } from '../csv-rows.ts';
import { FileFault } from '../file-fault.ts';
import { type CsvTableName, tableNamed } from './csv-tables.ts';
import type { Json } from './json.ts';

export interface CsvFile {
  readonly table: CsvTableName;
  readonly path: string;
}

export interface CsvFolder {
  readonly files: readonly CsvFile[];
  /** Names of what is there and is no table of HSDS. */
  readonly strange: readonly string[];
}

/** A row as HSDS has it in JSON, but that every value is a text; cells without a text are not there. */
export interface CsvRecord {
  readonly line: number;
  readonly record: Json;
}

/** Not tables of entities. */
const ABOUT_THE_FILES = /^(datapackage\.json|meta_table_descriptions\.csv|readme.*|\..*|__macosx)$/i;

/** The tables of a datapackage. Throws `FileFault` without services. */
export async function csvFolder(folder: string): Promise<CsvFolder> {
  const names = (await readdir(folder)).sort();
  const files = names.flatMap((name) => {
    const table = tableNamed(name);
    return table === null || !/\.csv$/i.test(name) ? [] : [{ table, path: join(folder, name) }];
  });
  if (!files.some(({ table }) => table === 'services')) {
    throw new FileFault('the folder', 'There is no services.csv in it.');
  }
  const known = new Set(files.map(({ path }) => basename(path)));
  return { files, strange: names.filter((name) => !known.has(name) && !ABOUT_THE_FILES.test(name)) };
}

/** The records of one table. `tap` sees the bytes as they are. */
export async function* csvRecords(path: string, tap?: (bytes: Buffer) => void): AsyncGenerator<CsvRecord> {
  let header: readonly string[] | null = null;
  for await (const row of csvRows(path, tap)) {
    if (header) yield { line: row.line, record: recordOf(header, row) };
    else header = checkedHeader(row, basename(path));
  }
  if (!header) throw new FileFault(basename(path), 'The file is empty.');
}

/** Reads every file to its end: how many rows those tables have that are read as a whole, and a hash of all. */
export async function scanFolder(
  { files }: CsvFolder,
  whole: ReadonlySet<string>,
): Promise<{ digest: string; total: number }> {
  const hash = createHash('sha256');
  let total = 0;
  for (const { table, path } of files) {
    hash.update(`\n${table}\n`);
    for await (const _row of csvRecords(path, (bytes) => void hash.update(bytes))) {
      if (whole.has(table)) total += 1;
    }
  }
  return { digest: hash.digest('hex'), total };
}

function checkedHeader({ cells }: CsvRow, file: string): readonly string[] {
  const header = cells.map((name) => name.trim().toLowerCase());
  if (!header.includes('id')) throw new FileFault(`${file}, line 1`, 'The first row names no column “id”.');
  return header;
}

function recordOf(header: readonly string[], { cells }: CsvRow): Json {
  const said = header.flatMap((name, column): [string, string][] => {
    const cell = unguardedCell(cells[column] ?? '');
    return name === '' || cell.trim() === '' ? [] : [[name, cell]];
  });
  const beyond = cells.slice(header.length).filter((cell) => cell.trim() !== '');
  return Object.fromEntries(
    beyond.length === 0 ? said : [...said, ['(beyond the last column)', beyond.join(', ')]],
  );
}
