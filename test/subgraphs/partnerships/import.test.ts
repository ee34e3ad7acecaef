import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { importKinds } from '../../../run/import/kinds.ts';
import { Refused } from '../../../run/import/report.ts';
import { migrate } from '../../../shared/migrate.ts';
import { firewallClassOf, ORGANISATION_TYPES } from '../../../shared/policy/organisations.ts';
import { readNationalSocieties } from '../../../subgraphs/partnerships/imports/national-societies.ts';
import { importNationalSocieties } from '../../../subgraphs/partnerships/imports/national-societies-import.ts';
import { importPartners } from '../../../subgraphs/partnerships/imports/partners-import.ts';
import { purposesFor } from '../../../subgraphs/partnerships/registered-purposes.ts';
import { partnerships } from '../../../subgraphs/partnerships/schema.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { sampleFile } from '../../support/sample-file.ts';

const text = sampleFile('national-societies/countries.json');
const entries = JSON.parse(text) as Record<string, unknown>[];
const list = readNationalSocieties(entries);

const jordan = {
  name: 'Jordan',
  name_en: 'Jordan',
  name_ar: 'الأردن',
  iso: 'JO',
  iso3: 'JOR',
  fdrs: 'DJO001',
  region: 4,
  society_name: 'Jordan National Red Crescent Society',
  society_name_ar: 'جمعية الهلال الأحمر الأردني',
  society_url: 'http://www.jnrcs.org/',
};

describe('the real list', () => {
  test('names 235 societies in 246 entries, and loses none of them', () => {
    expect(entries).toHaveLength(246);
    expect(list.faults).toEqual([]);
    expect(list.naming).toBe(235);
    expect(list.countries).toHaveLength(231);
    expect(list.societies).toHaveLength(220);
    const placeless = list.unmapped.filter((line) => !line.includes('without a National Society'));
    expect(list.societies.length + placeless.length).toBe(235);
    expect(list.unmapped.length - placeless.length).toBe(11);
  });

  test('has one society for each country, and branches only of societies that it has', () => {
    expect(new Set(list.societies.map(({ country }) => country)).size).toBe(220);
    const branches = list.societies.filter(({ branchOf }) => branchOf !== null);
    expect(branches).toHaveLength(26);
    const homes = new Map(list.societies.map((society) => [society.country, society]));
    for (const { name, branchOf } of branches) {
      expect(homes.get(branchOf as string)).toMatchObject({ name, branchOf: null });
    }
  });

  test('has identifiers of the form of IFRC, each once, and sites that are addresses', () => {
    const identifiers = list.societies.flatMap(({ identifier }) => identifier ?? []);
    expect(identifiers).toHaveLength(190);
    expect(new Set(identifiers).size).toBe(190);
    expect(identifiers.filter((one) => !/^D[A-Z]{2}\d{3}$/.test(one))).toEqual([]);
    const sites = list.societies.flatMap(({ site }) => site ?? []);
    expect(sites).toHaveLength(154);
    expect(sites.filter((one) => !URL.canParse(one))).toEqual([]);
  });

  test('has names in four languages, as they are written', () => {
    expect(list.societies.find(({ country }) => country === 'KE')).toEqual({
      country: 'KE',
      name: 'Kenya Red Cross Society',
      names: {
        en: 'Kenya Red Cross Society',
        fr: 'Croix-Rouge du Kenya',
        es: 'Cruz Roja de Kenia',
        ar: 'جمعية الصليب الأحمر الكينية',
      },
      identifier: 'DKE001',
      site: expect.stringMatching(/^https?:/),
      branchOf: null,
    });
    const written = (field: string) =>
      entries.map((entry) =>
        ['en', 'fr', 'es', 'ar'].flatMap((language) => entry[`${field}_${language}`] || []),
      );
    const placed = entries.map(({ iso }) => Boolean(iso) && iso !== 'BX');
    expect(list.countries.map(({ names }) => Object.values(names))).toEqual(
      written('name').filter((_names, index) => placed[index]),
    );
    expect(list.societies.map(({ names }) => Object.values(names))).toEqual(
      written('society_name').filter((_names, index) => placed[index] && entries[index]?.society_name),
    );
  });

  test('has every region by its name', () => {
    const regions = new Map<string | null, number>();
    for (const { region } of list.countries) regions.set(region, (regions.get(region) ?? 0) + 1);
    const known = entries.filter(({ iso }) => Boolean(iso) && iso !== 'BX');
    const numbers = [0, 1, 2, 3, 4].map((code) => known.filter(({ region }) => region === code).length);
    const names = ['AFRICA', 'AMERICAS', 'ASIA_PACIFIC', 'EUROPE', 'MIDDLE_EAST_AND_NORTH_AFRICA'];
    expect(names.map((name) => regions.get(name))).toEqual(numbers);
    expect(list.countries.find(({ iso2 }) => iso2 === 'JO')?.region).toBe('MIDDLE_EAST_AND_NORTH_AFRICA');
  });
});

