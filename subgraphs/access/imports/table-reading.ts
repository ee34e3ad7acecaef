import { AccordError } from '../../../shared/errors.ts';
import { guardedCell } from '../../../shared/formula-guard.ts';
import { csvText } from '../../../shared/hxl-table.ts';
import { CellError } from './cells.ts';
import { plain, type Table, type TableRow } from './csv-table.ts';
import type { Mapping } from './mapping.ts';

/** What a table holds in our words; what could not be read, and what had better not stand there, each with its row. */
export interface Reading<Entry> {
  readonly entries: readonly { readonly line: number; readonly entry: Entry }[];
  readonly refused: readonly string[];
  /** The rows that were refused, each with its reason in a last column: to be mended and read again. */
  readonly refusedRows: string;
  readonly warnings: readonly string[];
}

/** Heads the column of reasons; it is read as nothing when the rows come back. */
const WHY = 'Why it was refused';

/** The cell of a field in one row; empty where there is none. */
export type CellOf = (field: string) => string;

/** Turns the cell of a field into what it means; without a cell into null. Errors: CellError, with the column named. */
export type Read = <Value>(field: string, turn: (cell: string) => Value) => Value | null;

/** The columns of the mapping that the table does not have, as sentences. */
export function columnsMissing(table: Table, { columns }: Mapping): string[] {
  const there = new Set(table.columns.map(plain));
  return Object.entries(columns).flatMap(([field, column]) =>
    typeof column === 'string' && !there.has(plain(column))
      ? [`There is no column “${column}” for ${field}; there are ${table.columns.join(', ')}.`]
      : [],
  );
}

/** Reads each row on its own: one that cannot be read is refused with its reason, and stops no other. */
export function readRows<Entry>(
  table: Table,
  mapping: Mapping,
  entryOf: (read: Read, warn: (says: string) => void) => Entry,
): Reading<Entry> {
  const entries: { line: number; entry: Entry }[] = [];
  const refused: { readonly row: TableRow; readonly says: string }[] = [];
  const warnings: string[] = [];
  for (const row of table.rows) {
    const read: Read = (field, turn) => {
      const cell = cellOf(row, mapping, field);
      if (cell === '') return null;
      try {
        return turn(cell);
      } catch (error) {
        if (!(error instanceof CellError)) throw error;
        const column = mapping.columns[field];
        const named = typeof column === 'string' ? `“${column}”` : field;
        const end = error.message.endsWith('?') ? '' : '.';
        throw new CellError(`${named}: “${shortened(cell)}” ${error.message}${end}`);
      }
    };
    try {
      const entry = entryOf(read, (says) => warnings.push(`Row ${row.line}: ${says}`));
      entries.push({ line: row.line, entry });
    } catch (error) {
      refused.push({ row, says: sentenceOf(error) });
    }
  }
  return {
    entries,
    refused: refused.map(({ row, says }) => `Row ${row.line}: ${says}`),
    refusedRows: rowsToMend(table, refused),
    warnings,
  };
}

/** As CSV under the header of the table; nothing when nothing was refused. */
function rowsToMend(
  { columns }: Table,
  refused: readonly { readonly row: TableRow; readonly says: string }[],
): string {
  if (refused.length === 0) return '';
  const rows = refused.map(({ row, says }) => [
    ...columns.map((name) => row.cells.get(plain(name)) ?? ''),
    says,
  ]);
  return csvText([[...columns, WHY], ...rows].map((cells) => cells.map(guardedCell)));
}

/** Errors: CellError. */
export function needed<Value>(value: Value | null, field: string): Value {
  if (value === null) throw new CellError(`${field} is missing.`);
  return value;
}

function cellOf({ cells }: TableRow, { columns }: Mapping, field: string): string {
  const column = columns[field];
  if (column === undefined) return '';
  return typeof column === 'string' ? (cells.get(plain(column)) ?? '').trim() : column.value;
}

function sentenceOf(error: unknown): string {
  if (error instanceof CellError) return error.message;
  if (error instanceof AccordError && error.detail.says)
    return `${error.detail.field?.replace('input.', '') ?? ''}: ${error.detail.says}`;
  throw error;
}

function shortened(cell: string): string {
  return cell.length > 60 ? `${cell.slice(0, 60)}…` : cell;
}
