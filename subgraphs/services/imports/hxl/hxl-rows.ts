import { basename } from 'node:path';
import { unguardedCell } from '../../../../shared/formula-guard.ts';
import { type CsvRow, csvRows } from '../csv-rows.ts';
import { FileFault } from '../file-fault.ts';

/** A column as its tag says: `#adm1+code` is `adm1` with `code`. */
export interface HxlColumn {
  readonly tag: string;
  readonly attributes: ReadonlySet<string>;
  /** Its tag as it stands in the file. */
  readonly said: string;
}

export interface HxlRow {
  readonly line: number;
  /** By column; a cell without a text is empty. */
  readonly cells: readonly string[];
}

/** The tags stand in one of so many rows [HXL 1.1, "Hashtag row"]. */
const FARTHEST = 25;
const TAG = /^#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*$/i;

/** The columns of a file tagged after the Humanitarian Exchange Language. Throws `FileFault` when it has no tags. */
export async function hxlColumns(path: string): Promise<readonly HxlColumn[]> {
  let met = 0;
  for await (const row of csvRows(path)) {
    const columns = columnsIn(row);
    if (columns) return columns;
    met += 1;
    if (met === FARTHEST) break;
  }
  throw new FileFault(
    basename(path),
    `None of the first ${FARTHEST} rows has tags such as #org and #sector.`,
  );
}

/** The rows below the tags. `tap` sees the bytes as they are. */
export async function* hxlRows(path: string, tap?: (bytes: Buffer) => void): AsyncGenerator<HxlRow> {
  let tagged = false;
  for await (const row of csvRows(path, tap)) {
    if (tagged) yield { line: row.line, cells: row.cells.map((cell) => unguardedCell(cell).trim()) };
    else tagged = columnsIn(row) !== null;
  }
}

/** Every cell that is not empty is a tag, and there are two of them. */
function columnsIn({ cells }: CsvRow): readonly HxlColumn[] | null {
  const said = cells.map((cell) => cell.trim());
  const filled = said.filter((cell) => cell !== '');
  if (filled.length < 2 || !filled.every((cell) => TAG.test(cell))) return null;
  return said.map((cell) => {
    const [tag = '', ...attributes] = cell.toLowerCase().replaceAll(/\s/g, '').replace('#', '').split('+');
    return { tag, attributes: new Set(attributes), said: cell };
  });
}
