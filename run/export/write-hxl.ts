import { hxlHead, hxlRows } from '../../shared/hxl-table.ts';
import type { HsdsRecord } from '../../subgraphs/services/exports/hsds-part.ts';
import { activitiesOf, HXL_3W } from '../../subgraphs/services/exports/hxl-3w.ts';
import { writeFileOf } from './written-file.ts';

export function writeHxl(path: string, records: AsyncIterable<HsdsRecord>): Promise<void> {
  return writeFileOf(path, table(records));
}

async function* table(records: AsyncIterable<HsdsRecord>): AsyncGenerator<string> {
  yield hxlHead(HXL_3W);
  for await (const record of records) yield hxlRows(HXL_3W, activitiesOf(record));
}