describe('what a list says and Accord cannot hold', () => {
  test.each([
    [
      'an identifier of another form',
      { fdrs: 'DJO1' },
      'Jordan (JO): “DJO1” has not the form of an IFRC identifier.',
    ],
    [
      'a site that is none',
      { society_url: 'jnrcs.org' },
      'Jordan (JO): “jnrcs.org” is no address of the web.',
    ],
    ['a region nobody knows', { region: 9 }, 'Jordan (JO): 9 is no region of IFRC.'],
  ])('%s is listed with its place, and the society is kept', (_what, over, line) => {
    const read = readNationalSocieties([{ ...jordan, ...over }]);
    expect(read.unmapped).toEqual([line]);
    expect(read.societies).toHaveLength(1);
    expect(read.faults).toEqual([]);
  });

  test.each([
    ['a component of the Movement', { iso: null, society_name: 'ICRC' }, /component of the Movement/],
    ['an entry without a code', { iso: null }, /without an ISO code/],
    ['what is no country', { iso: 'BX' }, /no country/],
    ['a country without a society', { society_name: '' }, /without a National Society/],
  ])('%s is listed and makes no society', (_what, over, line) => {
    const read = readNationalSocieties([{ ...jordan, ...over }]);
    expect(read.unmapped).toEqual([expect.stringMatching(line)]);
    expect(read.societies).toEqual([]);
  });
});

