import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NEEDS } from '../../../subgraphs/services/vocabulary.ts';
import { krcs, ngo, openServices, published, type ServicesWorld, say, unhcr } from './services-world.ts';

let world: ServicesWorld;
beforeAll(async () => {
  world = await openServices();
});
afterAll(() => world.stop());
beforeEach(() => world.sql('truncate services.change, services.location, services.service cascade'));

interface Gap {
  readonly need: string;
  readonly admin1: string | null;
  readonly services: object;
}

async function gaps(iso2 = 'JO', args = ''): Promise<Gap[]> {
  const query = `query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Country { iso2 serviceGaps${args} {
    need admin1 services { known open forAnyStatus firewalled assured } } } } }`;
  const them = [{ __typename: 'Country', iso2, serviceGaps: [] }];
  const { _entities } = await world.ask<{ _entities: { serviceGaps: Gap[] }[] }>(null, query, { them });
  return _entities[0]?.serviceGaps ?? [];
}

const FOOD = '(needs: [FOOD])';
const at = (admin1: string, country = 'JO') => ({
  locations: [{ name: `Hall in ${admin1}`, country, admin1 }],
});
const food = (over: object) => published(world, ngo, { name: 'Food', type: 'FOOD', ...over });
const areas = async (iso2 = 'JO') => (await gaps(iso2, FOOD)).map(({ admin1 }) => admin1);

test('a country without any service lacks every need as a whole', async () => {
  const all = await gaps('LB');
  expect(all.map(({ need }) => need)).toEqual([...NEEDS]);
  expect(all.every(({ admin1 }) => admin1 === null)).toBe(true);
  expect(all[0]?.services).toEqual({ known: 0, open: 0, forAnyStatus: 0, firewalled: 0, assured: 0 });
});

test('ALLOW: one open, firewalled and assured service closes the gap of its area and of the country', async () => {
  await food(at('Zarqa'));
  await published(world, ngo, { ...at('Irbid'), type: 'EDUCATION' });
  expect(await areas()).toEqual(['Irbid']);
  expect((await gaps('JO', '(needs: [EDUCATION])')).map(({ admin1 }) => admin1)).toEqual(['Zarqa']);
});

test.each<[string, object, object]>([
  [
    'not firewalled',
    { firewallStatus: 'UNKNOWN' },
    { known: 1, open: 1, forAnyStatus: 1, firewalled: 0, assured: 0 },
  ],
  [
    'for people with papers alone',
    { legalStatusCondition: 'REQUIRED', requiredDocuments: [{ kind: 'RESIDENCE_PERMIT' }] },
    { known: 1, open: 1, forAnyStatus: 0, firewalled: 0, assured: 0 },
  ],
  [
    'past its last day',
    { validUntil: '2020-12-31' },
    { known: 1, open: 0, forAnyStatus: 0, firewalled: 0, assured: 0 },
  ],
])('DENY: a service that is %s leaves the gap, and is counted', async (_name, over, services) => {
  await food({ ...at('Zarqa'), ...over });
  expect(await gaps('JO', FOOD)).toEqual([
    { need: 'FOOD', admin1: null, services },
    { need: 'FOOD', admin1: 'Zarqa', services },
  ]);
});

test('DENY: one that is closed, or was assured over 180 days ago, leaves the gap', async () => {
  const id = await food(at('Zarqa'));
  await say(world, ngo, 'closeService', { id, expectedVersion: 1 });
  expect(await areas()).toEqual([null, 'Zarqa']);
  await say(world, ngo, 'assureService', { id, expectedVersion: 2 });
  expect(await areas()).toEqual([]);
  await world.sql(`update services.service set assured_at = now() - interval '181 days'`);
  expect((await gaps('JO', FOOD))[0]?.services).toMatchObject({ firewalled: 1, assured: 0 });
  await world.sql(`update services.service set assured_at = now() - interval '179 days'`);
  expect(await areas()).toEqual([]);
});

test('a service for the whole country reaches each area, one for an area in words reaches that area', async () => {
  await published(world, unhcr, { ...at('Irbid'), type: 'EDUCATION' });
  await published(world, unhcr, { ...at('Mafraq'), type: 'EDUCATION' });
  await food({ locations: [], serviceAreas: [{ country: 'JO', admin1: 'Irbid' }] });
  expect(await areas()).toEqual(['Mafraq']);
  await food({ locations: [], serviceAreas: [{ country: 'JO' }] });
  expect(await areas()).toEqual([]);
});

test('a confidential place counts for its area, and says no more of itself', async () => {
  await published(world, krcs, {
    name: 'Shelter',
    type: 'SAFE_SHELTER',
    locations: [{ name: 'Hidden house', country: 'JO', admin1: 'Aqaba', confidential: true }],
  });
  const shelter = await gaps('JO', '(needs: [SHELTER, FOOD])');
  expect(shelter.map(({ need, admin1 }) => [need, admin1])).toEqual([
    ['FOOD', null],
    ['FOOD', 'Aqaba'],
  ]);
  expect(JSON.stringify(shelter)).not.toContain('Hidden');
});
