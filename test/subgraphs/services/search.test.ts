import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cellsAround, cellsOf, chordOf, metresOf, pointOf } from '../../../subgraphs/services/sphere.ts';
import {
  found,
  krcs,
  ngo,
  offer,
  openServices,
  published,
  type ServicesWorld,
  say,
  unhcr,
} from './services-world.ts';

let world: ServicesWorld;
beforeAll(async () => {
  world = await openServices();
});
afterAll(() => world.stop());
beforeEach(() => world.sql('truncate services.change, services.location, services.service cascade'));

const by = (filter: string) => found(world, `first: 50, filter: { ${filter} }`);
const text = (words: string) =>
  found(world, 'first: 50, filter: { text: $text }', null, { text: words }, '($text: String)');

describe('whom a service is for', () => {
  test('age, gender and papers narrow, and what is not said excludes nobody', async () => {
    const all = await published(world, ngo, { name: 'For all' });
    const young = await published(world, ngo, { name: 'Youth', minimumAge: 12, maximumAge: 17 });
    const women = await published(world, ngo, { name: 'Women', genders: ['FEMININE'] });
    const withIdentity = await published(world, ngo, { requiredDocuments: [{ kind: 'PROOF_OF_IDENTITY' }] });
    const withTwo = await published(world, ngo, {
      requiredDocuments: [{ kind: 'PROOF_OF_IDENTITY' }, { kind: 'MEDICAL_REPORT' }],
    });
    const sorted = (ids: readonly string[]) => [...ids].sort();
    expect(sorted(await by('age: 12'))).toEqual(sorted([all, young, women, withIdentity, withTwo]));
    expect(await by('age: 18')).not.toContain(young);
    expect(await by('age: 11')).not.toContain(young);
    expect(await by('gender: MASCULINE')).not.toContain(women);
    expect(await by('gender: FEMININE')).toContain(women);
    expect(sorted(await by('papers: []'))).toEqual(sorted([all, young, women]));
    expect(sorted(await by('papers: [PROOF_OF_IDENTITY]'))).toEqual(
      sorted([all, young, women, withIdentity]),
    );
    expect(await by('papers: [PROOF_OF_IDENTITY, MEDICAL_REPORT]')).toContain(withTwo);
  });

  test('cost, accessibility, journey, service points and places left', async () => {
    const free = await published(world, ngo, {
      cost: 'FREE',
      journeyStages: ['TRANSIT'],
      servicePoint: 'MOBILE',
    });
    const paid = await published(world, ngo, {
      cost: 'PAID',
      locations: [{ ...offer.locations[0], accessibility: [{ features: ['LIFT', 'HEARING_LOOP'] }] }],
    });
    const full = await published(world, ngo, {
      capacities: [{ unit: { name: 'Beds' }, available: 0, maximum: 4 }],
    });
    const room = await published(world, ngo, {
      capacities: [{ unit: { name: 'Beds' }, available: 1, maximum: 4 }],
    });
    expect(await by('cost: [FREE, DEPENDS]')).toEqual([free]);
    expect(await by('accessibility: [LIFT]')).toEqual([paid]);
    expect(await by('accessibility: [LIFT, SIGN_LANGUAGE]')).toEqual([]);
    expect(await by('journeyStages: [TRANSIT, RETURN]')).toEqual([free]);
    expect(await by('servicePoint: [MOBILE, REMOTE]')).toEqual([free]);
    expect((await by('placeLeft: true')).sort()).toEqual([free, paid, room].sort());
    expect(await by('placeLeft: false')).toContain(full);
  });

  test('sport, non-formal, this city, open to all', async () => {
    const sport = await published(world, krcs, {
      name: 'Football',
      type: 'INCLUSION_ACTIVITY',
      inclusion: { strand: 'VOLUNTEERING_COMMUNITY_SPORT', setting: 'NON_FORMAL' },
    });
    await published(world, krcs, {
      name: 'Lessons',
      type: 'INCLUSION_ACTIVITY',
      inclusion: { strand: 'CULTURAL_AWARENESS', setting: 'FORMAL', openToLocals: false },
    });
    await published(world, ngo);
    const asked = (inclusion: string) => by(`country: "JO", admin1: "zarqa", inclusion: ${inclusion}`);
    expect(
      await asked('{ strands: [VOLUNTEERING_COMMUNITY_SPORT], setting: NON_FORMAL, openToAll: true }'),
    ).toEqual([sport]);
    expect(await asked('{}')).toHaveLength(2);
    expect(await asked('{ openToAll: true }')).toEqual([sport]);
    expect(await asked('{ setting: FORMAL, openToAll: true }')).toEqual([]);
  });

  test('an area that a service says it reaches is found like one it stands in', async () => {
    const reaching = await published(world, unhcr, {
      locations: [],
      serviceAreas: [{ country: 'JO', admin1: 'Irbid' }],
    });
    const national = await published(world, unhcr, { coverages: ['COUNTRY'] });
    expect(await by('country: "JO", admin1: "IRBID"')).toEqual([national, reaching]);
    expect(await by('country: "JO"')).toEqual([national, reaching]);
    expect(await by('admin1: "irbid"')).toEqual([reaching]);
    expect(await by('country: "LB", admin1: "Irbid"')).toEqual([]);
  });
});

