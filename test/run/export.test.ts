import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { directoryRecords } from '../../run/export/directory-records.ts';
import { exportKinds } from '../../run/export/kinds.ts';
import { streamedKinds } from '../../run/import/streamed-kinds.ts';
import { guardedCell, unguardedCell } from '../../shared/formula-guard.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { HSDS_COLUMNS } from '../../subgraphs/services/exports/hsds-columns.ts';
import { SECTOR_OF_TYPE } from '../../subgraphs/services/exports/sectors-of-types.ts';
import { CSV_TABLES } from '../../subgraphs/services/imports/hsds/csv-tables.ts';
import { SECTORS } from '../../subgraphs/services/imports/sectors.ts';
import { readServicesAdvisor } from '../../subgraphs/services/imports/services-advisor.ts';
import { importServicesAdvisor } from '../../subgraphs/services/imports/services-advisor-import.ts';
import {
  ngo,
  offer,
  openServices,
  published,
  type ServicesWorld,
} from '../subgraphs/services/services-world.ts';
import { bare } from '../support/accord.ts';
import { hsdsFaults, hsdsSchema } from '../support/hsds-schema.ts';
import { sampleFile } from '../support/sample-file.ts';

type Json = Readonly<Record<string, unknown>>;

/** What each spreadsheet would run, and what is none of that but looks like it. */
const FORMULAS = [
  '=1+1',
  '+44 20',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
  ' =1',
  "'=1",
  "''@x",
  '＝1',
  "'plain",
  'a=1',
];

const TELLS = /Hidden house|Quiet lane|31\.504871|35\.504872/;

let world: ServicesWorld;
let folder: string;

beforeAll(async () => {
  world = await openServices();
  folder = mkdtempSync(join(tmpdir(), 'accord-export-'));
  const read = readServicesAdvisor(
    JSON.parse(sampleFile('services-advisor/services-en.json')),
    JSON.parse(sampleFile('services-advisor/services-ar.json')),
  );
  const owners = new Map(read.partners.map(({ code }) => [code, 'org_unhcr']));
  await importServicesAdvisor(world.owner as never, read.services, owners);
  await published(world, ngo, {
    ...offer,
    name: '=HYPERLINK("http://example.org")',
    description: FORMULAS.join('\n'),
    phones: FORMULAS.map((number) => ({ number: number.trim(), description: number })),
    contacts: [{ id: '1e7efce3-639b-4880-940c-b95cd30cdb50', name: '@SUM', phones: [{ number: '+1' }] }],
    capacities: [{ unit: { name: '-beds' }, available: 3, perReferral: false }],
    locations: [
      { name: '=Place', country: 'JO', admin1: '+Zarqa', latitude: -32.07, longitude: -36.09 },
      {
        ...{
          name: 'Hidden house',
          country: 'JO',
          admin1: 'Zarqa',
          address: 'Quiet lane',
          confidential: true,
        },
        ...{ latitude: 31.504871, longitude: 35.504872, phone: '+962 6 1' },
      },
    ],
  });
}, 120_000);
afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]));

const executor = (asked = world) => ({
  run: ({ query, variables }: { query: string; variables: object }, { language }: { language: string }) =>
    asked.answer(null, query, variables, { language }),
});
const write = async (kind: string, name: string, all = true, language = 'en') => {
  const path = join(folder, name);
  const records = directoryRecords(executor() as never, { language, all }, () => undefined);
  await exportKinds[kind]?.write(path, records);
  return path;
};
const text = (path: string) => readFileSync(path, 'utf8');
const rowsOf = (path: string) => parse(text(path), { columns: true }) as Record<string, string>[];

