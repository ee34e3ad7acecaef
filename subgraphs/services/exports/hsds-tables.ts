import { LISTS_BY_ID, taxonomyOf } from '../hsds/code-lists.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import { CSV_TABLES, type CsvTableName, fieldIn, POINTED } from '../imports/hsds/csv-tables.ts';
import { HSDS_COLUMNS } from './hsds-columns.ts';
import type { HsdsRecord } from './hsds-part.ts';

export interface TableRow {
  readonly table: CsvTableName;
  readonly row: Readonly<Record<string, string | number>>;
}

type Row = Record<string, string | number>;
type Child = { readonly table: CsvTableName; readonly column: string };

const TABLES = Object.keys(CSV_TABLES) as CsvTableName[];
const TABLE_OF: ReadonlyMap<string, CsvTableName> = new Map(
  TABLES.map((table) => [CSV_TABLES[table].entity, table]),
);

/** By parent and field: in which table the members of a list are rows, and which column says what they stand in. */
const CHILDREN: ReadonlyMap<string, Child> = new Map(
  TABLES.flatMap((table) =>
    Object.entries<string>(CSV_TABLES[table].within).map(
      ([column, parent]) => [`${parent}.${fieldIn(table, parent)}`, { table, column }] as const,
    ),
  ),
);

/** What several entities point to: one row, however often it stands in a record. */
const SHARED: ReadonlySet<CsvTableName> = new Set([
  ...(['organizations', 'programs', 'locations', 'taxonomies', 'taxonomy_terms', 'units'] as const),
]);

/**
 * Services of HSDS as rows of the tables of its datapackage. An id stands in a table once: what is shared is written once; one
 * part in several places is one row with several links, as in Open Referral's example, where a row can have them,
 * and otherwise gets an id of its own there. What was written is remembered by its id, and of parts only by ids that came with
 * an import: ours are never made twice.
 */
export class HsdsTables {
  private readonly written = new Set<string>();

  /** The rows of one service that are not written yet. */
  rowsOf(service: HsdsRecord): TableRow[] {
    const rows = new Map<string, TableRow>();
    this.visit('service', service, {}, rows);
    return [...rows.values()];
  }

  private visit(entity: string, record: HsdsRecord, link: Row, rows: Map<string, TableRow>): string {
    const table = TABLE_OF.get(entity) as CsvTableName;
    const given = String(record['id']);
    if (SHARED.has(table) && this.isWritten(table, given)) return given;
    const pointers = Object.entries(POINTED[entity] ?? {}).flatMap(([column, { entity: to, field }]) => {
      const pointed = record[field] as HsdsRecord | undefined;
      return pointed === undefined ? [] : [[column, this.visit(to, pointed, {}, rows)] as const];
    });
    // A term of ours stands in an attribute without its taxonomy, which the tables have all the same.
    const list = entity === 'taxonomy_term' && LISTS_BY_ID.get(String(record['taxonomy_id']));
    if (list) this.visit('taxonomy', { ...taxonomyOf(list) }, {}, rows);
    const row = { ...cellsOf(table, record), ...Object.fromEntries(pointers), ...link };
    const id = this.place(table, given, row, link, rows);
    for (const [field, list] of Object.entries(record)) {
      if (Array.isArray(list)) this.visitAll(entity, id, field, list as HsdsRecord[], rows);
    }
    return id;
  }

  private visitAll(
    parent: string,
    parentId: string,
    field: string,
    list: readonly HsdsRecord[],
    rows: Map<string, TableRow>,
  ): void {
    if (field === 'attributes') {
      const link = { link_id: parentId, link_entity: parent };
      for (const one of list) this.visit('attribute', one, link, rows);
    } else if (field === 'metadata') {
      const link = { resource_id: parentId, resource_type: parent };
      for (const one of list) this.visit('metadata', one, link, rows);
    } else {
      const child = CHILDREN.get(`${parent}.${field}`);
      if (!child) return;
      const { entity } = CSV_TABLES[child.table];
      for (const one of list) this.visit(entity, one, { [child.column]: parentId }, rows);
    }
  }

  /** Puts the row among those of this service; answers with the id under which it stands there. */
  private place(table: CsvTableName, id: string, row: Row, link: Row, rows: Map<string, TableRow>): string {
    const key = `${table} ${id}`;
    const there = rows.get(key)?.row;
    if (there === undefined && (SHARED.has(table) || !this.isWritten(table, id))) {
      rows.set(key, { table, row });
      return id;
    }
    if (there && joins(there, row)) {
      rows.set(key, { table, row: { ...there, ...row } });
      return id;
    }
    const own = hsdsId(`${id}/${Object.values(link).join('/')}`);
    rows.set(`${table} ${own}`, { table, row: { ...row, id: own } });
    return own;
  }

  /** Whether a service before has written it; from now on this one has. */
  private isWritten(table: CsvTableName, id: string): boolean {
    const isOurs = !SHARED.has(table) && id[14] === '8';
    if (isOurs) return false;
    const key = `${table} ${id}`;
    const known = this.written.has(key);
    this.written.add(key);
    return known;
  }
}

/** Whether two rows say the same wherever both say something: then they are one, with the links of both. */
function joins(one: Readonly<Row>, other: Row): boolean {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].every((field) =>
    field in one && field in other ? one[field] === other[field] : field.endsWith('_id'),
  );
}

function cellsOf(table: CsvTableName, record: HsdsRecord): Row {
  return Object.fromEntries(
    HSDS_COLUMNS[table].flatMap((column) => {
      const cell = record[column];
      return typeof cell === 'string' || typeof cell === 'number' ? [[column, cell]] : [];
    }),
  );
}
