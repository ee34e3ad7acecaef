import { basename } from 'node:path';
import type { Sql } from '../../stored-offer.ts';
import type { Within } from '../directory-run.ts';
import { clearRows } from '../import-run.ts';
import type { Note } from '../notes.ts';
import { type CsvFile, type CsvFolder, csvRecords } from './csv-folder.ts';
import { CSV_TABLES, type CsvTableName, ENTITIES, POINTED } from './csv-tables.ts';
import { idOf, type Json } from './json.ts';

interface StagedRow {
  readonly parent: string;
  readonly resource: CsvTableName;
  readonly number: number;
  readonly cells: Json;
}

const IS_POINTED = new Set(
  Object.values(POINTED).flatMap((pointers) => Object.values(pointers).map(({ entity }) => entity)),
);

const BATCH = 1000;
/** Bytes of a batch at most, about. */
const HEAVY = 4_000_000;

/** The tables put where they can be read by what they belong to, once for each run; what is to be said of them. */
export async function stagedFolder(
  sql: Sql,
  runId: string,
  { files, strange }: CsvFolder,
  within: Within,
): Promise<Note[]> {
  if (await isStaged(sql, runId)) return [];
  await stageTables(sql, runId, files, within);
  const reason = 'Not a table of HSDS 3.1.';
  const unread = strange.map((place) => ({
    kind: 'LEFT_OUT' as const,
    place,
    field: '',
    value: null,
    reason,
  }));
  return [...unread, ...(await danglingRows(sql, runId)), ...(await unmetRows(sql, runId))];
}

/**
 * Puts the rows of all tables under what they belong to, so that the services can be read one after the other with all that is
 * nested in them. Of the services themselves the ids alone. Each batch is a transaction of its own: `within`.
 */
async function stageTables(
  sql: Sql,
  runId: string,
  files: readonly CsvFile[],
  within: Within,
): Promise<void> {
  await within(() => clearRows(sql));
  let number = 0;
  let rows: StagedRow[] = [];
  let weight = 0;
  const write = () => {
    const written = JSON.stringify(rows);
    rows = [];
    weight = 0;
    return within(async () => {
      await sql('staging-rows', STAGE, [runId, written]);
    });
  };
  for (const { table, path } of files) {
    for await (const { line, record } of csvRecords(path)) {
      number += 1;
      const cells = table === 'services' ? {} : { ...record, '(line)': line };
      for (const parent of parentsOf(table, record)) {
        // Of what nothing points at it is enough to know that it is there.
        const isUnread = parent.startsWith('@') && !IS_POINTED.has(CSV_TABLES[table].entity);
        rows.push({ parent, resource: table, number, cells: isUnread ? {} : cells });
      }
      weight += JSON.stringify(cells).length;
      if (rows.length >= BATCH || weight > HEAVY) await write();
    }
  }
  if (rows.length > 0) await write();
  await within(async () => {
    // Before its rows are counted, the planner takes the table for a small one.
    await sql('staging-analyze', 'analyze services.import_row');
    await sql('staging-done', 'update services.import_run set staged = true where id = $1', [runId]);
  });
}

const STAGE = `
  insert into services.import_row (run, parent, resource, number, cells)
  select $1, r.parent, r.resource, r.number, r.cells
    from jsonb_to_recordset($2) as r (parent text, resource text, number bigint, cells jsonb)`;

async function isStaged(sql: Sql, runId: string): Promise<boolean> {
  const [row] = await sql<{ staged: boolean }>(
    'is-staged',
    `select staged and exists (select from services.import_row where run = $1) as staged
       from services.import_run where id = $1`,
    [runId],
  );
  return row?.staged ?? false;
}

/** The row itself, and what it stands in: of one with several columns, all that are filled. */
function parentsOf(table: CsvTableName, record: Json): string[] {
  const { entity, within } = CSV_TABLES[table];
  const parents = Object.entries(within).flatMap(([column, parent]) => {
    const id = idOf(record[column]);
    return id === null ? [] : [`${parent}:${id}`];
  });
  const id = idOf(record['id']);
  return [...(id === null ? [] : [`@${entity}:${id}`]), ...parents, ...linked(table, record)];
}

/** Attributes and metadata can stand in anything: they say in what. */
function linked(table: CsvTableName, record: Json): string[] {
  const [entity, id] =
    table === 'attributes'
      ? [record['link_entity'], idOf(record['link_id'])]
      : table === 'metadata'
        ? [record['resource_type'], idOf(record['resource_id'])]
        : [null, null];
  return id === null ? [] : [`${entityNamed(entity)}:${id}`];
}

function entityNamed(said: unknown): string {
  const name = String(said ?? '')
    .trim()
    .toLowerCase();
  if (ENTITIES.has(name)) return name;
  const singular = Object.entries(CSV_TABLES).find(([table]) => table === name)?.[1].entity;
  return singular ?? '?';
}

/** Rows that stand in what the tables do not have, as notes. */
async function danglingRows(sql: Sql, runId: string): Promise<Note[]> {
  const rows = await sql<{ resource: CsvTableName; line: string; parent: string }>(
    'staging-dangling',
    DANGLING,
    [runId],
  );
  return rows.map(({ resource, line, parent }) => {
    const [entity = '', ...id] = parent.split(':');
    const what = entity === '?' ? 'what it belongs to' : entity;
    return {
      kind: 'LEFT_OUT' as const,
      place: `${resource}.csv, line ${line}`,
      field: resource,
      value: id.join(':'),
      reason: `There is no ${what} with this id.`,
    };
  });
}

const MOST_TOLD = 10_000;

const DANGLING = `
  select r.resource, r.cells ->> '(line)' as line, r.parent from services.import_row r
   where r.run = $1 and r.parent not like '@%'
     and not exists (select from services.import_row whole where whole.run = $1 and whole.parent = '@' || r.parent)
   order by r.number limit ${MOST_TOLD}`;

/** Rows that stand on their own, and that nothing points at. */
async function unmetRows(sql: Sql, runId: string): Promise<Note[]> {
  const rows = await sql<{ resource: CsvTableName; line: string; id: string }>('staging-unmet', UNMET, [
    runId,
  ]);
  return rows.map(({ resource, line, id }) => ({
    kind: 'LEFT_OUT' as const,
    place: `${resource}.csv, line ${line}`,
    field: resource,
    value: id,
    reason: 'No entry points at it.',
  }));
}

/** Which table points at which, and by what. */
const POINTERS = [
  ['locations', 'service_at_location', 'location_id'],
  ['units', 'service_capacity', 'unit_id'],
] as const;

const UNMET = POINTERS.map(
  ([table, by, column]) => `
    (select resource, cells ->> '(line)' as line, cells ->> 'id' as id from services.import_row
      where run = $1 and resource = '${table}' and parent like '@%' and cells ->> 'id' not in (
        select by.cells ->> '${column}' from services.import_row by
          where by.run = $1 and by.resource = '${by}' and by.cells ? '${column}') limit ${MOST_TOLD})`,
).join(' union all ');

/** Where a row is pointed at by another. */
export function pointersOf(entity: string, cells: Json): { key: string; field: string }[] {
  return Object.entries(POINTED[entity] ?? {}).flatMap(([column, { entity: other, field }]) => {
    const id = idOf(cells[column]);
    return id === null ? [] : [{ key: `@${other}:${id}`, field }];
  });
}

export function placeIn(path: string, line: number): string {
  return `${basename(path)}, line ${line}`;
}