describe('JSON', () => {
  test('a list and JSON lines are the same services, each valid; of a confidential place nothing tells where it is', async () => {
    const list = JSON.parse(text(await write('hsds-json', 'all.json'))) as Json[];
    const lines = text(await write('hsds-json', 'all.ndjson'))
      .trim()
      .split('\n');
    expect(list).toHaveLength(563);
    expect(lines.map((line) => JSON.parse(line) as Json)).toEqual(list);
    for (const one of list) expect(hsdsFaults('service', one)).toEqual([]);
    expect(JSON.stringify(list)).not.toMatch(TELLS);
  });

  test('without --all it is what a default search shows', async () => {
    expect(JSON.parse(text(await write('hsds-json', 'some.json', false)))).toHaveLength(1);
  });

  test('what breaks off leaves the file of before, and nothing half', async () => {
    const path = join(folder, 'kept.json');
    writeFileSync(path, 'before');
    async function* breaking() {
      yield { id: 'x' };
      throw new Error('gone');
    }
    for (const [kind, name] of [
      ['hsds-json', 'kept.json'],
      ['hxl-3w', 'new.csv'],
      ['hsds-csv', 'new-folder'],
      ['hsds-csv', 'new.zip'],
    ] as const)
      await expect(exportKinds[kind]?.write(join(folder, name), breaking())).rejects.toThrow();
    expect(text(path)).toBe('before');
    for (const name of ['new.csv', 'new-folder', 'new.zip'])
      expect(existsSync(join(folder, name))).toBe(false);
  });
});

describe('the tables of the datapackage', () => {
  let path: string;
  beforeAll(async () => {
    path = await write('hsds-csv', 'tables');
  });

  test('are those of HSDS 3.1, with the columns of its schema and of its own example', () => {
    for (const [table, columns] of Object.entries(HSDS_COLUMNS)) {
      const { entity } = CSV_TABLES[table as keyof typeof CSV_TABLES];
      const definition = entity === 'service' ? hsdsSchema : hsdsSchema.definitions[entity];
      const scalars = Object.entries(definition?.properties ?? {}).flatMap(([name, schema]) =>
        'type' in schema && schema.type !== 'array' ? [name] : [],
      );
      expect([table, [...columns].sort()]).toEqual([table, scalars.sort()]);
      const [example] = parse(sampleFile(`hsds/csv/${table}.csv`)) as string[][];
      expect(columns).toEqual(
        expect.arrayContaining((example ?? []).filter((name) => scalars.includes(name))),
      );
    }
  });

  test('every id is there once, and every key leads to a row', () => {
    const { resources } = JSON.parse(text(join(path, 'datapackage.json'))) as {
      resources: {
        name: string;
        path: string;
        schema: { foreignKeys: { fields: string; reference: { resource: string } }[] };
      }[];
    };
    const ids = new Map(
      resources.map(({ name, path: file }) => [name, rowsOf(join(path, file)).map(({ id }) => id)]),
    );
    for (const [name, all] of ids) expect([name, new Set(all).size]).toEqual([name, all.length]);
    expect(ids.get('services')).toHaveLength(563);
    for (const { path: file, schema } of resources) {
      for (const { fields, reference } of schema.foreignKeys) {
        const known = new Set(ids.get(reference.resource));
        const lost = rowsOf(join(path, file)).filter((row) => row[fields] && !known.has(row[fields] ?? ''));
        expect([file, fields, lost]).toEqual([file, fields, []]);
      }
    }
  });

  test('no cell is a formula, numbers are numbers, and nothing tells of the confidential place', () => {
    for (const file of readdirSync(path).filter((name) => name.endsWith('.csv'))) {
      expect(text(join(path, file))).not.toMatch(TELLS);
      for (const row of rowsOf(join(path, file)))
        for (const cell of Object.values(row))
          if (/^\s*[=+\-@\t\r＝＋－＠]/.test(cell)) expect(cell).toMatch(/^-\d+(\.\d+)?$/);
    }
    const names = rowsOf(join(path, 'services.csv')).map(({ name }) => name);
    expect(names).toContain(`'=HYPERLINK("http://example.org")`);
  });

  test('a folder that is there is left alone; a zip holds the same', async () => {
    await expect(write('hsds-csv', 'tables')).rejects.toThrow('name a new folder');
    const zip = readFileSync(await write('hsds-csv', 'tables.zip'));
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    for (const name of readdirSync(path)) expect(zip.includes(name)).toBe(true);
  });

  test('come in again as the same services: nothing is lost on the way through tables', async () => {
    const before = await everything(world);
    const other = await openServices();
    try {
      const options = {
        language: 'en',
        country: null,
        directory: 'hsds',
        restored: true,
        stopped: () => false,
      };
      const writeIn = await streamedKinds['hsds-csv']?.check(path, options);
      const report = await writeIn?.(other.owner);
      expect(report?.unmapped).toEqual([]);
      const after = await everything(other);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      for (const [id, record] of before) expect(alike(after.get(id))).toEqual(alike(record));
    } finally {
      await other.stop();
    }
  }, 120_000);
});

