import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { subgraphs } from '../../run/subgraphs.ts';
import { checkWorld, WorldError } from '../../sandbox/check-world.ts';
import { loadSandboxWorld, loadWorld } from '../../sandbox/load-world.ts';
import { worldJsonSchema } from '../../sandbox/world-schema.ts';
import { type Config, readConfig } from '../../shared/config.ts';
import { migrate } from '../../shared/migrate.ts';
import { REFERRAL_STATES } from '../../shared/policy/referral-states.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

type List =
  | 'organisations'
  | 'agreements'
  | 'accessAgreements'
  | 'services'
  | 'persons'
  | 'measures'
  | 'pledges';
type Json = { name: string } & { [Name in List]?: object[] };

function file(name: string): Json {
  return JSON.parse(readFileSync(join(projectFolder, 'sandbox', name), 'utf8')) as Json;
}

let database: TestDatabase;
let owner: pg.Client;
let config: Config;
let home: string;
let codes: readonly string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'accord-world-'));
  config = readConfig({ ACCORD_HOME: home });
  database = await testDatabase({
    name: 'migrated_for_a_world',
    fill: (url) =>
      migrate(
        url,
        subgraphs.map(({ store }) => store),
      ),
  });
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  codes = await loadSandboxWorld(database.url, config);
});
afterAll(async () => {
  await owner.end();
  await database.stop();
  rmSync(home, { recursive: true });
});

const COUNTED = [
  'partnerships.organisation',
  'partnerships.agreement',
  'partnerships.sandbox',
  'partnerships.consultation',
  'partnerships.measure',
  'partnerships.pledge',
  'partnerships.pledge_report',
  'partnerships.implementation_report',
  'access.access_agreement',
  'services.service',
  'services.change',
  'referrals.person',
  'referrals.consent',
  'referrals.referral',
  'referrals.referral_event',
];

/** How many rows there are of each kind. */
async function counts(): Promise<object> {
  const numbers = COUNTED.map((table) => `(select count(*)::int from ${table}) as "${table}"`);
  return (await owner.query(`select ${numbers.join(', ')}`)).rows[0];
}

async function statesOf(table: string): Promise<string[]> {
  return (await owner.query(`select distinct state from ${table} order by 1`)).rows.map(({ state }) => state);
}

describe('the sandbox world', () => {
  test('holds the organisations that the API page promises', () => {
    const promised = [
      'ifrc',
      'icrc',
      'iom',
      'unhcr',
      'unodc',
      'harbour-aid',
      'al-noor-hospital',
      'border-guard-north',
    ];
    expect(codes).toEqual(
      expect.arrayContaining([...promised, 'cedar-law-clinic', 'aurora-fund', 'krcs', 'jnrcs']),
    );
    const societies = file('world.json').organisations?.filter(
      (one) => 'type' in one && one.type === 'NATIONAL_SOCIETY',
    );
    expect(societies?.length).toBeGreaterThanOrEqual(12);
  });

  test('shows every state of a referral, those of the clock and of two persons among them', async () => {
    expect(await statesOf('referrals.referral')).toEqual([...REFERRAL_STATES].sort());
  });

  test('shows every state of a consent, and those of an agreement that a verb leads to', async () => {
    expect(await statesOf('referrals.consent')).toEqual([
      'DEFERRED',
      'EXPIRED',
      'GIVEN',
      'INVALIDATED',
      'REFUSED',
      'RENEWED',
      'REQUESTED',
      'REVOKED',
      'UNKNOWN',
      'WITHDRAWN',
    ]);
    expect(await statesOf('referrals.emergency_release')).toEqual(['APPROVED', 'CLOSED', 'REQUESTED']);
    const written = [
      'ACTIVE',
      'APPROVED',
      'DRAFT',
      'PARTIALLY_SIGNED',
      'REVIEW',
      'SIGNED',
      'SUSPENDED',
      'TERMINATED',
    ];
    expect(await statesOf('partnerships.agreement')).toEqual(written);
    expect(await statesOf('access.access_agreement')).toEqual([...written, 'IN_FORCE_VERBAL'].sort());
  });

  test('reports what was done: every state of a measure and of a pledge, and a report that is frozen', async () => {
    const attestations = await owner.query(
      'select distinct attestation from partnerships.measure order by 1',
    );
    expect(attestations.rows.map(({ attestation }) => attestation)).toEqual([
      'ATTESTED',
      'DRAFT',
      'WITHDRAWN',
    ]);
    expect(await statesOf('partnerships.pledge')).toEqual([
      'CLOSED',
      'PARTIALLY_SIGNED',
      'SIGNED',
      'SUBMITTED',
    ]);
    const { rows } = await owner.query(
      `select conference, version, jsonb_array_length(content::jsonb -> 'measures') as measures
         from partnerships.implementation_report`,
    );
    expect(rows).toEqual([{ conference: 32, version: 1, measures: 20 }]);
  });

  test('an NGO in it has no agreement', async () => {
    const { rows } = await owner.query(
      `select from partnerships.agreement a join partnerships.organisation o on o.id in (a.provider_id, a.recipient_id)
        where o.code = 'harbour-aid'`,
    );
    expect(rows).toEqual([]);
  });

  test('marks its database as a sandbox', async () => {
    expect((await owner.query('select from partnerships.sandbox')).rowCount).toBe(1);
  });

  test('loading it again changes nothing, whether or not the loading is known to be whole', async () => {
    const before = await counts();
    await loadSandboxWorld(database.url, config);
    await owner.query('delete from sandbox.world');
    await loadSandboxWorld(database.url, config);
    expect(await counts()).toEqual(before);
  });
});

