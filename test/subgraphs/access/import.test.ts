import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { accessKinds } from '../../../run/import/access-kinds.ts';
import type { ImportReport } from '../../../run/import/report.ts';
import { dayIn, degreesIn, wordIn } from '../../../subgraphs/access/imports/cells.ts';
import { tableOf } from '../../../subgraphs/access/imports/csv-table.ts';
import { type AccessWorld, type Asker, guard, icrc, iom, krcs, openAccess } from './access-world.ts';

let world: AccessWorld;
let client: pg.Client;
beforeAll(async () => {
  world = await openAccess();
  client = new pg.Client({ connectionString: world.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.stop();
});

async function importOf(kind: string, bytes: Uint8Array | string, mapping: object): Promise<ImportReport> {
  const file = (path: string, content: Uint8Array | string) => {
    const whole = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return { path, bytes: whole, text: new TextDecoder().decode(whole) };
  };
  const write = accessKinds[kind]?.read([
    file('table.csv', bytes),
    file('mapping.json', JSON.stringify(mapping)),
  ]);
  return write?.(client) as Promise<ImportReport>;
}

const MAPPING = {
  organisation: 'org_krcs',
  columns: {
    code: 'No.',
    kind: 'Type of incident',
    occurredOn: 'Date',
    country: { value: 'ke' },
    admin1: 'County',
    severity: 'Severity',
    impacts: 'Impact',
    description: 'What happened',
    reporter: 'Reported by',
  },
  values: { kind: { 'Access refused': 'VISIT_DENIED' } },
  dates: ['DD/MM/YYYY', 'YYYY-MM-DD'],
};

const TABLE = `Incidents of the branch;;;;;;;
;;;;;;;
what happened;DATE;Type  of incident;County;no;severity;Impact;Reported By
#description;#date;#event;#adm1;#meta+id;#severity;#impact;
The gate stayed shut;31/01/2026;access refused;Busia;1;2;people not reached|Assets lost;A volunteer
;;;;;;;
"Two lines
and a ""quote""";2026-02-01;GOODS-BLOCKED;Busia;2;;;
Wrong code;01/02/2026;GOODS_BLOKED;Busia;3;1;;
Wrong date;2026/02/01;VISA_REFUSED;Busia;4;1;;
No such day;31/02/2026;VISA_REFUSED;Busia;5;1;;
Not yet;01/02/2099;VISA_REFUSED;Busia;6;1;;
Too severe;01/02/2026;VISA_REFUSED;Busia;7;4;;
;;VISA_REFUSED;Busia;8;;;
Ask Mr Abdi at +254 712 345 678;03/02/2026;VISA_REFUSED;Busia;9;;;
`;

describe('incidents out of a table', () => {
  let report: ImportReport;
  beforeAll(async () => {
    report = await importOf('access-incidents', TABLE, MAPPING);
  });

  test('headers in any order under a title, two forms of date, blank rows and tags; each refusal names row, column and reason', () => {
    expect(report.says).toBe('9 rows: 3 read, 6 refused, 2 warnings.');
    expect(report.counts).toEqual([{ what: 'Incidents', created: 3, updated: 0, unchanged: 0, kept: 0 }]);
    expect(report.unmapped.filter((line) => line.startsWith('Refused'))).toEqual([
      'Refused. Row 9: “Type of incident”: “GOODS_BLOKED” is no code that is known; the nearest is GOODS_BLOCKED.',
      'Refused. Row 10: “Date”: “2026/02/01” is no date written as DD/MM/YYYY or YYYY-MM-DD.',
      'Refused. Row 11: “Date”: “31/02/2026” is no date written as DD/MM/YYYY or YYYY-MM-DD.',
      'Refused. Row 12: occurredOn: This day has not come yet.',
      'Refused. Row 13: “Severity”: “4” is no severity from 0 to 3.',
      'Refused. Row 14: occurredOn is missing.',
    ]);
    expect(report.unmapped.filter((line) => line.startsWith('Warned'))).toEqual([
      expect.stringMatching(/^Warned\. Row 15: description: This looks like a phone number/),
      expect.stringMatching(/^Warned\. Row 15: description: This looks like the name of a person/),
    ]);
  });

  const own = async (who: Asker) => {
    const query = `{ accessIncidents(first: 50) { nodes { kind occurredOn admin1 severity impacts description reporter state } } }`;
    const { data } = await world.ask(who, query);
    return (
      (data as { accessIncidents: { nodes: Record<string, unknown>[] } } | null)?.accessIncidents.nodes ?? []
    );
  };

  test('are the organisation’s own, as submitted, and nobody else finds them', async () => {
    expect(await own(krcs)).toContainEqual({
      kind: 'VISIT_DENIED',
      occurredOn: '2026-01-31',
      admin1: 'Busia',
      severity: 2,
      impacts: ['PEOPLE_NOT_REACHED', 'ASSETS_LOST'],
      description: 'The gate stayed shut',
      reporter: 'A volunteer',
      state: 'SUBMITTED',
    });
    expect((await own(krcs)).map(({ description }) => description)).toContain('Two lines\nand a "quote"');
    for (const who of [icrc, guard, iom, null]) expect(await own(who)).toEqual([]);
  });

  test('read again change nothing; a changed row changes its incident, and one that somebody went on with is kept', async () => {
    const again = await importOf('access-incidents', TABLE, MAPPING);
    expect(again.counts).toMatchObject([{ created: 0, updated: 0, unchanged: 3 }]);
    const changed = TABLE.replace('The gate stayed shut', 'The gate was shut').replace(
      'Two lines',
      'Three lines',
    );
    await world.sql(
      `update access.access_incident set version = 2, state = 'VERIFIED' where kind = 'GOODS_BLOCKED'`,
    );
    const third = await importOf('access-incidents', changed, MAPPING);
    expect(third.counts).toMatchObject([{ created: 0, updated: 1, unchanged: 1, kept: 1 }]);
    const told = (await own(krcs)).map(({ description }) => description);
    expect(told).toEqual(expect.arrayContaining(['The gate was shut', 'Two lines\nand a "quote"']));
  });
});

describe('places out of a table', () => {
  const mapping = {
    organisation: 'org_icrc',
    columns: { name: 'Lieu', setting: 'Type', country: 'Pays', latitude: 'Lat', longitude: 'Long' },
    values: { setting: { 'Centre de rétention': 'IMMIGRATION_DETENTION' }, country: { Grèce: 'GR' } },
  };

  test('coordinates as text, accents in another encoding, off the globe and swapped', async () => {
    const latin = new Uint8Array(
      Buffer.from(
        'Lieu,Type,Pays,Lat,Long\nMaison,Centre de r\xe9tention,Gr\xe8ce,"39,1","26°33\'00"" E"\nPort,CAMP,Gr\xe8ce,39.2 N,\n',
        'latin1',
      ),
    );
    const utf8 = new TextEncoder().encode(
      'Île,Centre de rétention,Grèce,95,20\nCap,camp,Grèce,S 1 30,W 10\nRue,Kamp,Grèce,,\nPont,camp,Grece,,\nQuai,camp,XX,,\n',
    );
    const report = await importOf('access-places', Buffer.concat([latin, utf8]), mapping);
    expect(report.counts).toMatchObject([{ created: 2 }]);
    expect(report.unmapped).toEqual([
      'Refused. Row 3: A latitude needs a longitude, and a longitude a latitude.',
      'Refused. Row 4: “Lat”: “95” is a latitude off the globe; are latitude and longitude swapped?',
      'Refused. Row 6: “Type”: “Kamp” is no code that is known; the nearest is CAMP.',
      'Refused. Row 7: “Pays”: “Grece” is no country of ISO 3166-1; the nearest is GR (Greece).',
      'Refused. Row 8: “Pays”: “XX” is no country of ISO 3166-1; the nearest is AX (Åland Islands).',
    ]);
    const rows = await world.sql(
      `select name, setting, country, latitude, longitude from access.access_place where recorded_by_id = 'org_icrc' order by name`,
    );
    expect(rows).toEqual([
      { name: 'Cap', setting: 'CAMP', country: 'GR', latitude: -1.5, longitude: -10 },
      { name: 'Maison', setting: 'IMMIGRATION_DETENTION', country: 'GR', latitude: 39.1, longitude: 26.55 },
    ]);
  });
});

describe('what is wrong with the file or the mapping is said before anything is written', () => {
  test.each([
    [
      'an unknown field',
      { ...MAPPING, columns: { ...MAPPING.columns, passport: 'No.' } },
      /there is no such field/,
    ],
    [
      'a missing field',
      { ...MAPPING, columns: { kind: 'Date', country: 'County' } },
      /occurredOn: is needed/,
    ],
    [
      'an unknown column',
      { ...MAPPING, columns: { ...MAPPING.columns, reporter: 'Who' } },
      /no column “Who” for reporter/,
    ],
    ['a form of date that is none', { ...MAPPING, dates: ['YY'] }, /dates/],
  ])('%s', async (_what, mapping, says) => {
    await expect(importOf('access-incidents', TABLE, mapping)).rejects.toThrow(says);
  });

  test('a table without its header, and an organisation that is not there', async () => {
    await expect(importOf('access-incidents', 'a,b\n1,2\n', MAPPING)).rejects.toThrow(
      /No row names at least two/,
    );
    const nobody = { ...MAPPING, organisation: 'org_absent' };
    await expect(importOf('access-incidents', TABLE, nobody)).rejects.toThrow(/No active organisation/);
  });
});

test.each([
  ['-1.29', 'latitude', -1.29],
  ['1,29 S', 'latitude', -1.29],
  ['1°17\'24"S', 'latitude', -1.29],
  ['36.8219 E', 'longitude', 36.8219],
  ['W 70', 'longitude', -70],
  ['0', 'latitude', 0],
] as const)('%s is %s %s', (cell, axis, degrees) => {
  expect(degreesIn(cell, axis)).toBeCloseTo(degrees, 9);
});

test.each(['north', '12 E', '91', '1 2 3 4', '', 'NaN'])('“%s” is no latitude', (cell) => {
  expect(() => degreesIn(cell, 'latitude')).toThrow(/latitude/);
});

test('a date is read as the mapping says, and never guessed', () => {
  expect(dayIn('03/04/2026', ['DD/MM/YYYY'])).toBe('2026-04-03');
  expect(dayIn('03/04/2026', ['MM/DD/YYYY'])).toBe('2026-03-04');
  expect(dayIn('2026-04-03T10:00:00Z', ['YYYY-MM-DD'])).toBe('2026-04-03');
  expect(() => dayIn('03/04/2026', ['YYYY-MM-DD'])).toThrow(/no date/);
  expect(dayIn('13/04/2026', ['DD/MM/YYYY', 'MM/DD/YYYY'])).toBe('2026-04-13');
  expect(dayIn('04/04/2026', ['DD/MM/YYYY', 'MM/DD/YYYY'])).toBe('2026-04-04');
  expect(() => dayIn('03/04/2026', ['DD/MM/YYYY', 'MM/DD/YYYY'])).toThrow(
    'is 2026-04-03 or 2026-03-04; name one form of dates in the mapping',
  );
});

test.each(['utf-8', 'utf-16le'])('a file in %s with its mark is read', (encoding) => {
  const text = '\ufeffName,Type\nCasa Ñandú,CAMP\n';
  const bytes = encoding === 'utf-8' ? Buffer.from(text) : Buffer.from(text, 'utf16le');
  expect(tableOf(bytes, ['name', 'type']).rows[0]?.cells.get('name')).toBe('Casa Ñandú');
});

test('the nearest word may be one of the table’s own, and is named as what it means', () => {
  const values = { 'Zutritt verweigert': 'VISIT_DENIED' } as const;
  expect(wordIn('zutritt VERWEIGERT', ['VISIT_DENIED', 'VISA_REFUSED'], values)).toBe('VISIT_DENIED');
  expect(() => wordIn('Zutrit verweigerd', ['VISIT_DENIED', 'VISA_REFUSED'], values)).toThrow(
    'the nearest is VISIT_DENIED',
  );
});

test('lines that are not UTF-8 are read in the encoding that the mapping names', () => {
  const arabic = Uint8Array.from([
    ...Buffer.from('Name,Type\n'),
    0xe3,
    0xce,
    0xed,
    0xe3,
    ...Buffer.from(',CAMP\n'),
  ]);
  expect(tableOf(arabic, ['name', 'type'], 'windows-1256').rows[0]?.cells.get('name')).toBe('مخيم');
});

test('what was refused comes out as a table with the reasons, and goes in again by the same mapping once it is mended', async () => {
  const mapping = { ...MAPPING, columns: { ...MAPPING.columns, code: 'Nr' } };
  const table =
    'Nr,Date,Type of incident,County,Severity,Impact,What happened,Reported by\n' +
    'x1,2026-02-31,VISA_REFUSED,Busia,1,,"=Said, “no”",\nx2,2026-02-03,VISA_REFUSED,Busia,1,,,\n';
  const first = await importOf('access-incidents', table, mapping);
  expect(first.refusedRows).toBe(
    'Nr,Date,Type of incident,County,Severity,Impact,What happened,Reported by,Why it was refused\r\n' +
      `x1,2026-02-31,VISA_REFUSED,Busia,1,,"'=Said, “no”",,“Date”: “2026-02-31” is no date written as DD/MM/YYYY or YYYY-MM-DD.\r\n`,
  );
  const again = await importOf(
    'access-incidents',
    (first.refusedRows ?? '').replace('02-31', '02-28'),
    mapping,
  );
  expect(again).toMatchObject({ counts: [{ created: 1 }], refusedRows: '' });
  const [row] = await world.sql(
    `select description from access.access_incident where occurred_on = '2026-02-28'`,
  );
  expect(row).toEqual({ description: '=Said, “no”' });
});

test('an authority keeps no incidents here, out of a table either', async () => {
  const count = async () => (await world.sql('select count(*) from access.access_incident'))[0];
  const before = await count();
  await expect(
    importOf('access-incidents', TABLE, { ...MAPPING, organisation: 'org_guard' }),
  ).rejects.toThrow(/an authority does not record its own/);
  expect(await count()).toEqual(before);
});

describe('a table out of Accord', () => {
  const tableFor = async (who: Asker, field = 'accessIncidentTable') => {
    const { data, errors } = await world.ask(who, `{ ${field} }`);
    if (errors) throw new Error(String(errors[0]?.extensions?.code));
    return String((data as Record<string, string> | null)?.[field]);
  };

  test('has a row of HXL tags, and in it no cell that a spreadsheet would run', async () => {
    await world.sql(
      `update access.access_incident set description = '=HYPERLINK("http://x")' where kind = 'VISA_REFUSED'`,
    );
    const [headings, tags, ...rows] = (await tableFor(krcs)).split('\r\n');
    expect(headings).toMatch(/^Id,Month,Date,Country/);
    expect(tags).toMatch(/^#event\+id,#date\+month,#date\+occurred,#country\+code\+v_iso2,#adm1\+name/);
    expect(rows.join('\n')).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(rows.join('\n')).not.toMatch(/(^|,)"?[=+@]/m);
  });

  test('holds for others what they read, and a reporter for nobody', async () => {
    await expect(tableFor(null)).rejects.toThrow('UNAUTHENTICATED');
    for (const who of [icrc, guard, iom]) expect((await tableFor(who)).trim().split('\r\n')).toHaveLength(2);
    expect(await tableFor(krcs)).not.toContain('A volunteer');
  });

  test('of places holds one’s own', async () => {
    expect(await tableFor(icrc, 'accessPlaceTable')).toContain('Maison,IMMIGRATION_DETENTION,GR,,39.1,26.55');
    expect(await tableFor(iom, 'accessPlaceTable')).not.toContain('Maison');
    await expect(tableFor(null, 'accessPlaceTable')).rejects.toThrow('UNAUTHENTICATED');
  });
});
