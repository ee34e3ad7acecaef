import type { HsdsRecord } from '../../subgraphs/services/exports/hsds-part.ts';
import { writeHxl } from './write-hxl.ts';
import { writeJson } from './write-json.ts';
import { writeTables } from './write-tables.ts';

export interface ExportKind {
  readonly says: string;
  readonly file: string;
  /** Writes everything or nothing: a path that stands there already is replaced at the end, a folder never. */
  write(path: string, records: AsyncIterable<HsdsRecord>): Promise<void>;
}

export const exportKinds: Readonly<Record<string, ExportKind>> = {
  'hsds-json': {
    says: 'services in HSDS 3.1, fully nested: a list, or JSON lines where the name ends in .ndjson or .jsonl',
    file: 'FILE',
    write: writeJson,
  },
  'hsds-csv': {
    says: "the tables of HSDS 3.1's datapackage, with datapackage.json: a new folder, or a zip where the name ends in .zip",
    file: 'FOLDER|FILE.zip',
    write: writeTables,
  },
  'hxl-3w': {
    says: 'who does what where: a table with HXL tags, one row for each sector of a service at each of its places',
    file: 'FILE',
    write: writeHxl,
  },
};
