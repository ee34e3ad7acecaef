import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { importKinds } from '../../../run/import/kinds.ts';
import { streamedKinds } from '../../../run/import/streamed-kinds.ts';
import { sampleFile } from '../../support/sample-file.ts';
import { openServices, type ServicesWorld } from './services-world.ts';

interface Told {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  readonly records: readonly { readonly json: string }[];
}

let world: ServicesWorld;
let folder: string;

beforeAll(async () => {
  world = await openServices();
  folder = mkdtempSync(join(tmpdir(), 'accord-round-'));
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(emptied);

/** Without services, and with nobody registered. */
async function emptied(): Promise<void> {
  await world.owner.query(
    `truncate services.service, services.location, services.organisation_details, services.import_run cascade`,
  );
  await world.owner.query('delete from partnerships.organisation');
}

/** Everything, as a service of HSDS each, by its id. */
async function exported(language = 'en'): Promise<Map<string, Json>> {
  const all = new Map<string, Json>();
  const filter = {
    firewallStatus: ['FIREWALLED', 'UNKNOWN', 'NOT_FIREWALLED', 'MANDATORY_REPORTING'],
    includeStatusConditioned: true,
    includeClosed: true,
  };
  let after: string | null = null;
  do {
    const { hsdsPage }: { hsdsPage: Told } = await world.ask(
      null,
      `query Page($filter: HsdsFilter, $after: String) { hsdsPage(of: SERVICE, form: FULL, filter: $filter, perPage: 100, after: $after) {
        hasNextPage endCursor records { json } } }`,
      { filter, after },
      { language },
    );
    for (const { json } of hsdsPage.records) {
      const record = JSON.parse(json) as Json;
      all.set(record['id'] as string, record);
    }
    after = hsdsPage.hasNextPage ? hsdsPage.endCursor : null;
  } while (after !== null);
  return all;
}

type Json = Readonly<Record<string, unknown>>;

async function imported(kind: string, content: string, restored = false): Promise<readonly string[]> {
  const path = join(folder, 'file.json');
  writeFileSync(path, content);
  const options = { language: 'en', country: null, directory: null, restored, stopped: () => false };
  const write = await streamedKinds[kind]?.check(path, options);
  const report = await write?.(world.owner);
  return report?.unmapped ?? [];
}

async function realDirectory(): Promise<void> {
  const files = ['services-advisor/services-en.json', 'services-advisor/services-ar.json'];
  const write = importKinds['services-advisor']?.read(
    files.map((path) => ({ path, text: sampleFile(path) })),
  );
  await world.owner.query('begin');
  await write?.(world.owner);
  await world.owner.query('commit');
}

/** When a directory wrote it down is its own: `last_modified`, and how it came here. */
function alike(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((one) => (one as Json | null)?.['link_type'] !== 'accord:source').map(alike);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'last_modified')
      .map(([key, one]) => [key, alike(key === 'service_at_locations' ? withheld(one as Json[]) : one)]),
  );
}

/** Of a place that is withheld the ids are withheld as well: those that are shown in their stead are made anew. */
function withheld(places: readonly Json[]): readonly Json[] {
  return places.map((place) =>
    JSON.stringify(place).includes('accord:confidential')
      ? JSON.parse(JSON.stringify(place, (key, one: unknown) => (/^(location_)?id$/.test(key) ? '' : one)))
      : place,
  );
}

test('562 real services, exported, imported into an empty directory and exported again, are the same in every field and language', async () => {
  await realDirectory();
  const [english, arabic] = [await exported('en'), await exported('ar')];
  expect(english.size).toBe(562);
  await emptied();
  const lines = [...english.values()].map((one) => JSON.stringify(one)).join('\n');
  expect(await imported('hsds-json', lines, true)).toEqual([]);
  const again = await exported('en');
  expect(again.size).toBe(562);
  for (const [id, record] of english) expect(alike(again.get(id))).toEqual(alike(record));
  for (const [id, record] of await exported('ar')) expect(alike(record)).toEqual(alike(arabic.get(id)));
});

test('what is exported in Arabic says the same when it comes in', async () => {
  await realDirectory();
  const [english, arabic] = [await exported('en'), await exported('ar')];
  await emptied();
  await imported('hsds-json', JSON.stringify({ contents: [...arabic.values()] }), true);
  for (const [id, record] of await exported('en')) expect(alike(record)).toEqual(alike(english.get(id)));
});

test('the official example comes out as it went in, but for what no rule lets stand', async () => {
  const example = JSON.parse(sampleFile('hsds/example-service_full.json')) as Json;
  await imported('hsds-json', JSON.stringify(example));
  const [record = {}] = [...(await exported()).values()];
  const attributes = record['attributes'] as readonly { link_type: string; value?: string }[];
  const warning = attributes.find((one) => one.link_type === 'accord:warning')?.value ?? '';
  const alert = String(record['alert']).replace(` ${warning}`, '');
  expect(official({ ...record, alert })).toEqual(departing(example));
});

/** Off the globe, more left than there are, a currency in small letters; an organisation's places are those of its services. */
function departing(value: unknown): unknown {
  return official(value, (key, one) => {
    if (key === 'organization') return { ...(one as Json), locations: [] };
    if (key === 'latitude' || key === 'longitude' || key === 'maximum' || key === 'updated') return undefined;
    if (key === 'currency') return String(one).toUpperCase();
    return typeof one === 'string' ? one.trim() : one;
  });
}

/** Without what points back to what it stands in, and without what HSDS has no field for. */
function official(
  value: unknown,
  turned: (key: string, value: unknown) => unknown = (_key, one) => one,
): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((one) => !String((one as Json)?.['link_type'] ?? '').startsWith('accord:'))
      .map((one) => official(one, turned));
  }
  // Times of day with seconds and without.
  if (typeof value === 'string') return value.replace(/^(\d\d:\d\d):00$/, '$1');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const here = BACKWARDS.has(key) ? undefined : official(turned(key, one), turned);
      return here === undefined || (Array.isArray(here) && here.length === 0) ? [] : [[key, here]];
    }),
  );
}

const BACKWARDS = new Set([
  ...['organization_id', 'service_id', 'location_id', 'program_id', 'link_entity', 'resource_type'],
  ...['taxonomy_term_id', 'taxonomy_id', 'last_modified', 'updated'],
]);
