import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { importKinds } from '../../run/import/kinds.ts';
import { type Journey, journey } from '../../run/journey/journey.ts';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { sampleFile } from '../support/sample-file.ts';

const NAMED_BY_THE_JOURNEY = ['UNHCR', 'IOM', 'Border guard'];

describe.each(MODES)('the main job, %s', (mode) => {
  let accord: Accord;
  let told: Journey;
  let fresh: Journey;

  beforeAll(async () => {
    accord = await startAccord({ mode });
    fresh = await journey(accord.url, () => undefined);
    await imported('national-societies', ['national-societies/countries.json']);
    await imported('services-advisor', [
      'services-advisor/services-en.json',
      'services-advisor/services-ar.json',
    ]);
    told = await journey(accord.url, () => undefined);
  }, 180_000);

  afterAll(() => accord?.stop());

  test('it goes all the way in a sandbox into which nothing was imported', () => {
    expect(fresh.service).toMatchObject({ source: null, provider: { code: 'unhcr' } });
    expect(fresh.after[0]?.referral).not.toBeNull();
    expect(fresh.withdrawn[0]?.codes).toEqual(['NOT_FOUND']);
  });

  test('a Jordanian caseworker finds a real service by need, place and language', () => {
    expect(told.service).toMatchObject({ source: 'services-advisor', provider: { code: 'unhcr' } });
    expect(told.service.names.map(({ language }) => language).sort()).toEqual(['ar', 'en']);
  });

  test('before acceptance the recipient sees enough to decide, and not who it is', () => {
    expect(cellsOf('before', 'UNHCR')).toEqual({
      ROUTING: 'SENT',
      TRIAGE: 'AGE_18_59, ar, 3',
      LOCATION_COARSE: 'JO, Amman',
      IDENTITY: 'withheld: STAGE',
      CONTACT: 'withheld: STAGE',
      HEALTH: 'withheld: CONSENT',
    });
  });

  test('after acceptance it sees identity and contact, and not health, and is told why', () => {
    expect(cellsOf('after', 'UNHCR')).toMatchObject({
      ROUTING: 'ACCEPTED',
      IDENTITY: expect.stringMatching(/^JO-/),
      CONTACT: expect.stringContaining('+962700000000'),
      HEALTH: 'withheld: CONSENT',
    });
  });

  test.each(['IOM', 'Border guard'])('to %s the referral is not found, at every moment', (organisation) => {
    for (const moment of ['before', 'after', 'withdrawn'] as const) {
      const column = columnOf(moment, organisation);
      expect([column.referral, column.codes]).toEqual([null, ['NOT_FOUND']]);
    }
  });

  test('after the withdrawal the next read finds nothing, as if it had never been', () => {
    expect(columnOf('withdrawn', 'UNHCR')).toMatchObject({ referral: null, codes: ['NOT_FOUND'] });
  });

  test('the ledger lists what was disclosed, and to whom', () => {
    const disclosed = told.ledger.map(({ viewer, released }) => [viewer.name, [...released].sort()]);
    expect(disclosed).toContainEqual([
      expect.stringContaining('UNHCR'),
      ['CONTACT', 'IDENTITY', 'LOCATION_COARSE'],
    ]);
    expect(told.ledger.flatMap(({ released }) => released)).not.toContain('HEALTH');
  });

  test('one question walks from the outbox over service, provider and agreement to the access agreement of the place', async () => {
    const { data, errors } = await accord.graphql(
      `{ referrals(box: SENT, first: 50) { nodes { id state
           service { id name provider { name agreementWithMe { kind state recipient { code } } } accessAgreement { state country { iso2 } } } } } }`,
      { client: 'sandbox-jnrcs', purpose: 'LEGAL_AID' },
    );
    expect(errors).toBeUndefined();
    const nodes = (data as { referrals: { nodes: Walked[] } }).referrals.nodes;
    expect(nodes.find(({ id }) => id === told.referralId)).toMatchObject({
      state: 'WITHDRAWN_BY_PERSON',
      service: {
        id: told.service.id,
        provider: {
          agreementWithMe: { kind: 'DATA_SHARING', state: 'ACTIVE', recipient: { code: 'unhcr' } },
        },
      },
    });
    expect(nodes.some(({ service }) => service.accessAgreement !== null)).toBe(true);
  });

  async function imported(kind: string, paths: readonly string[]): Promise<void> {
    const files = paths.map((path) => ({ path, text: sampleFile(path) }));
    const client = new pg.Client({ connectionString: accord.databaseUrl });
    await client.connect();
    try {
      await importKinds[kind]?.read(files)(client);
    } finally {
      await client.end();
    }
  }

  function columnOf(moment: 'before' | 'after' | 'withdrawn', organisation: string) {
    return told[moment][NAMED_BY_THE_JOURNEY.indexOf(organisation)] as Journey['before'][number];
  }

  function cellsOf(moment: 'before' | 'after', organisation: string) {
    return columnOf(moment, organisation).cells;
  }
});

interface Walked {
  readonly id: string;
  readonly state: string;
  readonly service: {
    readonly id: string;
    readonly provider: object;
    readonly accessAgreement: object | null;
  };
}