describe('a broken list', () => {
  test.each([
    [
      'is not an array',
      '{"countries": []}',
      ['The file must be a JSON array of countries; it is not an array.'],
    ],
    ['is cut off', text.slice(0, 5000), [/^countries\.json, line \d+, column \d+: The JSON ends too early/]],
    ['is no JSON', '[{"name": "Jordan",}]', [/^countries\.json, line 1, column 20: This is not JSON/]],
    ['is empty', '', [/line 1, column 1/]],
    ['holds what is no object', JSON.stringify([jordan, 3]), ['entry 2: it is not an object.']],
    [
      'has an entry without a name',
      JSON.stringify([{ ...jordan, name: ' ' }]),
      ['entry 1 (JO): it has no name.'],
    ],
    [
      'has a code that is none',
      JSON.stringify([{ ...jordan, iso: 'JOR' }]),
      ['entry 1 (Jordan): “JOR” is no ISO 3166-1 code of two letters.'],
    ],
    [
      'has a code twice',
      JSON.stringify([jordan, { ...jordan, name: 'Other' }]),
      ['entry 2 (Other): the code JO stands already in entry 1.'],
    ],
    [
      'has several faults',
      JSON.stringify([null, { iso: 'KE' }, jordan, jordan]),
      [
        'entry 1: it is not an object.',
        'entry 2 (KE): it has no name.',
        'entry 4 (Jordan): the code JO stands already in entry 3.',
      ],
    ],
  ])(
    'that %s is refused before anything is written, with every fault and its place',
    (_what, broken, faults) => {
      const read = () =>
        importKinds['national-societies']?.read([{ path: '/a/countries.json', text: broken }]);
      let refusal: unknown;
      try {
        read();
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(Refused);
      expect((refusal as Refused).faults).toEqual(
        faults.map((fault) => (typeof fault === 'string' ? fault : expect.stringMatching(fault))),
      );
      expect((refusal as Refused).message).toMatch(/^Nothing was imported/);
    },
  );
});

describe('writing', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase({
      name: 'partnerships',
      fill: (url) => migrate(url, [partnerships.store]),
    });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.stop();
  });
  beforeEach(async () => {
    await client.query('truncate partnerships.organisation, partnerships.country cascade');
  });

  const rows = async () =>
    (await client.query('select * from partnerships.organisation order by id')).rows.concat(
      (await client.query('select * from partnerships.country order by iso2')).rows,
    );
  const society = async (country: string) =>
    (await client.query('select * from partnerships.organisation where country = $1', [country])).rows[0];

  test('all is there after the first time, and nothing changes the second time', async () => {
    const none = { created: 0, updated: 0, unchanged: 0 };
    expect(await importNationalSocieties(client, list)).toEqual({
      countries: { ...none, created: 231 },
      societies: { ...none, created: 220 },
    });
    const first = await rows();
    expect(await importNationalSocieties(client, list)).toEqual({
      countries: { ...none, unchanged: 231 },
      societies: { ...none, unchanged: 220 },
    });
    expect(await rows()).toEqual(first);
    expect(await society('KE')).toMatchObject({
      code: 'ns-ke',
      name: 'Kenya Red Cross Society',
      type: 'NATIONAL_SOCIETY',
      identifier: 'DKE001',
      parent_id: null,
      active: true,
      version: 1,
    });
  });

  test('it tells how far it is, up to the last row', async () => {
    const heard: number[] = [];
    const total = list.countries.length + list.societies.length;
    await importNationalSocieties(client, list, (done, of) => {
      expect(of).toBe(total);
      heard.push(done);
    });
    expect(heard).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });

  test('a branch is a unit of its society, whichever of the two stands first in the list', async () => {
    await importNationalSocieties(client, list);
    const [denmark, greenland] = [await society('DK'), await society('GL')];
    expect(greenland).toMatchObject({ name: 'Danish Red Cross', parent_id: denmark.id });
  });

  test('a society that is registered keeps its id, code and purposes; its names, identifier and site are mended', async () => {
    await client.query(`insert into partnerships.organisation (id, code, name, type, country, purposes)
      values ('org_own', 'jnrcs', 'Old name', 'NATIONAL_SOCIETY', 'JO', '{LEGAL_AID}')`);
    const { societies } = await importNationalSocieties(client, readNationalSocieties([jordan]));
    expect(societies).toEqual({ created: 0, updated: 1, unchanged: 0 });
    expect(await society('JO')).toMatchObject({
      id: 'org_own',
      code: 'jnrcs',
      purposes: ['LEGAL_AID'],
      name: 'Jordan National Red Crescent Society',
      names: { ar: 'جمعية الهلال الأحمر الأردني' },
      identifier: 'DJO001',
      site: 'http://www.jnrcs.org/',
      version: 2,
    });
  });

  test('an organisation of another type in the same country is left alone', async () => {
    await client.query(`insert into partnerships.organisation (id, code, name, type, country)
      values ('org_clinic', 'clinic', 'A clinic', 'HEALTH_PROVIDER', 'JO')`);
    const { societies } = await importNationalSocieties(client, readNationalSocieties([jordan]));
    expect(societies.created).toBe(1);
    const { rows: kept } = await client.query(
      `select name, version from partnerships.organisation where id = 'org_clinic'`,
    );
    expect(kept).toEqual([{ name: 'A clinic', version: 1 }]);
  });

  test('what changed in the list is updated, and nothing else', async () => {
    const kenya = { ...jordan, name: 'Kenya', iso: 'KE', iso3: 'KEN', fdrs: 'DKE001', society_name: 'KRCS' };
    await importNationalSocieties(client, readNationalSocieties([jordan, kenya]));
    const renamed = { ...kenya, society_name: 'Kenya Red Cross Society' };
    expect(await importNationalSocieties(client, readNationalSocieties([jordan, renamed]))).toEqual({
      countries: { created: 0, updated: 0, unchanged: 2 },
      societies: { created: 0, updated: 1, unchanged: 1 },
    });
    expect(await society('KE')).toMatchObject({ name: 'Kenya Red Cross Society', version: 2 });
    expect(await society('JO')).toMatchObject({ version: 1 });
  });

  test('it writes within the transaction of its caller: rolled back, nothing is there', async () => {
    await client.query('begin');
    await importNationalSocieties(client, list);
    await client.query('rollback');
    expect(await rows()).toEqual([]);
  });

  test('partners of a directory are found by code, a National Society by its country, and the others registered once', async () => {
    await importNationalSocieties(client, readNationalSocieties([jordan]));
    await client.query(`insert into partnerships.organisation (id, code, name, type, purposes)
      values ('org_unhcr', 'unhcr', 'UNHCR', 'UN_AGENCY', '{STATISTICS}')`);
    const partners = [
      { code: 'unhcr', name: 'Other name', type: 'UN_AGENCY', country: 'JO' },
      { code: 'jrc', name: 'Jordan Red Crescent', type: 'NATIONAL_SOCIETY', country: 'JO' },
      { code: 'clinic', name: 'A clinic', type: 'HEALTH_PROVIDER', country: 'JO' },
    ] as const;
    const first = await importPartners(client, partners);
    expect(first.counts).toEqual({ created: 1, updated: 0, unchanged: 2 });
    expect([...first.ids.keys()]).toEqual(['unhcr', 'jrc', 'clinic']);
    expect(first.ids.get('unhcr')).toBe('org_unhcr');
    const before = await rows();
    const second = await importPartners(client, partners);
    expect(second).toEqual({ ids: first.ids, counts: { created: 0, updated: 0, unchanged: 3 } });
    expect(await rows()).toEqual(before);
    expect(before.find(({ code }) => code === 'unhcr')).toMatchObject({
      name: 'UNHCR',
      purposes: ['STATISTICS'],
    });
    expect(before.find(({ code }) => code === 'clinic')).toMatchObject({ active: true, version: 1 });
  });
});

describe('the purposes that an import registers', () => {
  test.each(ORGANISATION_TYPES)(
    '%s: none behind the firewall, family links within the Movement alone',
    (type) => {
      const purposes = purposesFor(type);
      const firewallClass = firewallClassOf(type);
      expect(purposes.length === 0).toBe(['ENFORCEMENT', 'STATISTICS_ONLY'].includes(firewallClass));
      expect(purposes.includes('RESTORING_FAMILY_LINKS')).toBe(firewallClass === 'MOVEMENT');
      expect(purposes).not.toContain('AUDIT_OVERSIGHT');
    },
  );
});
