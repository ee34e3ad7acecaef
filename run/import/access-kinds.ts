import { basename } from 'node:path';
import type pg from 'pg';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import {
  type Counts,
  type ImportClient,
  importIncidents,
  importPlaces,
  observerOf,
  organisationOf,
} from '../../subgraphs/access/imports/access-import.ts';
import { tableOf } from '../../subgraphs/access/imports/csv-table.ts';
import { INCIDENT_FIELDS, readIncidents } from '../../subgraphs/access/imports/incident-table.ts';
import { checkedMapping, type Mapping } from '../../subgraphs/access/imports/mapping.ts';
import { PLACE_FIELDS, readPlaces } from '../../subgraphs/access/imports/place-table.ts';
import { columnsMissing, type Reading } from '../../subgraphs/access/imports/table-reading.ts';
import type { ImportKind, ReadFile } from './kind.ts';
import { progressBar } from './progress.ts';
import { Refused } from './report.ts';

const FILES = ['FILE', '--mapping MAPPING'];

/** Tables of places and of incidents, as organisations keep them; the mapping says what their columns mean. */
export const accessKinds: Readonly<Record<string, ImportKind>> = {
  'access-places': {
    says: 'places where people are reached, from a CSV file with any columns; MAPPING says what they mean',
    files: FILES,
    read: (files) => readTable(files, 'Places', PLACE_FIELDS, readPlaces, importPlaces),
  },
  'access-incidents': {
    says: 'access incidents, from a CSV file with any columns; MAPPING says what they mean',
    files: FILES,
    read: (files) =>
      readTable(files, 'Incidents', INCIDENT_FIELDS, readIncidents, importIncidents, observersOnly),
  },
};

type Write<Entry> = (
  client: ImportClient,
  ownerId: string,
  entries: readonly Entry[],
  step: (done: number, total: number) => void,
) => Promise<Counts>;

function readTable<Entry>(
  [file, mappingFile]: readonly ReadFile[],
  what: string,
  fields: { readonly all: readonly string[]; readonly needed: readonly string[] },
  readEntries: (table: ReturnType<typeof tableOf>, mapping: Mapping) => Reading<Entry>,
  write: Write<Entry>,
  mayImport: (client: ImportClient, ownerId: string) => Promise<void> = async () => undefined,
): ReturnType<ImportKind['read']> {
  if (!file || !mappingFile) throw new Refused(['A file and a mapping are needed.']);
  const mapping = saying(mappingFile, () => checkedMapping(JSON.parse(mappingFile.text), fields));
  const named = Object.values(mapping.columns).flatMap((column) =>
    typeof column === 'string' ? [column] : [],
  );
  const table = saying(file, () =>
    tableOf(file.bytes ?? new TextEncoder().encode(file.text), named, mapping.encoding),
  );
  const missing = columnsMissing(table, mapping);
  if (missing.length > 0) throw new Refused(missing);
  const { entries, refused, refusedRows, warnings } = readEntries(table, mapping);
  return async (client: pg.Client) => {
    const ownerId = await organisationOf(client as never, mapping.organisation);
    if (ownerId === null) throw new Refused([`No active organisation has the code ${mapping.organisation}.`]);
    await mayImport(client as never, ownerId);
    const bar = progressBar(what);
    const written = entries.map(({ entry }) => entry);
    const counts = await write(client as never, ownerId, written, bar.step).finally(bar.stop);
    const rows = `${table.rows.length} rows: ${entries.length} read, ${refused.length} refused, ${warnings.length} warnings.`;
    return {
      says: rows,
      refusedRows,
      counts: [{ what, ...counts }],
      unmapped: [...refused.map((line) => `Refused. ${line}`), ...warnings.map((line) => `Warned. ${line}`)],
    };
  };
}

/** An authority keeps no incidents here, out of a table either. Errors: Refused. */
async function observersOnly(client: ImportClient, ownerId: string): Promise<void> {
  const decision = mayObserveAccess({ role: 'coordinator', ...(await observerOf(client, ownerId)) });
  if (!decision.allowed) throw new Refused([decision.rule.says]);
}

/** A fault of a file as a refusal that names it. Errors: Refused. */
function saying<Value>({ path }: ReadFile, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new Refused((error as Error).message.split('\n').map((line) => `${basename(path)}: ${line}`));
  }
}
