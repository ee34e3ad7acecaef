import { parse } from 'csv-parse/sync';
import { unguardedCell } from '../../../shared/formula-guard.ts';

/** A row of a table with its number as a spreadsheet counts it, and its cells by the name of their column. */
export interface TableRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Table {
  /** Column names as the file writes them. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LARGEST_CELL = 20_000;

/** What a line that is not UTF-8 may be in (WHATWG Encoding Standard). */
export const ENCODINGS = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'iso-8859-2',
  'iso-8859-6',
  'iso-8859-7',
  'macintosh',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * A table out of the bytes of a CSV file, whatever program wrote it: UTF-8, UTF-16 or `encoding`, also line by line; commas,
 * semicolons or tabs; titles above the header, rows of HXL tags and blank rows. `known`: names of columns to find the
 * header by. Throws `Error` with a sentence when there is no header or a quote is never closed.
 */
export function tableOf(
  bytes: Uint8Array,
  known: readonly string[],
  encoding: Encoding = 'windows-1252',
): Table {
  const text = decoded(bytes, encoding);
  const wanted = new Set(known.map(plain));
  let fault = `No row names at least two of the columns: ${known.join(', ')}.`;
  for (const delimiter of DELIMITERS) {
    let lines: readonly Line[];
    try {
      lines = linesIn(text, delimiter);
    } catch (error) {
      // With another delimiter it may be a table; if it is none with any, this is why.
      fault = (error as Error).message;
      continue;
    }
    const at = lines.findIndex(({ record }) => record.filter((cell) => wanted.has(plain(cell))).length >= 2);
    const header = lines[at]?.record;
    if (header) return { columns: header, rows: rowsUnder(header, lines.slice(at + 1)) };
  }
  throw new Error(fault);
}

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function linesIn(text: string, delimiter: string): readonly Line[] {
  return parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    trim: true,
    info: true,
    max_record_size: LARGEST_CELL * 50,
  }) as unknown as readonly Line[];
}

function rowsUnder(header: readonly string[], lines: readonly Line[]): TableRow[] {
  return lines
    .filter(({ record }) => record.some((cell) => cell !== '') && !isTags(record))
    .map(({ record, info }) => ({
      line: info.lines,
      cells: new Map(header.map((name, column) => [plain(name), unguardedCell(record[column] ?? '')])),
    }));
}

/** A name of a column without what programs add or take away: case, accents, spaces and marks. */
export function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A row of tags after the Humanitarian Exchange Language: every cell that is not empty begins with #. */
function isTags(record: readonly string[]): boolean {
  return record.every((cell) => cell === '' || /^#[a-z]/i.test(cell));
}

function decoded(bytes: Uint8Array, encoding: Encoding): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    return strict.decode(bytes);
  } catch {
    // Pasted together from several files: each line in its own encoding.
    return linesOf(bytes)
      .map((line) => {
        try {
          return strict.decode(line);
        } catch {
          return new TextDecoder(encoding).decode(line);
        }
      })
      .join('');
  }
}

/** Each with its line end. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, to));
    from = to;
  }
  return lines;
}