describe('who does what where', () => {
  test('has a row for each sector of a service at each of its places, with HXL tags, and no formula', async () => {
    const [headings = [], tags = [], ...rows] = parse(text(await write('hxl-3w', '3w.csv'))) as string[][];
    expect(headings).toHaveLength(tags.length);
    for (const tag of tags) expect(tag).toMatch(/^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$/);
    for (const tag of ['#org+name', '#sector+name', '#country+code+v_iso2', '#adm1+name', '#activity+name'])
      expect(tags).toContain(tag);
    expect(rows.length).toBeGreaterThan(563);
    const cell = (row: string[], tag: string) => row[tags.indexOf(tag)];
    for (const row of rows) {
      expect(Object.keys(SECTORS)).toContain(cell(row, '#sector+code'));
      for (const one of row) if (/^\s*[=+\-@]/.test(one)) expect(one).toMatch(/^-\d/);
    }
    const ours = rows.filter((row) => cell(row, '#activity+name')?.includes('HYPERLINK'));
    expect(
      ours.map((row) => [cell(row, '#loc+name'), cell(row, '#geo+lat'), cell(row, '#adm1+name')]),
    ).toEqual([
      ["'=Place", '-32.07', "'+Zarqa"],
      ['', '', 'Zarqa'],
    ]);
    expect(text(join(folder, '3w.csv'))).not.toMatch(TELLS);
  });

  test('Arabic is kept', async () => {
    const table = text(await write('hxl-3w', '3w-ar.csv', true, 'ar'));
    expect(table).toMatch(/\p{Script=Arabic}/u);
    expect(table).not.toContain('�');
  });

  test('every type of help has a sector', () => {
    for (const type of SERVICE_TYPES) expect(SECTORS).toHaveProperty(SECTOR_OF_TYPE[type]);
  });
});

test.each(FORMULAS)('a guarded cell is no formula, and is taken back to the letter: %j', (cell) => {
  expect(guardedCell(cell)).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/);
  expect(unguardedCell(guardedCell(cell))).toBe(cell);
});

test('the command writes a file, and says how it is used', async () => {
  const run = async (...words: string[]) => {
    const home = mkdtempSync(join(tmpdir(), 'accord-export-home-'));
    const environment = {
      ...bare(process.env),
      ...{ ACCORD_HOME: home, ACCORD_SANDBOX: 'off', OIDC_ISSUER: 'http://127.0.0.1:9/oidc' },
    };
    const { host, port, user = '', password, database } = world.owner;
    const login = [user, String(password ?? '')].map(encodeURIComponent).join(':');
    try {
      return await promisify(execFile)(process.execPath, ['--import', 'tsx', 'run/export.ts', ...words], {
        cwd: projectFolder,
        env: { ...environment, DATABASE_URL: `postgres://${login}@${host}:${port}/${database}` },
      });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  const path = join(folder, 'by-command.json');
  expect((await run('hsds-json', path, '--all', '--language', 'ar')).stdout).toContain('563 services');
  expect(JSON.parse(text(path))).toHaveLength(563);
  await expect(run('toString', 'x')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage'),
  });
}, 120_000);

async function everything(asked: ServicesWorld): Promise<Map<string, Json>> {
  const all = new Map<string, Json>();
  const wanted = { language: 'en', all: true };
  for await (const one of directoryRecords(executor(asked) as never, wanted, () => undefined))
    all.set(String(one['id']), one);
  return all;
}

/** Whence it came. */
const ELSEWHERE = new Set(['accord:source']);

/** When and from where it came here is another matter there, and so is what the registry of organisations says. */
function alike(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .filter((one) => !isHidden(one) && !ELSEWHERE.has(String((one as Json | null)?.['link_type'])))
      .map(alike);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['last_modified', 'updated', 'organization', 'organization_id'].includes(key))
      .map(([key, one]) => [key, alike(one)]),
  );
}

/** A withheld place has ids of this directory alone, as every directory that it comes to makes its own. */
function isHidden(one: unknown): boolean {
  const { location } = (one ?? {}) as { location?: { attributes?: { link_type?: string }[] } };
  return location?.attributes?.some(({ link_type }) => link_type === 'accord:confidential') ?? false;
}
