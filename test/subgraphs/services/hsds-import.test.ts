import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ZipFile } from 'yazl';
import { Refused } from '../../../run/import/report.ts';
import type { StreamedOptions, StreamedReport } from '../../../run/import/streamed-kind.ts';
import { streamedKinds } from '../../../run/import/streamed-kinds.ts';
import { sqlOf } from '../../../subgraphs/services/imports/import-client.ts';
import { leaveTurn, takeTurn } from '../../../subgraphs/services/imports/import-run.ts';
import { sampleFile } from '../../support/sample-file.ts';
import { openServices, type ServicesWorld, say } from './services-world.ts';

const OPTIONS: StreamedOptions = {
  language: 'en',
  country: null,
  directory: null,
  restored: false,
  stopped: () => false,
};

let world: ServicesWorld;
let folder: string;

beforeAll(async () => {
  world = await openServices();
  folder = mkdtempSync(join(tmpdir(), 'accord-hsds-'));
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await world.owner.query(
    `truncate services.service, services.location, services.organisation_details, services.import_run cascade`,
  );
  await world.owner.query(`delete from partnerships.organisation where id not in
    ('org_krcs', 'org_unhcr', 'org_ngo', 'org_guard', 'org_gone')`);
});

async function importing(
  kind: string,
  path: string,
  over: Partial<StreamedOptions> = {},
): Promise<StreamedReport> {
  const options = { ...OPTIONS, ...over };
  const write = await streamedKinds[kind]?.check(path, options);
  if (!write) throw new Error(`There is no ${kind}.`);
  return write(world.owner);
}

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const json = (content: unknown, over?: Partial<StreamedOptions>) =>
  importing('hsds-json', written('services.json', JSON.stringify(content)), over);

/** Everything of the directory as it stands, in one hash. */
async function fingerprint(): Promise<string> {
  const [row] = await world.sql<{
    all: string;
  }>(`select md5(coalesce(string_agg(t, '' order by t), '')) as all from (
    select s::text from services.service s union all select l::text from services.location l
    union all select c::text from services.change c union all select h::text from services.schedule h
    union all select x::text from services.service_at_location x union all select k::text from services.service_capacity k
    union all select d::text from services.organisation_details d union all select w::text from services.search_word w
    union all select o::text from partnerships.organisation o) everything(t)`);
  return row?.all ?? '';
}

const services = () =>
  world.sql<Record<string, unknown>>('select * from services.service order by source_id');

const organization = { id: 'o-1', name: 'Harbour Aid' };
const service = { id: 's-1', name: 'Legal help', status: 'active', organization };
const place = {
  id: 'l-1',
  location_type: 'physical',
  name: 'Office',
  addresses: [{ country: 'KE', state_province: 'Mombasa' }],
};

