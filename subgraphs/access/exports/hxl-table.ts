import { stringify } from 'csv-stringify/sync';

/** A column of an export: its heading, its tag after the Humanitarian Exchange Language 1.1, and its cell in a row. */
export interface HxlColumn<Row> {
  readonly heading: string;
  readonly tag: string;
  cell(row: Row): string | number | null;
}

/**
 * A CSV table (RFC 4180, UTF-8) with a row of HXL tags under its headings. A cell that a spreadsheet would take for a formula
 * begins with an apostrophe, so that opening an export runs nothing.
 */
export function hxlTable<Row>(columns: readonly HxlColumn<Row>[], rows: readonly Row[]): string {
  const written = rows.map((row) => columns.map(({ cell }) => guarded(cell(row))));
  return stringify([columns.map(({ heading }) => heading), columns.map(({ tag }) => tag), ...written], {
    record_delimiter: '\r\n',
  });
}

/** Numbers are numbers, also below zero. */
function guarded(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  return /^\s*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
