import { basename } from 'node:path';
import { FileFault } from '../file-fault.ts';
import { type HxlReader, hxlReader } from './columns.ts';
import { hxlColumns, hxlRows } from './hxl-rows.ts';
import type { HxlItem } from './read-activity.ts';

/** Rows of one activity at most: more are none. */
const MOST_ROWS = 500;

/** How the columns of a 3W table are read. Throws `FileFault` when it does not say who does what. */
export async function activityReader(path: string): Promise<HxlReader> {
  const reader = hxlReader(await hxlColumns(path));
  const missing = [
    ...(reader.has('organisation') || reader.has('organisationCode') ? [] : ['#org']),
    ...((['activity', 'subsector', 'sector'] as const).some((field) => reader.has(field))
      ? []
      : ['#sector or #activity']),
  ];
  if (missing.length > 0)
    throw new FileFault(basename(path), `No column is tagged ${missing.join(' nor ')}.`);
  return reader;
}

/** The activities of a table. Rows that follow each other with one number are one activity, at several places or in several sectors. */
export async function* activities(
  path: string,
  reader: HxlReader,
  tap?: (bytes: Buffer) => void,
): AsyncGenerator<HxlItem> {
  let item: { id: string; place: string; rows: HxlItem['rows'][number][] } | null = null;
  for await (const row of hxlRows(path, tap)) {
    const id = reader.cell(row, 'id');
    if (item && id !== '' && item.id === id && item.rows.length < MOST_ROWS) {
      item.rows.push(row);
      continue;
    }
    if (item) yield item;
    item = { id, place: `row ${row.line}`, rows: [row] };
  }
  if (item) yield item;
}