describe('the official example', () => {
  const example = () => JSON.parse(sampleFile('hsds/example-service_full.json')) as Record<string, unknown>;

  test('comes whole but for what is no point of the globe and more than there is', async () => {
    const report = await json(example());
    expect(report.counts).toEqual([{ what: 'Services', created: 1, updated: 0, unchanged: 0, kept: 0 }]);
    expect(report.unmapped.map((line) => line.replace(/ \(\[0\].*/, ''))).toEqual([
      'Left out. service_at_locations.location.latitude: It is no point of the globe.',
      'Left out. capacities.maximum: More are left than there are.',
      'Noted. attributes: No term says what help it is: INFORMATION_AND_ORIENTATION, until its owner says more.',
    ]);
    const [one] = await services();
    expect(one).toMatchObject({
      names: { en: 'Community Counselling' },
      status: 'ACTIVE',
      firewall_status: 'UNKNOWN',
      legal_status_condition: 'NONE',
      minimum_age: 12,
      languages: ['ur'],
      hsds_id: 'ac148810-d857-441c-9679-408f346de14b',
      source: 'hsds',
      required_documents: [expect.objectContaining({ kind: 'OTHER', uri: 'http://example.com' })],
      details: expect.objectContaining({
        costOptions: [expect.objectContaining({ currency: 'GBP', amount: 35 })],
      }),
    });
    expect(new Date(one?.['assured_at'] as string).toISOString()).toBe('2005-01-01T00:00:00.000Z');
    const [hours] = await world.sql('select * from services.schedule where service_at_location_id is null');
    expect(hours).toMatchObject({ time_zone: 'Etc/GMT-3', days: ['TH', 'FR'], opens_at: '10:00', count: 3 });
  });

  test('a second run changes nothing, in any of the shapes that hold it', async () => {
    await json(example());
    const before = await fingerprint();
    const one = example();
    const { organization: organisation, ...alone } = one as { organization: object };
    const shapes: [string, string][] = [
      ['one', JSON.stringify(one)],
      ['list', JSON.stringify([one])],
      ['page', JSON.stringify({ total_items: 1, contents: [one] })],
      ['lines', `${JSON.stringify(one)}\n`],
      ['organisation', JSON.stringify({ ...organisation, services: [alone] })],
    ];
    for (const [name, text] of shapes) {
      const report = await importing('hsds-json', written(`${name}.json`, text));
      expect([name, report.counts[0]]).toEqual([
        name,
        expect.objectContaining({ created: 0, updated: 0, unchanged: 1 }),
      ]);
    }
    expect(await fingerprint()).toBe(before);
  });

  test('a list, which says less, takes nothing away from what came in full', async () => {
    const list = written('list.json', sampleFile('hsds/example-service_list.json'));
    await importing('hsds-json', list);
    expect((await json(example())).counts[0]).toMatchObject({ updated: 1 });
    const before = await fingerprint();
    const report = await importing('hsds-json', list);
    expect(report.counts[0]).toMatchObject({ updated: 0, kept: 1 });
    expect(report.unmapped.join()).toContain('A list says less than is known here');
    expect(await fingerprint()).toBe(before);
  });

  test('a service at a location brings its service', async () => {
    const report = await importing(
      'hsds-json',
      written('sal.json', sampleFile('hsds/example-service_at_location_full.json')),
    );
    expect(report.counts[0]).toMatchObject({ created: 1 });
    expect(await world.sql('select from services.service_at_location')).toHaveLength(1);
  });

  test('the tables of the datapackage say what the JSON says, and each row that belongs to nothing is named', async () => {
    await json(example());
    const [before] = await services();
    const report = await importing('hsds-csv', sampleFolder());
    expect(report.unmapped).toContain(
      'Left out. service_capacity: There is no service with this id. (service_capacity.csv, line 2 “f75b808e-7bdb-11ef-afaa-ab00a77dc5c4”)',
    );
    expect(report.unmapped).toContain(
      'Left out. units: No entry points at it. (units.csv, line 2 “8896b788-7b3e-11ef-8db9-7f3d040352b3”)',
    );
    const [after] = await services();
    const told = [
      'names',
      'descriptions',
      'status',
      'eligibility',
      'required_documents',
      'languages',
      'email',
      'minimum_age',
    ];
    for (const field of told) expect([field, after?.[field]]).toEqual([field, before?.[field]]);
    // In the tables, attributes and metadata hang on ids that are not there, and a place has no capacity.
    const {
      attributes: _a,
      metadata: _m,
      additionalUrls: _u,
      ...details
    } = (before as { details: Record<string, unknown> }).details;
    expect(after?.['details']).toEqual(details);
  });
});

describe('what directories get wrong', () => {
  test('ids that are no UUIDs are kept, and lead to the same service in every database', async () => {
    await json([service, { ...service, id: 7 }]);
    const first = (await services()).map(({ id, source_id }) => [id, source_id]);
    expect(first.map(([, sourceId]) => sourceId)).toEqual(['7', 's-1']);
    await world.owner.query('truncate services.service cascade');
    await json([service, { ...service, id: 7 }]);
    expect((await services()).map(({ id, source_id }) => [id, source_id])).toEqual(first);
  });

  test('HTML becomes text, and no script survives', async () => {
    const description =
      '<p>Food &amp; <b>water</b></p><script>alert(1)</script><ul><li>daily</li></ul><img src=x onerror=alert(1)>';
    await json([
      { ...service, description },
      {
        ...service,
        id: 's-2',
        name: 'A &lt;script&gt;alert(1)&lt;/script&gt; B',
        description: 'Ages 5 < 6 & more\nlines',
      },
    ]);
    const [one, two] = await services();
    expect(one?.['descriptions']).toEqual({ en: 'Food & water\n\n- daily' });
    expect(two?.['names']).toEqual({ en: 'A B' });
    expect(two?.['descriptions']).toEqual({ en: 'Ages 5 < 6 & more\nlines' });
  });

  test('a camp without a postal code is a place like any other; a place in no country is left out and named', async () => {
    const links = [{ location: place }, { location: { ...place, id: 'l-2', addresses: [] } }];
    const report = await json([{ ...service, service_at_locations: links }]);
    expect(report.unmapped).toContainEqual(
      expect.stringContaining('name one with --country. ([0] (id s-1) “l-2”)'),
    );
    expect(await world.sql('select country, admin1 from services.location')).toEqual([
      { country: 'KE', admin1: 'Mombasa' },
    ]);
    await json([{ ...service, service_at_locations: links }], { country: 'UG' });
    expect(await world.sql('select country from services.location order by 1')).toEqual([
      { country: 'KE' },
      { country: 'UG' },
    ]);
  });

  test('the totals of a page are compared and not believed', async () => {
    const report = await json({
      total_items: 31,
      size: 4,
      contents: [service, { ...service, id: 's-2' }, { ...service, id: 's-3' }],
      total_pages: 1,
    });
    expect(report.counts[0]).toMatchObject({ created: 3 });
    expect(report.unmapped).toContain('Noted. size: The page has 3 entries. (page “4”)');
  });

  test('of two services with one id the first stands, and the second is refused with its place', async () => {
    const report = await json([service, { ...service, name: 'Another' }]);
    expect(report.unmapped).toContain(
      'Refused. [1] (id s-1), id “s-1”: An earlier entry of the file has the same id.',
    );
    expect(await services()).toEqual([expect.objectContaining({ names: { en: 'Legal help' } })]);
  });

  test.each<[string, object, string]>([
    ['no name', { name: ' ' }, 'Refused. [1] (id bad), name: A name has 1 to 200 characters.'],
    ['no id', { id: null }, 'Refused. [1]: It has no id.'],
    [
      'no organisation',
      { organization: undefined },
      'Refused. [1] (id bad), organization: It does not name its organisation.',
    ],
  ])('a service with %s is refused, and no other', async (_name, over, line) => {
    const report = await json([service, { ...service, id: 'bad', ...over }, { ...service, id: 's-3' }]);
    expect(report.unmapped).toContain(line);
    expect(report.counts[0]).toMatchObject({ created: 2 });
  });

  test.each<[string, object, string]>([
    ['a status that is none', { status: 'open' }, 'status: No status of HSDS'],
    ['a field that is none', { colour: 'red' }, 'colour: Not a field of HSDS 3.1.'],
    ['a mail address that is none', { email: 'nobody' }, 'email: It is not a mail address.'],
    [
      'ages the wrong way round',
      { minimum_age: 18, maximum_age: 6 },
      'maximum_age: The highest age is below the lowest.',
    ],
    ['an assurance to come', { assured_date: '2999-01-01' }, 'assured_date: It is in the future.'],
    ['a phone without a number', { phones: [{ id: 'p' }] }, 'phones: Without number it says nothing.'],
    [
      'a time that is none',
      { schedules: [{ byday: 'MO', opens_at: 'noon' }] },
      'schedules.opens_at: A time of day is written HH:MM.',
    ],
    [
      'a rule that is none',
      { schedules: [{ byday: 'MO', bymonthday: '99' }] },
      'schedules.bymonthday: Not what RFC 5545',
    ],
    ['words where a list should be', { contacts: 'Ann' }, 'contacts: A list was expected.'],
    [
      'a text without end',
      { description: 'x'.repeat(6000) },
      'description: A text has at most 5000 characters.',
    ],
  ])('%s is left out and named, and the service comes', async (_name, over, line) => {
    const report = await json([{ ...service, ...over }]);
    expect(report.unmapped.join('\n')).toContain(`Left out. ${line}`);
    expect(await services()).toHaveLength(1);
  });

  test('a byte order mark, UTF-16 and lines of Windows-1252 are read', async () => {
    const lines = [service, { ...service, id: 's-2', name: 'Café' }]
      .map((one) => JSON.stringify(one))
      .join('\n');
    const names = async (content: Uint8Array) => {
      await importing('hsds-json', written('encoded.json', content));
      return (await services()).map((one) => (one['names'] as { en: string }).en);
    };
    expect(await names(Buffer.from(`\uFEFF${lines}`, 'utf8'))).toEqual(['Legal help', 'Café']);
    expect(await names(Buffer.from(`\uFEFF${lines.replace('Café', 'Cafés')}`, 'utf16le'))).toEqual([
      'Legal help',
      'Cafés',
    ]);
    expect(await names(Buffer.from(lines, 'latin1'))).toEqual(['Legal help', 'Café']);
  });

  test('a text in no Latin letter is not said to be English; the language of a directory can be told', async () => {
    await json([{ ...service, name: 'مساعدة قانونية' }]);
    expect((await services())[0]?.['names']).toEqual({ und: 'مساعدة قانونية' });
    await json([{ ...service, name: 'مساعدة قانونية' }], { language: 'ar' });
    expect((await services())[0]?.['names']).toEqual({ ar: 'مساعدة قانونية' });
  });
});

describe('a broken file changes nothing', () => {
  const refused = async (kind: string, path: string): Promise<string> => {
    const before = await fingerprint();
    const error = await importing(kind, path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    expect(await fingerprint()).toBe(before);
    return (error as Refused).faults[0] ?? '';
  };
  const many = Array.from({ length: 300 }, (_one, at) => ({ ...service, id: `s-${at}` }));

  test('truncated JSON, with the line', async () => {
    const text = JSON.stringify(many, null, 1);
    const cut = text.slice(0, -40);
    expect(await refused('hsds-json', written('cut.json', cut))).toBe(
      `cut.json, line ${cut.split('\n').length}: The JSON ends too early: the file was cut off here.`,
    );
  });

  test('JSON that is none, with line and column', async () => {
    expect(await refused('hsds-json', written('odd.json', '[{"id": 1},\n  {"id": 2,}]'))).toBe(
      'odd.json, line 2, column 12: This is not JSON from here on.',
    );
    expect(await refused('hsds-json', written('empty.json', ''))).toBe(
      'empty.json, line 1: The file is empty.',
    );
    const deep = `${'['.repeat(1000)}${']'.repeat(1000)}`;
    expect(await refused('hsds-json', written('deep.json', deep))).toContain('nested so deep');
  });

  test('a single text that never ends', async () => {
    const long = `[${JSON.stringify(service)},{"id":"x","name":"${'x'.repeat(20 << 20)}"}]`;
    expect(await refused('hsds-json', written('long.json', long))).toContain(
      'An entry with more than 16 MB is no service.',
    );
    const cell = `id,name,status\n1,"${'x'.repeat(3_000_000)}`;
    expect(await refused('hsds-csv', tables('long', { services: cell }))).toContain(
      'a quote may not be closed',
    );
  });

  test('tables cut off in a cell, without ids, without services', async () => {
    const cut = tables('cut', { services: 'id,name,status\n1,"Legal help' });
    expect(await refused('hsds-csv', cut)).toContain('services.csv, line 2: A quote is never closed');
    expect(await refused('hsds-csv', tables('headless', { services: 'Legal help,active\n' }))).toBe(
      'headless, services.csv, line 1: The first row names no column “id”.',
    );
    expect(await refused('hsds-csv', tables('none', { phones: 'id,number\n' }))).toBe(
      'none, the folder: There is no services.csv in it.',
    );
    expect(await refused('hsds-json', join(folder, 'absent.json'))).toContain('cannot be read: ENOENT');
  });
});

describe('tables', () => {
  test('what is nested in JSON hangs together by ids, in other programs’ words and encodings', async () => {
    const csv = tables('whole', {
      organizations: 'id;name\no-1;Harbour Aid\no-2;Nobody yet\n',
      services: Buffer.from(
        'id;organization_id;name;status;colour\ns-1;o-1;Café;active;red\n\n;;;;\n',
        'latin1',
      ),
      service_at_locations: 'id,service_id,location_id\nx-1,s-1,l-1\n',
      locations: 'id,location_type,name,latitude,longitude\nl-1,physical,Office,-4.05,39.66\n',
      addresses:
        'id,location_id,address_1,city,state_province,postal_code,country,address_type\na-1,l-1,Moi Avenue,Mombasa,Mombasa,,KE,physical\n',
      phones: `id,service_id,number\np-1,s-1,'+254 700 000 000\n`,
      languages: 'id,phone_id,code\ng-1,p-1,sw\n',
      secrets: 'id\n1\n',
    });
    const report = await importing('hsds-csv', csv);
    expect(report.counts[0]).toMatchObject({ created: 1 });
    expect(report.says).toContain('2 organisations registered');
    expect(report.unmapped).toEqual([
      'Left out. Not a table of HSDS 3.1. (secrets.csv)',
      expect.stringContaining(
        'Left out. colour: Not a field of HSDS 3.1. (services.csv, line 2 (id s-1) “red”)',
      ),
      expect.stringContaining('Noted. attributes'),
    ]);
    expect((await services())[0]).toMatchObject({
      names: { en: 'Café' },
      details: {
        phones: [{ id: 'p-1', number: '+254 700 000 000', languages: [{ id: 'g-1', code: 'sw' }] }],
      },
    });
    expect(await world.sql('select country, latitude from services.location')).toEqual([
      { country: 'KE', latitude: -4.05 },
    ]);
  });
});

describe('a zip of tables', () => {
  const zipped = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const zip = new ZipFile();
    for (const [file, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), file);
    zip.end();
    return written(name, await buffer(zip.outputStream));
  };
  const files = {
    'package/services.csv': 'id,organization_id,name,status\ns-1,o-1,Legal help,active\n',
    'package/organizations.csv': 'id,name\no-1,Harbour Aid\n',
    'package/datapackage.json': '{}',
  };

  test('is read as its folder is, and is the same run', async () => {
    const report = await importing('hsds-csv', await zipped('whole.zip', files));
    expect(report.counts[0]).toMatchObject({ created: 1 });
    const folder = tables('unpacked', {
      services: files['package/services.csv'],
      organizations: files['package/organizations.csv'],
    });
    expect((await importing('hsds-csv', folder)).counts[0]).toMatchObject({ unchanged: 1 });
    expect(await world.sql('select from services.import_run')).toHaveLength(1);
  });

  test.each<[string, () => Promise<string>, string]>([
    [
      'cut off',
      async () => written('cut.zip', readFileSync(await zipped('a.zip', files)).subarray(0, -30)),
      'This is no zip, or it was cut off.',
    ],
    ['that is none', async () => written('none.zip', 'id,name'), 'This is no zip, or it was cut off.'],
    [
      'with two files of one name',
      () => zipped('two.zip', { ...files, 'b/services.csv': 'id\n' }),
      'There are two files services.csv in it.',
    ],
  ])('%s is refused', async (_name, path, says) => {
    const error = await importing('hsds-csv', await path()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).message).toContain(says);
    expect(await services()).toEqual([]);
  });
});

