import { CSV_TABLES, type CsvTableName, POINTED } from '../imports/hsds/csv-tables.ts';
import { HSDS_COLUMNS, NUMBERS } from './hsds-columns.ts';

const TABLES = Object.keys(CSV_TABLES) as CsvTableName[];
const TABLE_OF: ReadonlyMap<string, CsvTableName> = new Map(
  TABLES.map((table) => [CSV_TABLES[table].entity, table]),
);

/** `datapackage.json`: the tables of an export, after Frictionless Data's Tabular Data Package. */
export function datapackage(created: Date): object {
  return {
    profile: 'tabular-data-package',
    name: 'accord-hsds',
    title: 'Services for people on the move, in Open Referral HSDS 3.1',
    created: created.toISOString(),
    resources: TABLES.map(resource),
  };
}

function resource(table: CsvTableName): object {
  const { entity, within } = CSV_TABLES[table];
  const links = [
    ...Object.entries<string>(within),
    ...Object.entries(POINTED[entity] ?? {}).map(([column, { entity: to }]) => [column, to] as const),
  ];
  return {
    profile: 'tabular-data-resource',
    name: table,
    path: `${table}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: {
      fields: HSDS_COLUMNS[table].map((name) => ({
        name,
        type: NUMBERS.has(name) ? 'number' : 'string',
        ...(name === 'id' || links.some(([column]) => column === name) ? { format: 'uuid' } : {}),
      })),
      primaryKey: 'id',
      foreignKeys: links.map(([fields, to]) => ({
        fields,
        reference: { resource: TABLE_OF.get(to), fields: 'id' },
      })),
    },
  };
}
