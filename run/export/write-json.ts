import type { HsdsRecord } from '../../subgraphs/services/exports/hsds-part.ts';
import { writeFileOf } from './written-file.ts';

export function writeJson(path: string, records: AsyncIterable<HsdsRecord>): Promise<void> {
  return writeFileOf(path, /\.(ndjson|jsonl)$/i.test(path) ? lines(records) : list(records));
}

async function* lines(records: AsyncIterable<HsdsRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

async function* list(records: AsyncIterable<HsdsRecord>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(record);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