describe('terms and taxonomies', () => {
  const known = async () => [
    ...(await world.sql('select id, null as taxonomy_id, name from services.taxonomy order by id')),
    ...(await world.sql('select id, taxonomy_id, name from services.taxonomy_term order by id')),
  ];
  beforeEach(() => world.owner.query('truncate services.taxonomy cascade'));

  test('come with what they classify, or in lists of their own', async () => {
    const taxonomy_detail = { id: 't-1', name: 'Open Eligibility' };
    const term = { id: 'c-1', code: '1102', name: 'Emergency Shelter', taxonomy_detail };
    await json([{ ...service, attributes: [{ id: 'a-1', taxonomy_term: term }] }]);
    expect(await known()).toEqual([
      { id: 't-1', taxonomy_id: null, name: 'Open Eligibility' },
      { id: 'c-1', taxonomy_id: 't-1', name: 'Emergency Shelter' },
    ]);
    expect((await services())[0]).toMatchObject({ type: 'EMERGENCY_SHELTER', needs: ['SHELTER'] });
    await importing('hsds-json', written('taxonomies.json', sampleFile('hsds/example-taxonomy_list.json')));
    await importing('hsds-json', written('terms.json', sampleFile('hsds/example-taxonomy_term_list.json')));
    expect(await known()).toHaveLength(4);
  });

  test('come as tables; a term without a name is left out', async () => {
    const csv = tables('terms', {
      services: 'id,name,status\n',
      taxonomies: 'id,name\nt-1,Open Eligibility\n',
      taxonomy_terms: 'id,name,taxonomy_id\nc-1,Shelter,t-1\nc-2,,t-1\nc-3,Lone,t-9\n',
    });
    const report = await importing('hsds-csv', csv);
    expect(report.unmapped).toEqual([
      expect.stringContaining('Without name it says nothing. (taxonomy_terms.csv, line 3'),
    ]);
    expect(await known()).toEqual([
      { id: 't-1', taxonomy_id: null, name: 'Open Eligibility' },
      { id: 'c-1', taxonomy_id: 't-1', name: 'Shelter' },
      { id: 'c-3', taxonomy_id: null, name: 'Lone' },
    ]);
    expect((await importing('hsds-csv', csv)).counts[0]).toMatchObject({ created: 0 });
  });
});