describe('another world', () => {
  test('the example builds on organisations that are registered already', async () => {
    const loaded = await loadWorld(database.url, file('example.json'), config);
    expect(loaded.fresh).toBeGreaterThan(0);
    expect((await loadWorld(database.url, file('example.json'), config)).fresh).toBe(0);
  });

  test('two worlds may use the same keys', async () => {
    const before = (await counts()) as Record<string, number>;
    const again = { ...file('example.json'), name: 'second' };
    again.persons = again.persons?.map((person) => ({ ...person, caseCode: 'EX-2' }));
    await loadWorld(database.url, again, config);
    const after = (await counts()) as Record<string, number>;
    expect(after['referrals.referral']).toBe((before['referrals.referral'] ?? 0) + 1);
    expect(after['services.service']).toBe((before['services.service'] ?? 0) + 1);
  });

  test('a loading that broke off goes on where it was', async () => {
    const whole = { ...file('example.json'), name: 'broken-off' };
    const [person] = whole.persons ?? [];
    const forbidden = { ...person, caseCode: 'EX-3', consents: [] };
    await expect(loadWorld(database.url, { ...whole, persons: [forbidden] }, config)).rejects.toThrow(
      /^\$\.persons\[0\]: sendReferral: CONSENT_REQUIRED/,
    );
    const between = (await counts()) as Record<string, number>;
    const mended = { ...person, caseCode: 'EX-3' };
    await loadWorld(database.url, { ...whole, persons: [mended] }, config);
    const after = (await counts()) as Record<string, number>;
    expect(after['referrals.person']).toBe(between['referrals.person']);
    expect(after['referrals.referral']).toBe(between['referrals.referral']);
    expect(after['referrals.consent']).toBe((between['referrals.consent'] ?? 0) + 1);
  });

  test('one with a fault writes nothing', async () => {
    const before = await counts();
    const world = { ...file('example.json'), name: 'faulty' };
    const organisations = [{ code: 'new-one', name: 'New', type: 'OTHER' }];
    const services = [{ ...world.services?.[0], provider: 'nobody' }];
    await expect(loadWorld(database.url, { ...world, organisations, services }, config)).rejects.toThrow(
      WorldError,
    );
    expect(await counts()).toEqual(before);
  });
});

describe('what is wrong is said with its JSON path', () => {
  const faultsOf = (change: (world: Json) => void): string[] => {
    const world = file('world.json');
    change(world);
    try {
      checkWorld(world);
      return [];
    } catch (error) {
      return (error as WorldError).faults.map(({ path }) => path);
    }
  };
  const set = (list: List, index: number, values: object) => (world: Json) => {
    Object.assign(world[list]?.[index] as object, values);
  };

  test.each([
    ['$.organisations[3].type', set('organisations', 3, { type: 'KINGDOM' })],
    ['$.organisations[1].code', set('organisations', 1, { code: 'ifrc' })],
    ['$.agreements[0].recipient', set('agreements', 0, { recipient: 'nobody' })],
    ['$.agreements[0].validUntil', set('agreements', 0, { validUntil: 'next year' })],
    ['$.services[2].accessAgreement', set('services', 2, { accessAgreement: 'nowhere' })],
    ['$.accessAgreements[7].state', set('accessAgreements', 7, { state: 'SIGNED' })],
    [
      '$.persons[0].referrals[0].service',
      set('persons', 0, { referrals: [{ service: 'none', purpose: 'LEGAL_AID' }] }),
    ],
    ['$.measures[3].evidence[0].of', set('measures', 3, { evidence: [{ kind: 'SERVICE', of: 'none' }] })],
    ['$.measures[0].type', set('measures', 0, { type: 'LAW' })],
    ['$.pledges[1].signedBy[0]', set('pledges', 1, { signedBy: ['nobody'] })],
    ['$.persons[0]', set('persons', 0, { passportNumber: 'X1' })],
  ])('%s', (path, change) => {
    expect(faultsOf(change)).toEqual(expect.arrayContaining([path]));
  });

  test('all faults are said at once', () => {
    const paths = faultsOf((world) => {
      set('services', 0, { provider: 'nobody' })(world);
      set('persons', 1, { owner: 'nobody' })(world);
    });
    expect(paths).toEqual(['$.services[0].provider', '$.persons[1].owner']);
  });
});

test('the committed JSON Schema is that of the code', () => {
  expect(file('world.schema.json')).toEqual(JSON.parse(JSON.stringify(worldJsonSchema())));
});
