import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Asker,
  found,
  guard,
  krcs,
  ngo,
  offer,
  openServices,
  published,
  type ServicesWorld,
  unhcr,
} from './services-world.ts';

/**
 * A shelter at a place that must not be found out [Services, rule 4], beside an open desk of the same service and other
 * services around it. Each test asks in a way that would give the place away if it took part in anything.
 */
let world: ServicesWorld;
let shelter: string;
let mixed: string;
const SECRET = { latitude: -1.2921, longitude: 36.8219 };
const hidden = {
  name: 'Hidden house',
  country: 'KE',
  admin1: 'Nairobi',
  address: '7 Quiet Lane',
  ...SECRET,
  confidential: true,
  phone: '+254 20 000',
  pcode: 'KE047001',
  description: 'Behind the bakery',
  transportation: 'Bus 7',
  accessibility: [{ features: ['LIFT'] }],
  contacts: [{ name: 'A. Keeper' }],
  addresses: [{ address1: '7 Quiet Lane', city: 'Nairobi' }],
  at: {
    description: 'Ring twice',
    phones: [{ number: '+254 20 999' }],
    schedules: [{ timeZone: 'Africa/Nairobi', days: ['SU'], opensAt: '04:00', closesAt: '04:30' }],
  },
};
const TELLS = /Hidden house|Quiet|bakery|Bus 7|Keeper|Ring twice|20 999|KE047001|36\.82|-1\.29|LIFT|04:30/;

beforeAll(async () => {
  world = await openServices();
  const safe = { ...offer, type: 'SAFE_SHELTER', schedules: [] };
  shelter = await published(world, ngo, { ...safe, name: 'Shelter of the lily', locations: [hidden] });
  mixed = await published(world, ngo, {
    ...safe,
    name: 'Two houses',
    locations: [
      hidden,
      { name: 'Front desk', country: 'KE', admin1: 'Nairobi', latitude: -1.4, longitude: 36.9 },
    ],
  });
  for (const [index, latitude] of [-1.2922, -1.3, -1.35, -1.5].entries()) {
    await published(world, unhcr, {
      name: `Neighbour ${index}`,
      locations: [{ name: `House ${index}`, country: 'KE', admin1: 'Nairobi', latitude, longitude: 36.8219 }],
    });
  }
});
afterAll(() => world.stop());

const others: readonly (readonly [string, Asker])[] = [
  ['nobody', null],
  ['another society', krcs],
  ['a UN agency', unhcr],
  ['a border guard unit', guard],
];
const near = (latitude: number, longitude: number, withinKm: number) =>
  `near: { latitude: ${latitude}, longitude: ${longitude}, withinKm: ${withinKm} }`;
const distanceOf = async (who: Asker, args: string) => {
  const { services } = await world.ask<{ services: { nodes: { id: string; distanceKm: number | null }[] } }>(
    who,
    `{ services(first: 50, ${args}) { nodes { id distanceKm } } }`,
  );
  return new Map(services.nodes.map(({ id, distanceKm }) => [id, distanceKm]));
};