test('two imports at once would register the same organisations: the second waits until the first is over', async () => {
  const { host, port, user, password, database } = world.owner;
  const first = new pg.Client({ host, port, user, password: password ?? '', database });
  await first.connect();
  const sql = sqlOf(first);
  expect(await takeTurn(sql)).toBe(true);
  const second = json([service]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await services()).toEqual([]);
  await leaveTurn(sql);
  expect((await second).counts[0]).toMatchObject({ created: 1 });
  expect(await world.sql('select from services.import_note')).toEqual([]);
  await first.end();
});

describe('whose a service is', () => {
  const owner = async () =>
    (
      await world.sql<{ code: string; type: string; active: boolean }>(
        `select o.id, o.code, o.name, o.type from services.service s join partnerships.organisation o on o.id = s.organisation_id`,
      )
    )[0];

  test('the organisation of that name; an unknown one is registered as one that may read no word about a person', async () => {
    await json([{ ...service, organization: { id: 'u', name: 'ORG_UNHCR' } }]);
    expect(await owner()).toMatchObject({ id: 'org_unhcr' });
    await world.owner.query('truncate services.service cascade');
    await json([service]);
    expect(await owner()).toMatchObject({ code: 'harbour-aid', name: 'Harbour Aid', type: 'OTHER' });
  });

  test('two organisations of one name and with two ids are two', async () => {
    await json([service, { ...service, id: 's-2', organization: { ...organization, id: 'o-2' } }]);
    expect(new Set((await services()).map((one) => one['organisation_id'])).size).toBe(2);
  });

  test('names in another script make organisations of their own', async () => {
    await json([
      { ...service, organization: { id: '1', name: 'الهلال الأحمر' } },
      { ...service, id: 's-2', organization: { id: '2', name: 'مركز اللاجئين' } },
    ]);
    expect(new Set((await services()).map((one) => one['organisation_id'])).size).toBe(2);
  });

  test('a service does not change hands: the same id of another organisation is refused', async () => {
    await json([service]);
    const report = await json([{ ...service, organization: { id: 'o-9', name: 'Somebody Else' } }]);
    expect(report.unmapped).toContainEqual(
      expect.stringMatching(/^Refused.*service of another organisation/),
    );
    expect(await owner()).toMatchObject({ name: 'Harbour Aid' });
    expect(
      (
        await json([{ ...service, organization: { id: 'o-9', name: 'Somebody Else' } }], {
          directory: 'other',
        })
      ).counts[0],
    ).toMatchObject({ created: 1 });
  });

  test('what its owner has assured stays as the owner says', async () => {
    await json([{ ...service, organization: { id: 'n', name: 'org_ngo' } }]);
    const [one] = await services();
    const { userErrors } = await say(
      world,
      { organisationId: 'org_ngo', role: 'caseworker' },
      'assureService',
      {
        id: one?.['id'],
        expectedVersion: 1,
        firewallStatus: 'FIREWALLED',
        firewallEvidence: 'A policy',
      },
    );
    expect(userErrors).toEqual([]);
    const report = await json([{ ...service, name: 'Changed', organization: { id: 'n', name: 'org_ngo' } }]);
    expect(report.counts[0]).toMatchObject({ updated: 0, kept: 1 });
  });

  test('a change in the directory is a change here, with its line in the log', async () => {
    await json([service]);
    expect((await json([{ ...service, name: 'Legal advice' }])).counts[0]).toMatchObject({ updated: 1 });
    expect(await world.sql('select verb, field from services.change order by number')).toEqual([
      { verb: 'import', field: null },
      { verb: 'import', field: 'names' },
    ]);
  });
});

