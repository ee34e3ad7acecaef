import { stringify } from 'csv-stringify/sync';
import { guardedCell } from './formula-guard.ts';

/** A column of an export: its heading, its tag after the Humanitarian Exchange Language 1.1, and its cell in a row. */
export interface HxlColumn<Row> {
  readonly heading: string;
  readonly tag: string;
  cell(row: Row): string | number | null;
}

/** A CSV table (RFC 4180, UTF-8) with a row of HXL tags under its headings, whose cells run nothing in a spreadsheet. */
export function hxlTable<Row>(columns: readonly HxlColumn<Row>[], rows: readonly Row[]): string {
  return hxlHead(columns) + hxlRows(columns, rows);
}

/** The two first rows, for a table that is written bit by bit. */
export function hxlHead<Row>(columns: readonly HxlColumn<Row>[]): string {
  return csvText([columns.map(({ heading }) => heading), columns.map(({ tag }) => tag)]);
}

export function hxlRows<Row>(columns: readonly HxlColumn<Row>[], rows: readonly Row[]): string {
  return csvText(rows.map((row) => columns.map(({ cell }) => writtenCell(cell(row)))));
}

/** Numbers are numbers, also below zero. */
export function writtenCell(cell: string | number | null | undefined): string {
  if (cell == null) return '';
  return typeof cell === 'number' ? String(cell) : guardedCell(cell);
}

/** RFC 4180. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : stringify(rows as string[][], { record_delimiter: '\r\n' });
}