describe('words', () => {
  test.each<[string, string, readonly string[]]>([
    ['Polish and Danish letters', 'Łódź Ørsted', ['lodz', 'orsted', 'ŁODZ']],
    [
      'Arabic with and without its article, with other forms of its letters',
      'المأوى الآمن',
      ['مأوى', 'ماوي', 'المأوي', 'امن'],
    ],
    ['Dari typed on an Arabic keyboard', 'کمک حقوقی', ['كمك', 'حقوقي', 'کمک حقوقی']],
    ['Arabic digits', 'غرفة ١٢٣', ['123', '۱۲۳']],
    ['Amharic', 'የሕግ ድጋፍ', ['ድጋፍ']],
    ['two letters swapped', 'Legal food', ['leagl', 'fodo', 'elgal fooD']],
    ['Chinese, by a part of it', '免费法律援助', ['法律', '援助']],
    ['Cyrillic', 'Юридическая помощь', ['юридическая', 'помощ', 'юридичекая']],
    [
      'a word with a letter wrong, missing or too many',
      'Accommodation',
      ['acommodation', 'accomodation', 'accommodatoin', 'Accommodattion'],
    ],
  ])('%s', async (_what, name, asked) => {
    const id = await published(world, ngo, { name });
    for (const words of asked) expect({ words, ids: await text(words) }).toEqual({ words, ids: [id] });
  });

  test('every word must be found, and none of them where it may not be looked for', async () => {
    const id = await published(world, ngo, {
      name: 'Legal advice',
      phone: '+962 6 5',
      email: 'desk@example.org',
    });
    expect(await text('advice legal zarqa')).toEqual([id]);
    for (const words of ['legal plumbing', '5', 'desk', '...', '%', "' or 1=1 --", '\\'])
      expect(await text(words)).toEqual([]);
  });

  test('a revision takes its old words away', async () => {
    const id = await published(world, ngo, { name: 'Bakery' });
    await say(world, ngo, 'reviseService', { id, expectedVersion: 1, name: 'Kitchen' });
    expect(await text('bakery')).toEqual([]);
    expect(await text('kitchen')).toEqual([id]);
  });
});