describe('what only an owner may say', () => {
  const says = (...attributes: [string, string][]) =>
    attributes.map(([field, value], at) => ({ id: `a-${at}`, link_type: `accord:${field}`, value }));
  const firewalled = says(['firewallStatus', 'FIREWALLED'], ['firewallEvidence', 'A policy']);
  const statuses = async () => (await services()).map((one) => one['firewall_status']);

  test('that it is firewalled: no file is believed, but for an export of ours that is restored', async () => {
    const report = await json([{ ...service, attributes: firewalled }]);
    expect(await statuses()).toEqual(['UNKNOWN']);
    expect(report.unmapped.join()).toContain('Its owner says so, and no file: UNKNOWN until then.');
    await json([{ ...service, attributes: firewalled }], { restored: true });
    expect(await statuses()).toEqual(['FIREWALLED']);
  });

  test('that it is not is believed of anyone', async () => {
    await json([{ ...service, attributes: says(['firewallStatus', 'MANDATORY_REPORTING']) }]);
    expect(await statuses()).toEqual(['MANDATORY_REPORTING']);
  });

  test('a unit of enforcement has no firewall, whatever is restored', async () => {
    const organization = { id: 'g', name: 'org_guard' };
    const report = await json([{ ...service, organization, attributes: firewalled }], { restored: true });
    expect(report.unmapped).toContainEqual(expect.stringMatching(/^Refused.*never firewalled/));
    expect(await services()).toEqual([]);
  });

  test('a service of the Movement asks for no status, of others it may', async () => {
    const attributes = says(['legalStatusCondition', 'MANDATE_LIMITED'], ['mandateLimitedTo', 'refugees']);
    const entry = (id: string, name: string) => ({ ...service, id, organization: { id, name }, attributes });
    const report = await json([entry('k', 'org_krcs'), entry('u', 'org_unhcr')]);
    expect(report.unmapped).toContainEqual(expect.stringMatching(/^Refused\. \[0\].*31IC\/11\/R3, P5/));
    expect((await services()).map((one) => one['legal_status_condition'])).toEqual(['MANDATE_LIMITED']);
  });

  test('what an organisation is: no file is believed, but for an export of ours that is restored', async () => {
    const organization = {
      id: 'x',
      name: 'New Guard',
      attributes: says(['type', 'NATIONAL_NGO'], ['code', 'new-guard']),
    };
    const types = () =>
      world.sql(`select type, purposes from partnerships.organisation where code = 'new-guard'`);
    await json([{ ...service, organization }]);
    expect(await types()).toEqual([{ type: 'OTHER', purposes: [] }]);
    await world.owner.query('truncate services.service, services.organisation_details cascade');
    await world.owner.query(`delete from partnerships.organisation where code = 'new-guard'`);
    await json([{ ...service, organization }], { restored: true });
    expect(await types()).toMatchObject([{ type: 'NATIONAL_NGO' }]);
  });

  test('a shelter is confidential, also where the directory was not careful', async () => {
    const attributes = says(['type', 'SAFE_SHELTER']);
    const careless = { ...place, latitude: -4.05, longitude: 39.66 };
    await json([{ ...service, attributes, service_at_locations: [{ location: careless }] }]);
    expect(await world.sql('select confidential from services.location')).toEqual([{ confidential: true }]);
    expect((await services())[0]).toMatchObject({ spots: [] });
  });

  test('an organisation that is active no more offers nothing new', async () => {
    await json([service]);
    await world.owner.query(`update partnerships.organisation set active = false where name = 'Harbour Aid'`);
    const report = await json([{ ...service, id: 's-2' }]);
    expect(report.unmapped).toContainEqual(expect.stringMatching(/^Refused.*The organisation is active/));
  });
});

function sampleFolder(): string {
  sampleFile('hsds/csv/services.csv');
  const root = process.env.ACCORD_SAMPLE_FOLDER ?? join(import.meta.dirname, '../../../../shared/data');
  return join(root, 'hsds/csv');
}

function tables(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [table, content] of Object.entries(files)) writeFileSync(join(path, `${table}.csv`), content);
  return path;
}