describe('triangulating', () => {
  test.each([...others, ['its owner', ngo] as const])(
    'DENY %s: no circle around the place finds it, however small or large',
    async (_name, who) => {
      for (const withinKm of [0.1, 1, 10, 100, 1000]) {
        const ids = await found(
          world,
          `first: 50, ${near(SECRET.latitude, SECRET.longitude, withinKm)}`,
          who,
        );
        expect(ids).not.toContain(shelter);
      }
    },
  );

  test('DENY: three distances lead to the open desk, and to nothing else', async () => {
    const desk = { latitude: -1.4, longitude: 36.9 };
    for (const [latitude, longitude] of [
      [-1.2921, 36.8219],
      [-1.2, 36.8],
      [-1.5, 37],
      [-1.29, 36.9],
    ] as const) {
      const said = (await distanceOf(null, near(latitude, longitude, 200))).get(mixed) as number;
      const metres = 6_371_008.8 * arc(latitude, longitude, desk.latitude, desk.longitude);
      expect(said).toBeCloseTo(metres / 1000, 2);
    }
  });

  test('DENY: its place in the order by distance is that of its open desk', async () => {
    const order = await found(world, `first: 50, ${near(SECRET.latitude, SECRET.longitude, 200)}`);
    const names = await world.ask<{ _entities: { name: string }[] }>(
      null,
      'query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Service { name } } }',
      { them: order.map((id) => ({ __typename: 'Service', id })) },
    );
    expect(names._entities.map(({ name }) => name)).toEqual([
      'Neighbour 0',
      'Neighbour 1',
      'Neighbour 2',
      'Two houses',
      'Neighbour 3',
    ]);
  });

  test('DENY: pages forward and backward, one by one, do not bring it in', async () => {
    const page = async (step: 'first' | 'last', at: string | null) => {
      const after = step === 'first' ? 'after' : 'before';
      const query = `query Page($at: String) { services(${step}: 1, ${after}: $at, ${near(SECRET.latitude, SECRET.longitude, 500)}) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
      interface Answer {
        readonly services: {
          readonly nodes: readonly { readonly id: string }[];
          readonly pageInfo: Readonly<Record<'startCursor' | 'endCursor', string>> &
            Readonly<Record<'hasNextPage' | 'hasPreviousPage', boolean>>;
        };
      }
      return (await world.ask<Answer>(null, query, { at })).services;
    };
    const walk = async (step: 'first' | 'last') => {
      const seen: string[] = [];
      for (let at: string | null = null, more = true; more; ) {
        const { nodes, pageInfo } = await page(step, at);
        seen.push(...nodes.map(({ id }) => id));
        more = step === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
        at = step === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
      }
      return seen;
    };
    const forward = await walk('first');
    expect(forward).not.toContain(shelter);
    expect(forward).toHaveLength(5);
    expect((await walk('last')).toReversed()).toEqual(forward);
  });

  test('DENY: a cursor made by a search that finds it tells nothing of its place', async () => {
    const { services } = await world.ask<{ services: { pageInfo: { endCursor: string } } }>(
      null,
      '{ services(first: 1, filter: { types: [SAFE_SHELTER] }) { pageInfo { endCursor } } }',
    );
    const words = Buffer.from(services.pageInfo.endCursor, 'base64url').toString('latin1');
    expect(words).not.toMatch(TELLS);
  });

  test.each<[string, string]>([
    ['its name', 'text: "hidden house"'],
    ['its street', 'text: "quiet lane"'],
    ['its way there', 'text: "bakery"'],
    ['its lift', 'accessibility: [LIFT]'],
    ['its hours', 'openAt: "2026-11-29T01:10:00Z"'],
  ])('DENY: it is not found by %s, though by its type it is', async (_what, filter) => {
    for (const who of [null, krcs, ngo]) {
      const ids = await found(world, `first: 50, filter: { types: [SAFE_SHELTER], ${filter} }`, who);
      expect(ids).not.toContain(shelter);
    }
    expect(await found(world, 'first: 50, filter: { types: [SAFE_SHELTER] }')).toContain(shelter);
  });

  test('DENY: two searches that differ only in the place of the point differ in nothing that comes from it', async () => {
    const there = await distanceOf(
      null,
      `filter: { types: [SAFE_SHELTER] }, ${near(SECRET.latitude, SECRET.longitude, 500)}`,
    );
    const mirrored = await distanceOf(
      null,
      // The point reflected in the open desk: as far from it, and far from the shelter.
      `filter: { types: [SAFE_SHELTER] }, ${near(-1.4 * 2 - SECRET.latitude, 36.9 * 2 - SECRET.longitude, 500)}`,
    );
    expect([...there.keys()]).toEqual([mixed]);
    expect(there.get(mixed)).toBeCloseTo(mirrored.get(mixed) as number, 1);
  });

  test('ALLOW: its area and its phone are seen, and it is found by its area', async () => {
    expect(
      await found(world, 'first: 50, filter: { country: "KE", admin1: "Nairobi", types: [SAFE_SHELTER] }'),
    ).toContain(shelter);
  });
});

const EVERYTHING = `locations { name locationType country admin1 pcode address latitude longitude confidential phone alternateName
    description transportation url externalIdentifier accessibilityFeatures accessibility { features } contacts { name }
    phones { number } addresses { address1 city } languages { code } attributes { label } }
  serviceAtLocations { id description location { name latitude } schedules { opensAt closesAt } phones { number } contacts { name } }
  schedules { opensAt closesAt } openingHours openingHoursText capacities { available }`;

const paths: Readonly<Record<string, (who: Asker) => Promise<unknown>>> = {
  service: (who) => world.ask(who, `{ service(id: "${shelter}") { ${EVERYTHING} } }`),
  services: (who) =>
    world.ask(who, `{ services(first: 50, filter: { types: [SAFE_SHELTER] }) { nodes { ${EVERYTHING} } } }`),
  '_entities, as a referral leads to it': (who) =>
    world.ask(
      who,
      `query T($t: [_Any!]!) { _entities(representations: $t) { ... on Service { ${EVERYTHING} } } }`,
      {
        t: [{ __typename: 'Service', id: shelter, confidential: false, locations: [hidden] }],
      },
    ),
  'its organisation': (who) =>
    world.ask(
      who,
      `query T($t: [_Any!]!) { _entities(representations: $t) { ... on Organisation {
        services(first: 50, filter: { types: [SAFE_SHELTER] }) { nodes { ${EVERYTHING} } } } } }`,
      { t: [{ __typename: 'Organisation', id: 'org_ngo' }] },
    ),
  'its country': (who) =>
    world.ask(
      who,
      `query T($t: [_Any!]!) { _entities(representations: $t) { ... on Country { serviceGaps { need admin1 services { known } } } } }`,
      { t: [{ __typename: 'Country', iso2: 'KE' }] },
    ),
  'its change log': (who) =>
    world.ask(
      who,
      `{ service(id: "${shelter}") { metadata(first: 9) { nodes { previousValue replacementValue } } } }`,
    ),
};

describe('reading', () => {
  test.each(Object.keys(paths).flatMap((path) => others.map(([name, who]) => [path, name, who] as const)))(
    'DENY by %s: %s sees nothing that tells where it is',
    async (path, _name, who) => {
      expect(JSON.stringify(await paths[path]?.(who))).not.toMatch(TELLS);
    },
  );

  test('ALLOW: its owner sees it whole', async () => {
    const said = JSON.stringify(await paths['service']?.(ngo));
    for (const part of ['Hidden house', '7 Quiet Lane', 'bakery', 'Ring twice', '04:30', 'LIFT'])
      expect(said).toContain(part);
  });
});

describe('the recipient of a referral', () => {
  const referralTo = async (state: string, toId = 'org_krcs') => {
    const id = `referral_${state}_${toId}`;
    await world.sql(
      `insert into referrals.person (owner_id, id, key_id, wrapped_key) values ('org_unhcr', $1, 'k', 'w')`,
      [id],
    );
    await world.sql(
      `insert into referrals.referral (owner_id, id, person_id, to_id, service_id, service_type, urgency, state, version)
         values ('org_unhcr', $1, $1, $2, $3, 'SAFE_SHELTER', 'NORMAL', $4, 3)`,
      [id, toId, shelter, state],
    );
  };
  const seen = async (who: Asker) => TELLS.test(JSON.stringify(await paths['service']?.(who)));

  test.each(['SENT', 'RECEIVED', 'WAITLISTED', 'DECLINED', 'COMPLETED', 'CANCELLED', 'EXPIRED'])(
    'DENY: while it is %s it sees no more than others',
    async (state) => {
      await referralTo(state);
      expect(await seen(krcs)).toBe(false);
      await world.sql('delete from referrals.referral');
    },
  );

  test.each(['ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD'])(
    'ALLOW: while it is %s it sees the place, and nobody else does',
    async (state) => {
      await referralTo(state);
      expect(await seen(krcs)).toBe(true);
      for (const who of [null, unhcr, guard]) expect(await seen(who)).toBe(false);
      expect(
        await found(world, `first: 50, ${near(SECRET.latitude, SECRET.longitude, 1)}`, krcs),
      ).not.toContain(shelter);
      await world.sql('delete from referrals.referral');
      expect(await seen(krcs)).toBe(false);
    },
  );
});

/** The angle between two places, by haversine. */
function arc(latitude: number, longitude: number, otherLatitude: number, otherLongitude: number): number {
  const [a, b, c, d] = [latitude, longitude, otherLatitude, otherLongitude].map(
    (degrees) => (degrees * Math.PI) / 180,
  ) as [number, number, number, number];
  return (
    2 *
    Math.asin(Math.sqrt(Math.sin((c - a) / 2) ** 2 + Math.cos(a) * Math.cos(c) * Math.sin((d - b) / 2) ** 2))
  );
}