describe('the order', () => {
  const at = (name: string, latitude: number, over: object = {}) =>
    published(world, ngo, { name, locations: [{ name, country: 'KE', latitude, longitude: 36 }], ...over });
  const near = (withinKm: number) => `near: { latitude: 0, longitude: 36, withinKm: ${withinKm} }`;

  test('by distance, then freshness, and what is stale after all that is not', async () => {
    const far = await at('Far', 0.5);
    const older = await at('Older', 0.1);
    const newer = await at('Newer', 0.1);
    const stale = await at('Stale', 0.01);
    const never = await at('Never', 0.02);
    const assured = (id: string, days: number | null) =>
      world.sql(`update services.service set assured_at = now() - make_interval(days => $2) where id = $1`, [
        id,
        days,
      ]);
    await assured(older, 30);
    await assured(newer, 3);
    await assured(stale, 91);
    await assured(never, null);
    expect(await found(world, `first: 50, ${near(100)}`)).toEqual([newer, older, far, stale, never]);
    expect(await found(world, 'first: 50')).toEqual([far, newer, older, stale, never]);
    expect(await found(world, `last: 50, ${near(100)}`)).toEqual([newer, older, far, stale, never]);
  });

  test('pages of a search by distance follow each other while time goes on, without a gap or a repeat', async () => {
    for (let index = 0; index < 13; index += 1) await at(`N${index}`, (index % 5) * 0.07);
    await world.sql(
      `update services.service set assured_at = now() - interval '100 days' where name in ('N1', 'N7', 'N9')`,
    );
    const whole = await found(world, `first: 50, ${near(100)}`);
    expect(whole).toHaveLength(13);
    interface Answer {
      readonly services: {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    }
    const query = `query Page($first: Int, $after: String) { services(first: $first, after: $after, ${near(100)}) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const page = async (first: number, after: string | null) =>
      (await world.ask<Answer>(null, query, { first, after })).services;
    for (const size of [1, 2, 5]) {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { nodes, pageInfo } = await page(size, after);
        seen.push(...nodes.map(({ id }) => id));
        more = pageInfo.hasNextPage;
        after = pageInfo.endCursor;
      }
      expect(seen).toEqual(whole);
    }
  });

  test('of several places the nearest counts, and the service stands there once', async () => {
    const id = await published(world, ngo, {
      locations: [0.3, 0.02, 0.1].map((latitude) => ({
        name: `At ${latitude}`,
        country: 'KE',
        latitude,
        longitude: 36,
      })),
    });
    const { services } = await world.ask<{ services: { nodes: { id: string; distanceKm: number }[] } }>(
      null,
      `{ services(first: 9, ${near(100)}) { nodes { id distanceKm } } }`,
    );
    expect(services.nodes).toEqual([{ id, distanceKm: expect.closeTo(2.224, 2) }]);
  });
});

describe('the sphere', () => {
  test('the cubes around a point hold every place within the distance, poles and meridians included', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    for (let round = 0; round < 3_000; round += 1) {
      const latitude = round % 5 === 0 ? 89.99 * Math.sign(random() - 0.5) : (random() - 0.5) * 180;
      const point = pointOf(latitude, (random() - 0.5) * 360);
      const other = pointOf(
        Math.max(-90, Math.min(90, latitude + (random() - 0.5) * random() * 20)),
        round % 3 === 0 ? 180 - random() * 0.01 : (random() - 0.5) * 360,
      );
      const chord = Math.hypot(point[0] - other[0], point[1] - other[1], point[2] - other[2]);
      if (chord > chordOf(1_000_000)) continue;
      const reach = chord * (1 + 1e-9);
      const around = new Set(cellsAround(point, reach));
      expect(cellsOf(other).some((cell) => around.has(cell))).toBe(true);
      expect(around.size).toBeLessThan(130);
    }
    expect(metresOf(chordOf(12_345))).toBeCloseTo(12_345, 6);
  });
});

describe('nobody learns who asked where', () => {
  test('a search leaves no row and no word in the log [rule 8]', async () => {
    await published(world, ngo);
    const rows = async () => {
      const tables = await world.sql<{ name: string }>(
        `select schemaname || '.' || relname as name from pg_stat_user_tables order by 1`,
      );
      const counts: string[] = [];
      for (const { name } of tables) {
        const [row] = await world.sql<{ count: string }>(`select count(*) as count from ${name}`);
        counts.push(`${name} ${row?.count}`);
      }
      return counts;
    };
    const before = await rows();
    const written: string[] = [];
    const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
    for (const { stream } of streams) {
      stream.write = ((said: string | Uint8Array) => {
        written.push(String(said));
        return true;
      }) as typeof stream.write;
    }
    try {
      await found(
        world,
        'first: 9, filter: { text: $text }, near: { latitude: 31.95123, longitude: 35.91456, withinKm: 5 }',
        unhcr,
        { text: 'frightened' },
        '($text: String)',
      );
      await world.answer(
        unhcr,
        '{ services(first: 9, near: { latitude: 99, longitude: 35.91456, withinKm: 5 }) { nodes { id } } }',
      );
    } finally {
      for (const { stream, write } of streams) stream.write = write;
    }
    expect(written.join('')).not.toMatch(/frightened|31\.95|35\.91/);
    expect(await rows()).toEqual(before);
    const settings = await world.sql<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('log_statement', 'log_min_duration_statement', 'log_duration')`,
    );
    expect(settings).toEqual(
      expect.arrayContaining([
        { name: 'log_statement', setting: 'none' },
        { name: 'log_min_duration_statement', setting: '-1' },
        { name: 'log_duration', setting: 'off' },
      ]),
    );
  });
});

test.each<[string, string]>([
  ['an age that is none', 'filter: { age: -1 }'],
  ['a language that is none', 'filter: { languages: ["?"] }'],
  ['a country that is none', 'filter: { country: "Jordan" }'],
  ['a text without end', `filter: { text: "${'x'.repeat(201)}" }`],
  ['a circle around nothing', 'near: { latitude: 0, longitude: 0, withinKm: 0 }'],
  ['a circle around everything', 'near: { latitude: 0, longitude: 0, withinKm: 1001 }'],
])('%s is refused', async (_name, args) => {
  await expect(found(world, `first: 9, ${args}`)).rejects.toThrow('VALIDATION_FAILED');
});
