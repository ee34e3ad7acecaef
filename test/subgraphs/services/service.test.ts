import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
beforeEach(() =>
  world.sql(
    'truncate services.change, services.schedule, services.service_at_location, services.location, services.service, services.idempotency cascade',
  ),
);

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const assuredOn = (id: string, at: Date | null) =>
  world.sql('update services.service set assured_at = $2 where id = $1', [id, at]);

describe('searching', () => {
  test('by need, type, language, country and area, each narrows', async () => {
    const legal = await published(world, unhcr);
    const food = await published(world, ngo, {
      name: 'Soup kitchen',
      type: 'FOOD',
      languages: ['ar-JO'],
      locations: [{ name: 'Nairobi hall', country: 'KE', admin1: 'Nairobi' }],
    });
    expect(await found(world, 'first: 9, filter: { needs: [FOOD] }')).toEqual([food]);
    expect(await found(world, 'first: 9, filter: { needs: [FOOD, INTERNATIONAL_PROTECTION] }')).toEqual([
      food,
      legal,
    ]);
    expect(await found(world, 'first: 9, filter: { types: [LEGAL_AID] }')).toEqual([legal]);
    expect(await found(world, 'first: 9, filter: { languages: ["en"] }')).toEqual([legal]);
    expect(await found(world, 'first: 9, filter: { languages: ["ar"] }')).toEqual([food, legal]);
    expect(await found(world, 'first: 9, filter: { country: "ke" }')).toEqual([food]);
    expect(await found(world, 'first: 9, filter: { admin1: "zarqa" }')).toEqual([legal]);
    expect(await found(world, 'first: 9, filter: { country: "KE", admin1: "Zarqa" }')).toEqual([]);
    expect(await found(world, 'first: 9, filter: { organisationId: "org_ngo" }')).toEqual([food]);
    expect(await found(world, 'first: 9, filter: { types: [SEARCH_AND_RESCUE] }')).toEqual([]);
  });

  test('text is found without accents and misspelt, and a wildcard is a letter like any other', async () => {
    const help = await published(world, ngo, {
      name: 'Aide médicale',
      description: 'Consultations 100% gratuites',
      translations: [{ language: 'ar', name: 'مُسَاعَدة طبية' }],
    });
    for (const text of ['medicale', 'MÉDICALE', 'medicalle', 'aide zarqa', 'مساعدة', 'مساعده', '100%']) {
      expect(
        await found(world, 'first: 9, filter: { text: $text }', null, { text }, '($text: String)'),
      ).toEqual([help]);
    }
    for (const text of ['%', '_____', 'medicale nairobi', 'plumbing']) {
      const ids = await found(world, 'first: 9, filter: { text: $text }', null, { text }, '($text: String)');
      expect(ids).toEqual(text === '%' ? [help] : []);
    }
  });

  test('only firewalled services are found unless others are asked for, and those carry a warning', async () => {
    const safe = await published(world, ngo);
    const unknown = await published(world, ngo, { firewallStatus: 'UNKNOWN' });
    const reporting = await published(world, ngo, { firewallStatus: 'MANDATORY_REPORTING' });
    expect(await found(world, 'first: 9')).toEqual([safe]);
    expect(
      (await found(world, 'first: 9, filter: { firewallStatus: [UNKNOWN, MANDATORY_REPORTING] }')).sort(),
    ).toEqual([unknown, reporting].sort());
    const { a, b, c } = await world.ask<Record<string, { warning: string | null }>>(
      null,
      `{ a: service(id: "${safe}") { warning } b: service(id: "${unknown}") { warning } c: service(id: "${reporting}") { warning } }`,
    );
    expect([a?.warning, b?.warning, c?.warning]).toEqual([
      null,
      expect.stringContaining('Nobody has said'),
      expect.stringContaining('must report'),
    ]);
  });

  test('a service that depends on legal status is never in a default search', async () => {
    const any = await published(world, ngo);
    const withPermit = await published(world, ngo, {
      legalStatusCondition: 'REQUIRED',
      requiredDocuments: [{ kind: 'RESIDENCE_PERMIT' }],
    });
    const mandate = await published(world, ngo, {
      legalStatusCondition: 'MANDATE_LIMITED',
      mandateLimitedTo: 'refugees',
    });
    expect((await found(world, 'first: 9')).sort()).toEqual([any, mandate].sort());
    expect(await found(world, 'first: 9, filter: { includeStatusConditioned: true }')).toContain(withPermit);
  });

  test('what was assured over 90 days ago is stale and last, over 180 days or never it has expired', async () => {
    const [b, c, d, a] = [
      await published(world, ngo, { name: 'B' }),
      await published(world, ngo, { name: 'C' }),
      await published(world, ngo, { name: 'D' }),
      await published(world, ngo, { name: 'A' }),
    ] as [string, string, string, string];
    await assuredOn(a, daysAgo(91));
    await assuredOn(b, daysAgo(89));
    await assuredOn(c, daysAgo(181));
    await assuredOn(d, null);
    expect(await found(world, 'first: 9')).toEqual([b, a, c, d]);
    const data = await world.ask<{ services: { nodes: { freshness: string }[] } }>(
      null,
      '{ services(first: 9) { nodes { freshness } } }',
    );
    expect(data.services.nodes.map(({ freshness }) => freshness)).toEqual([
      'FRESH',
      'STALE',
      'EXPIRED',
      'EXPIRED',
    ]);
  });

  test('an offer past its last day has expired', async () => {
    const id = await published(world, ngo, { validUntil: '2020-12-31' });
    const data = await world.ask<{ service: { freshness: string } }>(
      null,
      `{ service(id: "${id}") { freshness } }`,
    );
    expect(data.service.freshness).toBe('EXPIRED');
  });

  test('near a point: the nearer first, the far one not, also across the 180th meridian', async () => {
    const at = (name: string, latitude: number, longitude: number) =>
      published(world, ngo, { name, locations: [{ name, country: 'FJ', latitude, longitude }] });
    const east = await at('East', -17, -179.9);
    const west = await at('A west', -17, 179.7);
    await at('Far', -10, 170);
    await published(world, ngo, { name: 'Nowhere', locations: [] });
    const near = 'near: { latitude: -17, longitude: -179.95, withinKm: 100 }';
    expect(await found(world, `first: 9, ${near}`)).toEqual([east, west]);
    const { services } = await world.ask<{ services: { nodes: { distanceKm: number }[] } }>(
      null,
      `{ services(first: 9, ${near}) { nodes { distanceKm } } }`,
    );
    expect(services.nodes[0]?.distanceKm).toBeCloseTo(5.317, 1);
    expect(services.nodes[1]?.distanceKm).toBeCloseTo(37.22, 1);
  });

  test('open at a moment is reckoned in the service’s own zone, also past midnight and never on a guess', async () => {
    const office = await published(world, ngo);
    const hours = (schedule: object) =>
      published(world, ngo, {
        schedules: [
          { timeZone: 'Asia/Amman', days: ['SA'], opensAt: '22:00', closesAt: '02:00', ...schedule },
        ],
      });
    const night = await hours({});
    await hours({ interval: 2 });
    await hours({ closesAt: null });
    await hours({ validUntil: '2020-01-01' });
    const open = (moment: string) => found(world, `first: 9, filter: { openAt: "${moment}" }`);
    // 22 November 2026 is a Sunday; Amman is three hours ahead of UTC.
    expect(await open('2026-11-22T05:29:00Z')).toEqual([]);
    expect(await open('2026-11-22T05:30:00Z')).toEqual([office]);
    expect(await open('2026-11-22T13:59:00Z')).toEqual([office]);
    expect(await open('2026-11-22T14:00:00Z')).toEqual([]);
    expect(await open('2026-11-20T10:00:00Z')).toEqual([]);
    expect(await open('2026-11-21T20:00:00Z')).toEqual([night]);
    expect(await open('2026-11-21T22:59:00Z')).toEqual([night]);
    expect(await open('2026-11-21T23:00:00Z')).toEqual([]);
  });

  test('pages follow each other without a gap or a repeat, forward and backward', async () => {
    for (const name of ['A', 'A', 'B', 'C', 'C', 'C', 'D']) await published(world, ngo, { name });
    const whole = await found(world, 'first: 100');
    const query = `query Page($first: Int, $after: String, $last: Int, $before: String) {
      services(first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    type Answered = {
      services: {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
      };
    };
    const forward: string[] = [];
    let after: string | null = null;
    do {
      const { services }: Answered = await world.ask(null, query, { first: 2, after });
      forward.push(...services.nodes.map(({ id }) => id));
      after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
    } while (after);
    expect(forward).toEqual(whole);
    const backward: string[] = [];
    let before: string | null = null;
    do {
      const { services }: Answered = await world.ask(null, query, { last: 3, before });
      backward.unshift(...services.nodes.map(({ id }) => id));
      before = services.pageInfo.hasPreviousPage ? services.pageInfo.startCursor : null;
    } while (before);
    expect(backward).toEqual(whole);
  });

  test('a cursor is of no use with another filter, and a page has a size', async () => {
    await published(world, ngo);
    await published(world, ngo);
    const { services } = await world.ask<{ services: { pageInfo: { endCursor: string } } }>(
      null,
      '{ services(first: 1) { pageInfo { endCursor } } }',
    );
    const cursor = services.pageInfo.endCursor;
    await expect(found(world, `first: 1, after: "${cursor}", filter: { needs: [FOOD] }`)).rejects.toThrow(
      'VALIDATION_FAILED',
    );
    await expect(found(world, '')).rejects.toThrow();
    await expect(found(world, 'first: 101')).rejects.toThrow('PAGE_SIZE_REQUIRED');
    await expect(found(world, 'first: 1, near: { latitude: 91, longitude: 0, withinKm: 1 }')).rejects.toThrow(
      'VALIDATION_FAILED',
    );
  });

  test('an organisation shows its services, and of many references each is answered', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1)
      ids.push(await published(world, ngo, { name: `Service ${count}` }));
    const representations = [...ids, 'srv_unknown'].map((id) => ({
      __typename: 'Service',
      id,
      name: 'forged',
    }));
    const { _entities } = await world.ask<{ _entities: ({ id: string; name: string } | null)[] }>(
      null,
      'query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Service { id name } } }',
      { them: representations },
    );
    expect(_entities.map((one) => one?.id)).toEqual([...ids, undefined]);
    expect(_entities[3]?.name).toBe('Service 3');
    const organisation = await world.ask<{ _entities: { services: { nodes: unknown[] } }[] }>(
      null,
      'query Them($them: [_Any!]!) { _entities(representations: $them) { ... on Organisation { services(first: 100) { nodes { id } } } } }',
      { them: [{ __typename: 'Organisation', id: 'org_ngo' }] },
    );
    expect(organisation._entities[0]?.services.nodes).toHaveLength(20);
  });
});

describe('writing', () => {
  test('a published service stands with what was said of it, assured today', async () => {
    const { service, userErrors } = await say(world, unhcr, 'publishService', {
      ...offer,
      types: ['INTERNATIONAL_PROTECTION'],
    });
    expect(userErrors).toEqual([]);
    expect(service).toMatchObject({
      version: 1,
      name: 'Legal counselling',
      types: ['LEGAL_AID', 'INTERNATIONAL_PROTECTION'],
      needs: ['INTERNATIONAL_PROTECTION'],
      status: 'ACTIVE',
      freshness: 'FRESH',
      warning: null,
      locations: [{ name: 'Zarqa office', latitude: 32.07, longitude: 36.09 }],
    });
  });

  test('the name comes in the reader’s language', async () => {
    const id = await published(world, ngo, {
      translations: [
        { language: 'ar', name: 'استشارة قانونية' },
        { language: 'fr', name: 'Conseil juridique' },
      ],
    });
    const read = async (language: string) =>
      (
        await world.ask<{ service: { name: string } }>(
          null,
          `{ service(id: "${id}") { name } }`,
          {},
          { language },
        )
      ).service.name;
    expect(await read('fr-CH, fr;q=0.9, en;q=0.8')).toBe('Conseil juridique');
    expect(await read('de;q=1, ar;q=0.5')).toBe('استشارة قانونية');
    expect(await read('de')).toBe('Legal counselling');
    expect(await read('')).toBe('Legal counselling');
    expect(await read('*')).toBe('Legal counselling');
    expect(await read('not a header;;q=x, fr')).toBe('Conseil juridique');
    expect(await read('ar-JO-u-nu-arab;q=0.3, xx-invalid!, ar-EG')).toBe('استشارة قانونية');
    expect(await read('x'.repeat(5000))).toBe('Legal counselling');
  });

  test('a service point leads to its access agreement, and without one says the risk', async () => {
    const read = async (over: object) => {
      const id = await published(world, ngo, { servicePoint: 'FIXED', ...over });
      const query = `{ service(id: "${id}") { servicePoint warning accessAgreement { id } } }`;
      return (await world.ask<{ service: object }>(null, query)).service;
    };
    expect(await read({ accessAgreementId: 'access_1' })).toEqual({
      servicePoint: 'FIXED',
      warning: null,
      accessAgreement: { id: 'access_1' },
    });
    expect(await read({})).toMatchObject({
      warning: 'This service point rests on no access agreement with the authorities.',
      accessAgreement: null,
    });
  });

  test('a language near to one that is there is better than English', async () => {
    const id = await published(world, ngo, {
      translations: [
        { language: 'pt-BR', name: 'Aconselhamento' },
        { language: 'zh-Hans', name: '法律咨询' },
        { language: 'zh-Hant', name: '法律諮詢' },
        { language: 'nb', name: 'Rettshjelp' },
      ],
    });
    const read = async (language: string) =>
      (
        await world.ask<{ service: { name: string } }>(
          null,
          `{ service(id: "${id}") { name } }`,
          {},
          { language },
        )
      ).service.name;
    expect(await read('pt')).toBe('Aconselhamento');
    expect(await read('zh-TW, en')).toBe('法律諮詢');
    expect(await read('zh-CN, en')).toBe('法律咨询');
    expect(await read('no, en;q=0.5')).toBe('Rettshjelp');
  });

  test('each change is in the change log: what, from what, to what, by whom', async () => {
    const id = await published(world, unhcr);
    await say(world, unhcr, 'reviseService', {
      id,
      expectedVersion: 1,
      phone: '+962 6 1',
      name: 'Legal aid',
    });
    await say(world, unhcr, 'assureService', { id, expectedVersion: 2 });
    await say(world, unhcr, 'closeService', { id, expectedVersion: 3 });
    const lines = await world.sql(
      'select verb, field, previous, replacement, organisation_id, by from services.change order by number',
    );
    const by = { organisation_id: 'org_unhcr', by: 'org_unhcr-caseworker' };
    expect(lines).toEqual([
      { verb: 'publishService', field: null, previous: null, replacement: null, ...by },
      {
        verb: 'reviseService',
        field: 'names',
        previous: { en: 'Legal counselling' },
        replacement: { en: 'Legal aid' },
        ...by,
      },
      { verb: 'reviseService', field: 'phone', previous: null, replacement: '+962 6 1', ...by },
      { verb: 'assureService', field: null, previous: null, replacement: null, ...by },
      { verb: 'closeService', field: 'status', previous: 'ACTIVE', replacement: 'TEMPORARILY_CLOSED', ...by },
    ]);
  });

  test('what a revision leaves out stays, null clears, and places given replace the others', async () => {
    const id = await published(world, ngo, { phone: '+1', url: 'https://example.org' });
    const { service } = await say(world, ngo, 'reviseService', {
      id,
      expectedVersion: 1,
      phone: null,
      locations: [{ name: 'New office', country: 'JO' }],
    });
    expect(service).toMatchObject({
      version: 2,
      name: 'Legal counselling',
      locations: [{ name: 'New office', latitude: null }],
    });
    expect(await world.sql('select phone, url from services.service')).toEqual([
      { phone: null, url: 'https://example.org' },
    ]);
    expect(await world.sql('select names from services.location')).toEqual([{ names: { en: 'New office' } }]);
  });

  test('assuring makes a stale service fresh, and says until when', async () => {
    const id = await published(world, ngo, { validUntil: '2020-12-31' });
    await assuredOn(id, daysAgo(200));
    const { service } = await say(world, ngo, 'assureService', { id, expectedVersion: 1 });
    expect(service).toMatchObject({ freshness: 'FRESH', validUntil: null, status: 'ACTIVE' });
  });

  test('a closed service is not found and can be opened again, unless it was closed for good', async () => {
    const id = await published(world, ngo);
    await say(world, ngo, 'closeService', { id, expectedVersion: 1 });
    expect(await found(world, 'first: 9')).toEqual([]);
    const again = await say(world, ngo, 'closeService', { id, expectedVersion: 2 });
    expect(again.userErrors).toEqual([
      expect.objectContaining({
        code: 'ILLEGAL_TRANSITION',
        message: expect.stringContaining('TEMPORARILY_CLOSED'),
        possible: ['reviseService', 'acceptServiceChange', 'assureService', 'closeServiceForGood'],
      }),
    ]);
    await say(world, ngo, 'assureService', { id, expectedVersion: 2 });
    expect(await found(world, 'first: 9')).toEqual([id]);
    const { service } = await say(world, ngo, 'closeService', { id, expectedVersion: 3, permanently: true });
    expect(service?.['status']).toBe('DEFUNCT');
    const { userErrors } = await say(world, ngo, 'assureService', { id, expectedVersion: 4 });
    expect(userErrors[0]).toMatchObject({ code: 'ILLEGAL_TRANSITION', possible: [] });
  });

  test('a change decided on an older version is refused', async () => {
    const id = await published(world, ngo);
    const revise = (phone: string) => say(world, ngo, 'reviseService', { id, expectedVersion: 1, phone });
    const answers = await Promise.all([revise('+1'), revise('+2')]);
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done').sort();
    expect(codes).toEqual(['VERSION_CONFLICT', 'done']);
  });

  test('one key publishes once, and never twice with another input', async () => {
    const publish = (name: string) => say(world, ngo, 'publishService', { ...offer, name }, { key: 'key-1' });
    const [first, second] = [await publish('Once'), await publish('Once')];
    expect(second.service?.id).toBe(first.service?.id);
    expect(await found(world, 'first: 9')).toHaveLength(1);
    expect((await publish('Twice')).userErrors[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test.each<[string, object, string]>([
    ['an empty name', { name: '  ' }, 'input.name'],
    ['a language that is none', { languages: ['Arabic!'] }, 'input.languages'],
    ['a firewall without evidence', { firewallEvidence: null }, 'input.firewallEvidence'],
    [
      'a permit asked for by a service open to all',
      { requiredDocuments: [{ kind: 'VISA' }] },
      'input.legalStatusCondition',
    ],
    [
      'a place off the globe',
      { locations: [{ name: 'X', country: 'JO', latitude: 132, longitude: 1 }] },
      'input.locations.0.latitude',
    ],
    [
      'half a point',
      { locations: [{ name: 'X', country: 'JO', latitude: 32 }] },
      'input.locations.0.latitude',
    ],
    [
      'a country that is none',
      { locations: [{ name: 'X', country: 'Jordan' }] },
      'input.locations.0.country',
    ],
    [
      'a confidential place without its area',
      { locations: [{ name: 'X', country: 'JO', confidential: true }] },
      'input.locations.0.admin1',
    ],
    [
      'an hour that is none',
      { schedules: [{ timeZone: 'Asia/Amman', days: ['MO'], opensAt: '25:00' }] },
      'input.schedules.0.opensAt',
    ],
    [
      'a zone that is none',
      { schedules: [{ timeZone: 'Amman', days: ['MO'] }] },
      'input.schedules.0.timeZone',
    ],
    ['a day that is none', { validUntil: '2026-02-30' }, 'input.validUntil'],
    ['a month that is none', { validUntil: '2026-13-01' }, 'input.validUntil'],
    ['a character no text may hold', { description: 'a\u0000b' }, 'input.name'],
    [
      'an end before the beginning',
      { validFrom: '2026-02-02', validUntil: '2026-02-01' },
      'input.validUntil',
    ],
    ['an address that is no web address', { url: 'javascript:alert(1)' }, 'input.url'],
  ])('%s is refused with its place in the input', async (_name, over, field) => {
    const { service, userErrors } = await say(world, ngo, 'publishService', { ...offer, ...over });
    expect(service).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'VALIDATION_FAILED', field })]);
    expect(await world.sql('select id from services.service')).toEqual([]);
  });

  test('a component of the Movement asks for no status and no residence document: P5', async () => {
    for (const over of [
      { legalStatusCondition: 'REQUIRED', requiredDocuments: [{ kind: 'RESIDENCE_PERMIT' }] },
      { legalStatusCondition: 'MANDATE_LIMITED', mandateLimitedTo: 'refugees' },
      { requiredDocuments: [{ kind: 'ASYLUM_CARD' }] },
      { requiredDocuments: [{ kind: 'VISA' }] },
    ]) {
      const { userErrors } = await say(world, krcs, 'publishService', { ...offer, ...over });
      expect(userErrors).toEqual([
        expect.objectContaining({
          code: 'RULE_BROKEN',
          rule: expect.stringMatching(/^movement-/),
          message: expect.stringContaining('P5'),
        }),
      ]);
    }
    const id = await published(world, krcs);
    const { userErrors } = await say(world, krcs, 'reviseService', {
      id,
      expectedVersion: 1,
      requiredDocuments: [{ kind: 'ASYLUM_CARD' }],
    });
    expect(userErrors[0]?.code).toBe('RULE_BROKEN');
  });

  test('a mandate says whom it is for', async () => {
    const { userErrors } = await say(world, unhcr, 'publishService', {
      ...offer,
      legalStatusCondition: 'MANDATE_LIMITED',
    });
    expect(userErrors[0]).toMatchObject({ code: 'RULE_BROKEN', rule: 'mandate-says-whom' });
  });
});
