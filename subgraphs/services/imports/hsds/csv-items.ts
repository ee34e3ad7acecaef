import type { Sql } from '../../stored-offer.ts';
import { type CsvFile, csvRecords } from './csv-folder.ts';
import { placeIn, pointersOf } from './csv-staging.ts';
import { CSV_TABLES, type CsvTableName, fieldIn } from './csv-tables.ts';
import { idOf, type Json } from './json.ts';
import type { JsonItem } from './json-items.ts';

type Node = Record<string, unknown>;

interface StagedRow {
  readonly parent: string;
  readonly resource: CsvTableName;
  readonly number: string;
  readonly cells: Json;
}

const BATCH = 100;
/** Service, link, place, contact, phone, language, attribute, term, taxonomy, and one to spare. */
const DEEPEST = 10;

/** Tables whose rows stand on their own, in the order in which they need each other. */
export const WHOLE_TABLES = ['taxonomies', 'taxonomy_terms', 'services', 'organizations'] as const;
type WholeTable = (typeof WHOLE_TABLES)[number];

/** The terms, the services and the organisations of staged tables, each with all that stands in it, as HSDS has it in JSON. */
export async function* csvItems(
  sql: Sql,
  runId: string,
  files: readonly CsvFile[],
  begin: number,
): AsyncGenerator<JsonItem> {
  let met = 0;
  for (const table of WHOLE_TABLES) {
    const path = files.find((file) => file.table === table)?.path;
    if (path === undefined) continue;
    let batch: JsonItem[] = [];
    for await (const { line, record } of csvRecords(path)) {
      met += 1;
      const item = itemOf(table, placeIn(path, line), record);
      // What is done already is not looked up again.
      if (met <= begin) yield item;
      else batch.push(item);
      if (batch.length < BATCH) continue;
      yield* await nested(sql, runId, table, batch);
      batch = [];
    }
    yield* await nested(sql, runId, table, batch);
  }
}

/** Level by level, one statement for a level of the whole batch. */
async function nested(
  sql: Sql,
  runId: string,
  table: WholeTable,
  items: readonly JsonItem[],
): Promise<readonly JsonItem[]> {
  const nodes = new Map<string, Node>();
  let waiting = new Map<string, Node[]>();
  const fields = new Map<string, [Node, string][]>();
  const expand = (entity: string, node: Node) => {
    const id = idOf(node['id']);
    const add = (key: string) => waiting.set(key, [...(waiting.get(key) ?? []), node]);
    if (id !== null) add(`${entity}:${id}`);
    for (const { key, field } of pointersOf(entity, node)) {
      fields.set(key, [...(fields.get(key) ?? []), [node, field]]);
      add(key);
    }
  };
  for (const { value } of items) expand(CSV_TABLES[table].entity, value as Node);
  for (let depth = 0; depth < DEEPEST && waiting.size > 0; depth += 1) {
    const level = waiting;
    waiting = new Map();
    for (const row of await rowsUnder(sql, runId, [...level.keys()])) {
      const known = nodes.get(row.number);
      const node = known ?? withoutLine(row.cells);
      if (!known) {
        nodes.set(row.number, node);
        expand(CSV_TABLES[row.resource].entity, node);
      }
      attach(row, node, level, fields);
    }
  }
  return items;
}

/** An organisation is told from a service by its services, of which it has none here: they name it. */
function itemOf(table: WholeTable, place: string, record: Json): JsonItem {
  if (table === 'taxonomies') return { place, value: { ...record }, entity: 'taxonomy' };
  if (table === 'taxonomy_terms') return { place, value: { ...record }, entity: 'taxonomy_term' };
  return { place, value: table === 'organizations' ? { ...record, services: [] } : { ...record } };
}

function attach(
  { parent, resource }: StagedRow,
  node: Node,
  level: ReadonlyMap<string, readonly Node[]>,
  fields: ReadonlyMap<string, readonly [Node, string][]>,
): void {
  if (parent.startsWith('@')) {
    for (const [above, field] of fields.get(parent) ?? []) above[field] = node;
    return;
  }
  const field = fieldIn(resource, parent.slice(0, parent.indexOf(':')));
  for (const above of level.get(parent) ?? []) {
    const list = above[field];
    if (Array.isArray(list)) list.push(node);
    else above[field] = [node];
  }
}

function rowsUnder(sql: Sql, runId: string, keys: readonly string[]): Promise<StagedRow[]> {
  return sql<StagedRow>(
    'staged-rows',
    `select parent, resource, number, cells from services.import_row
      where run = $1 and parent = any ($2) order by number, parent`,
    [runId, keys],
  );
}

function withoutLine({ '(line)': _line, ...cells }: Json): Node {
  return { ...cells };
}
