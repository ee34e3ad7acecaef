import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Refused } from '../../../run/import/report.ts';
import type { StreamedReport } from '../../../run/import/streamed-kind.ts';
import { streamedKinds } from '../../../run/import/streamed-kinds.ts';
import { openServices, type ServicesWorld } from './services-world.ts';

let world: ServicesWorld;
let folder: string;

beforeAll(async () => {
  world = await openServices();
  folder = mkdtempSync(join(tmpdir(), 'accord-hxl-'));
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  await world.owner.query(
    'truncate services.service, services.location, services.organisation_details, services.import_run cascade',
  );
});

async function importing(text: string, country: string | null = null): Promise<StreamedReport> {
  const path = join(folder, '3w.csv');
  writeFileSync(path, text);
  const options = { language: 'en', country, directory: null, restored: false, stopped: () => false };
  const write = await streamedKinds['hxl-3w']?.check(path, options);
  if (!write) throw new Error('There is no hxl-3w.');
  return write(world.owner);
}

const services = () =>
  world.sql<Record<string, unknown>>(`
    select s.names, s.type, s.types, s.status, s.firewall_status, s.legal_status_condition, s.valid_from::text, s.valid_until::text,
      s.coverages, o.name as owner, o.type as owner_type, (
        select jsonb_agg(jsonb_build_array(l.names ->> 'en', l.country, l.admin1, l.pcode) order by sl.position)
          from services.service_at_location sl join services.location l on l.id = sl.location_id where sl.service_id = s.id) as places
      from services.service s join partnerships.organisation o on o.id = s.organisation_id order by s.names ->> 'en', s.id`);

const TABLE = `Who does what where,,,,,,,,
As of March,,,,,,,,
Organisation,Cluster,Activity,Country,County,Code,Status,From,Until
#org,#sector,#activity,#country+code,#adm1+name,#adm1 +code,#status,#date+start,#date+end
Harbour Aid,Food Security,Hot meals,KEN,Mombasa,KE001,Ongoing,2026-01-01,2026-12-31
Harbour Aid,WASH,,KEN,Kwale,KE002,Planned,,
,WASH,Wells,KEN,Kwale,KE002,Ongoing,,
Harbour Aid,Logistics,Trucks,KEN,Kwale,KE002,Ongoing,,
Harbour Aid,Weather,Forecast,KEN,,,Sunny,3/4/2026,
`;

test('rows below the tags are services of who does them, and what a 3W cannot say takes its default', async () => {
  const report = await importing(TABLE);
  const common = {
    owner: 'Harbour Aid',
    owner_type: 'OTHER',
    firewall_status: 'UNKNOWN',
    legal_status_condition: 'NONE',
  };
  expect(await services()).toEqual([
    {
      ...common,
      names: { en: 'Forecast' },
      type: 'INFORMATION_AND_ORIENTATION',
      types: ['INFORMATION_AND_ORIENTATION'],
      status: 'INACTIVE',
      valid_from: null,
      valid_until: null,
      coverages: ['COUNTRY'],
      places: [['KE', 'KE', null, null]],
    },
    {
      ...common,
      names: { en: 'Hot meals' },
      type: 'FOOD',
      types: ['FOOD'],
      status: 'ACTIVE',
      valid_from: '2026-01-01',
      valid_until: '2026-12-31',
      coverages: [],
      places: [['Mombasa', 'KE', 'Mombasa', 'KE001']],
    },
    {
      ...common,
      names: { en: 'WASH' },
      type: 'WASH',
      types: ['WASH'],
      status: 'INACTIVE',
      valid_from: null,
      valid_until: null,
      coverages: [],
      places: [['Kwale', 'KE', 'Kwale', 'KE002']],
    },
  ]);
  expect(report.unmapped).toEqual([
    'Refused. row 7, #org: It does not say who does it.',
    'Refused. row 8, #sector “Logistics”: This sector is work among organisations: nobody is referred to it.',
    'Left out. #date+start: A day is written 2026-12-31. (row 9 “3/4/2026”)',
    'Left out. #status: Not a word this import knows: inactive until its owner says more. (row 9 “Sunny”)',
    'Noted. #sector: No sector of OCHA: INFORMATION_AND_ORIENTATION, until its owner says more. (row 9 “Weather”)',
  ]);
  expect((await importing(TABLE)).counts[0]).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
});

test('rows of one number are one service: at several places, of several types; a repeated row is refused', async () => {
  const report = await importing(`Id;Org;Code;Types;Activity;Place;Lat;Lon;Country;Kits
#activity+id;#org+name;#org+code;#subsector+code+list;#activity+name;#loc+name;#geo+lat;#geo+lon;#country+name;#reached
7;Org of UNHCR;org_unhcr;LEGAL_AID|DETENTION_VISIT;Law;Office A;-4.05;39.66;Kenya;12
7;Org of UNHCR;org_unhcr;LEGAL_AID|DETENTION_VISIT;Law;Office B;;;Kenya;3
;Harbour Aid;;FOOD;Meals;Gate;95;0;Kenya;
;Harbour Aid;;FOOD;Meals;Gate;95;0;Kenya;
'=8;Harbour Aid;;FOOD;'=Bread;Gate;;;Kenya;
`);
  expect(await services()).toMatchObject([
    { names: { en: '=Bread' } },
    {
      names: { en: 'Law' },
      owner: 'org_unhcr',
      types: ['LEGAL_AID', 'DETENTION_VISIT'],
      places: [
        ['Office A', 'KE', null, null],
        ['Office B', 'KE', null, null],
      ],
    },
    { names: { en: 'Meals' } },
  ]);
  expect(report.unmapped).toEqual([
    expect.stringMatching(/^Refused\. row 6, id “3w-.*An earlier entry/),
    'Left out. #reached: A service of the directory has no field for it. (row 3 “12”)',
    'Left out. #geo: It is no point of the globe. (row 5 “95, 0”, row 6 “95, 0”)',
  ]);
});

test('a country is told by its P-codes or by the command; without one the place is left out', async () => {
  const table = `#org,#activity,#adm1,#adm1+code\nHarbour Aid,Meals,Mombasa,KE001\nHarbour Aid,Wells,Kwale,\n`;
  expect((await importing(table)).unmapped.join('\n')).toContain(
    'A place lies in a country: name one with --country. (row 3 “Kwale”)',
  );
  expect((await services()).map(({ places }) => places)).toEqual([
    [['Mombasa', 'KE', 'Mombasa', 'KE001']],
    null,
  ]);
  await importing(table, 'KE');
  expect((await services()).map(({ places }) => places)).toEqual([
    [['Mombasa', 'KE', 'Mombasa', 'KE001']],
    [['Kwale', 'KE', 'Kwale', null]],
  ]);
});

test.each([
  [
    'without tags',
    'Org,Sector\nA,B\n',
    '3w.csv: None of the first 25 rows has tags such as #org and #sector.',
  ],
  [
    'with tags too far down',
    `${'a,b\n'.repeat(25)}#org,#sector\nA,B\n`,
    '3w.csv: None of the first 25 rows has tags such as #org and #sector.',
  ],
  ['that does not say who', '#sector,#adm1\nFood,Kwale\n', '3w.csv: No column is tagged #org.'],
  [
    'cut off in a cell',
    '#org,#sector\nA,"Fo',
    '3w.csv, line 2: A quote is never closed: the file may be cut off.',
  ],
])('a table %s is refused whole', async (_name, text, says) => {
  const error = await importing(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refused);
  expect((error as Refused).faults[0]).toContain(says);
  expect(await services()).toEqual([]);
});
