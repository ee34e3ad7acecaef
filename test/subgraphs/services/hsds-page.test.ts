import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hsdsId } from '../../../subgraphs/services/hsds/hsds-id.ts';
import { readServicesAdvisor } from '../../../subgraphs/services/imports/services-advisor.ts';
import { importServicesAdvisor } from '../../../subgraphs/services/imports/services-advisor-import.ts';
import { hsdsFaults, unknownFields } from '../../support/hsds-schema.ts';
import { sampleFile } from '../../support/sample-file.ts';
import {
  type Asker,
  krcs,
  ngo,
  offer,
  openServices,
  published,
  type ServicesWorld,
  say,
  unhcr,
} from './services-world.ts';

interface Told {
  readonly totalItems: number | null;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  readonly records: readonly { readonly id: string; readonly json: string }[];
}
interface Record_ extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

let world: ServicesWorld;
let ids: readonly string[];
let shelter: string;

const QUERY = `query Page($of: HsdsEntity!, $form: HsdsForm, $filter: HsdsFilter, $perPage: Int!, $page: Int, $after: String) {
  hsdsPage(of: $of, form: $form, filter: $filter, perPage: $perPage, page: $page, after: $after) {
    totalItems hasNextPage endCursor records { id json } } }`;
const page = async (asked: object, who: Asker = null, language = 'en') =>
  (
    await world.ask<{ hsdsPage: Told }>(
      who,
      QUERY,
      { of: 'SERVICE', form: 'FULL', perPage: 50, ...asked },
      { language },
    )
  ).hsdsPage;
const records = async (asked: object, who: Asker = null, language = 'en') =>
  (await page(asked, who, language)).records.map(({ json }) => JSON.parse(json) as Record_);
const record = async (of: string, id: string, who: Asker = null, form = 'FULL') => {
  const { hsdsRecord } = await world.ask<{ hsdsRecord: { json: string } | null }>(
    who,
    'query One($of: HsdsEntity!, $id: ID!, $form: HsdsForm) { hsdsRecord(of: $of, id: $id, form: $form) { json } }',
    { of, id, form },
  );
  return hsdsRecord && (JSON.parse(hsdsRecord.json) as Record_);
};
const valid = (entity: string, one: object) => {
  expect(hsdsFaults(entity, one)).toEqual([]);
  expect(unknownFields(entity, one)).toEqual([]);
};

const ALL = {
  firewallStatus: ['FIREWALLED', 'UNKNOWN', 'NOT_FIREWALLED', 'MANDATORY_REPORTING'],
  includeStatusConditioned: true,
  includeClosed: true,
};
const SECRET = { latitude: -1.2921, longitude: 36.8219 };
const TELLS = /Hidden|Quiet|bakery|36\.82|-1\.29|20 999|04:30|aaaaaaaa-/;

beforeAll(async () => {
  world = await openServices();
  const read = readServicesAdvisor(
    JSON.parse(sampleFile('services-advisor/services-en.json')),
    JSON.parse(sampleFile('services-advisor/services-ar.json')),
  );
  const owners = new Map(read.partners.map(({ code }) => [code, 'org_unhcr']));
  await importServicesAdvisor(world.owner as never, read.services, owners);
  shelter = await published(world, ngo, {
    ...offer,
    name: 'Shelter of the lily',
    type: 'SAFE_SHELTER',
    schedules: [],
    locations: [
      {
        ...{ name: 'Hidden house', country: 'KE', admin1: 'Nairobi', address: '7 Quiet Lane', ...SECRET },
        ...{ confidential: true, phone: '+254 20 000', description: 'Behind the bakery' },
        accessibility: [{ features: ['LIFT'] }],
        attributes: [{ label: 'Quiet', taxonomyTerm: { id: 'quiet-term', name: 'Quiet term' } }],
        at: {
          phones: [{ number: '+254 20 999' }],
          schedules: [{ timeZone: 'Africa/Nairobi', days: ['SU'], opensAt: '04:00', closesAt: '04:30' }],
        },
      },
    ],
  });
  const hidden = `update services.%t set hsds_id = 'aaaaaaaa-0000-4000-8000-000000000001' where id in
    (select %c from services.service_at_location where service_id = $1)`;
  for (const [table, column] of [
    ['service_at_location', 'id'],
    ['location', 'location_id'],
  ])
    await world.sql(hidden.replace('%t', table ?? '').replace('%c', column ?? ''), [shelter]);
  ids = (await world.sql<{ id: string }>('select id from services.service')).map(({ id }) => id);
}, 120_000);
afterAll(() => world?.stop());

describe('the real directory of 562 services, page by page', () => {
  test('every record is valid, in both languages, and none is missing or told twice', async () => {
    for (const language of ['en', 'ar']) {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const told: Told = await page({ filter: ALL, perPage: 100, ...(after && { after }) }, null, language);
        expect(told.totalItems).toBe(after === null ? 563 : null);
        for (const { json } of told.records) valid('service', JSON.parse(json) as object);
        seen.push(...told.records.map(({ id }) => id));
        [after, more] = [told.endCursor, told.hasNextPage];
      }
      expect(new Set(seen).size).toBe(563);
      expect(seen).toHaveLength(563);
    }
  });

  test('by number, pages are the same as behind cursors', async () => {
    const first = await page({ filter: ALL, form: 'MINIMAL', perPage: 100 });
    const behind = await page({ filter: ALL, form: 'MINIMAL', perPage: 100, after: first.endCursor });
    const second = await page({ filter: ALL, form: 'MINIMAL', perPage: 100, page: 2 });
    expect(second.records).toEqual(behind.records);
    expect(JSON.parse(second.records[0]?.json ?? '')).toEqual({
      id: second.records[0]?.id,
      last_modified: expect.any(String),
    });
    expect((await page({ filter: ALL, perPage: 100, page: 6 })).records).toHaveLength(63);
    expect((await page({ filter: ALL, perPage: 100, page: 7 })).records).toHaveLength(0);
  });

  test('Arabic is asked for by Accept-Language, found by search, and comes back as it was', async () => {
    const [found] = await records({ filter: { ...ALL, search: 'تعليم' }, perPage: 1 }, null, 'ar');
    expect(found?.['name']).toMatch(/\p{Script=Arabic}/u);
  });
});

describe('who is told what', () => {
  test('by default those alone that the directory shows: firewalled and for everyone', async () => {
    const told = await page({ form: 'LIST' });
    expect(told.totalItems).toBe(1);
    expect((await records({ form: 'LIST' }))[0]).toMatchObject({ name: 'Shelter of the lily' });
  });

  test.each<[string, Asker]>([
    ['nobody', null],
    ['another society', krcs],
    ['a UN agency', unhcr],
  ])(
    'DENY: %s sees of a confidential place its first level and its phone, by every path',
    async (_name, who) => {
      const service = (await record('SERVICE', shelter, who)) as Record_;
      const [place] = service['service_at_locations'] as Record_[];
      const told = [
        service,
        await record('SERVICE_AT_LOCATION', place?.id ?? '', who),
        await record('ORGANIZATION', 'org_ngo', who, 'FULL_SERVICE'),
        ...(await records({ filter: ALL }, who)),
        ...(await records({ of: 'SERVICE_AT_LOCATION', filter: ALL, form: 'FULL' }, who)),
        ...(await records({ of: 'SERVICE_AT_LOCATION', filter: ALL, form: 'LIST' }, who)),
        ...(await records({ of: 'ORGANIZATION', form: 'FULL', perPage: 10 }, who)),
      ];
      expect(JSON.stringify(told)).not.toMatch(TELLS);
      expect(JSON.stringify(service)).toContain('+254 20 000');
      expect(JSON.stringify(place)).toContain('Nairobi');
      expect(place?.['location']).not.toHaveProperty('addresses');
    },
  );

  test.each<[string, string]>([
    ['its name', 'hidden house'],
    ['its street', 'quiet lane'],
    ['what is said of it', 'bakery'],
  ])('DENY: it is not found by %s', async (_what, search) => {
    expect(await records({ filter: { search } })).toEqual([]);
    expect(await records({ of: 'SERVICE_AT_LOCATION', filter: { search } })).toEqual([]);
  });

  test('DENY: it is not found by what it has or by what classifies it, and no list of terms tells of that', async () => {
    for (const taxonomyTermId of ['accord.AccessibilityFeature.LIFT', 'quiet-term']) {
      expect(await records({ filter: { taxonomyTermId } })).toEqual([]);
      expect(await records({ of: 'SERVICE_AT_LOCATION', filter: { taxonomyTermId } }, ngo)).toEqual([]);
    }
    expect(await record('TAXONOMY_TERM', 'quiet-term')).toBeNull();
    expect(await records({ of: 'TAXONOMY_TERM', filter: { search: 'Quiet' } })).toEqual([]);
  });

  test('DENY: the id with which a confidential place came leads nobody but its owner to it', async () => {
    const given = 'aaaaaaaa-0000-4000-8000-000000000001';
    expect(await record('SERVICE_AT_LOCATION', given)).toBeNull();
    expect(await record('SERVICE_AT_LOCATION', given, krcs)).toBeNull();
    expect(await record('SERVICE_AT_LOCATION', given, ngo)).toMatchObject({ id: given });
  });

  test('ALLOW: its owner sees it whole', async () => {
    const service = await record('SERVICE', shelter, ngo);
    const said = JSON.stringify(service);
    for (const part of ['Hidden house', '7 Quiet Lane', '-1.2921', '04:30', 'aaaaaaaa-'])
      expect(said).toContain(part);
    valid('service', service as object);
  });
});

describe('what is asked', () => {
  test('PostgreSQL makes the ids that we make', async () => {
    const rows = await world.sql<{ id: string; uuid: string }>(
      'select id, services.hsds_uuid(id, hsds_id)::text as uuid from services.service',
    );
    for (const { id, uuid } of rows) expect(uuid).toBe(hsdsId(id));
    expect(rows).toHaveLength(ids.length);
  });

  test('a record is found by its id in HSDS and by ours, in letters of either case', async () => {
    const [one] = ids as [string];
    for (const id of [one, hsdsId(one), hsdsId(one).toUpperCase()])
      expect(await record('SERVICE', id)).toMatchObject({ id: hsdsId(one) });
    for (const id of ['none', hsdsId('none'), '']) expect(await record('SERVICE', id)).toBeNull();
  });

  test('terms of our lists narrow, taxonomies too, and terms that an import brought', async () => {
    const [{ totalItems }, terms] = [
      await page({ filter: ALL, form: 'MINIMAL' }),
      await records({ of: 'TAXONOMY_TERM', filter: { search: 'Legal aid' }, form: 'FULL' }),
    ];
    const [legal] = terms.filter(({ code }) => code === 'LEGAL_AID') as [Record_];
    const narrowed = await page({ filter: { ...ALL, taxonomyTermId: legal.id } });
    expect(narrowed.totalItems).toBeGreaterThan(0);
    expect(narrowed.totalItems).toBeLessThan(totalItems ?? 0);
    for (const { json } of narrowed.records) expect(json).toContain('"LEGAL_AID"');
    const ours = await page({ filter: { ...ALL, taxonomyId: String(legal['taxonomy_id']) }, perPage: 1 });
    expect(ours.totalItems).toBe(totalItems);
    const named = { name: 'Law', taxonomyId: 'their-list' };
    const law = await published(world, unhcr, {
      ...offer,
      attributes: [{ label: 'theme', taxonomyTerm: { id: 'their-law', ...named } }],
    });
    for (const filter of [
      { taxonomyTermId: 'their-law' },
      { taxonomyId: 'their-list' },
      { taxonomyId: hsdsId('taxonomy:their-list') },
    ])
      expect((await records({ filter })).map(({ id }) => id)).toEqual([hsdsId(law)]);
    expect(await records({ filter: { taxonomyTermId: hsdsId('other') } })).toEqual([]);
    // What classifies a service is listed; a term that would stand for one of ours is not.
    expect(await record('TAXONOMY_TERM', 'their-law')).toMatchObject({
      name: 'Law',
      taxonomy_id: hsdsId('taxonomy:their-list'),
    });
    expect(await record('TAXONOMY', 'their-list')).toMatchObject({ name: 'their-list' });
    await published(world, unhcr, {
      ...offer,
      attributes: [
        { taxonomyTerm: { id: 'accord.Need.FOOD', name: 'Not food' } },
        { taxonomyTerm: { id: 'their-law', name: 'Another law' } },
        { taxonomyTerm: { name: 'Unnumbered', taxonomy: 'Some list' } },
      ],
    });
    expect(await record('TAXONOMY_TERM', 'accord.Need.FOOD')).toMatchObject({ name: 'Food' });
    expect(await record('TAXONOMY_TERM', 'their-law')).toMatchObject({ name: 'Law' });
    const [unnumbered] = await records({ of: 'TAXONOMY_TERM', filter: { search: 'Unnumbered' } });
    expect(unnumbered).toMatchObject({ taxonomy_detail: { name: 'Some list' } });
  });

  test('an organization narrows, by either id; a moment does', async () => {
    for (const organizationId of ['org_ngo', hsdsId('org_ngo')])
      expect((await page({ filter: { organizationId } })).totalItems).toBe(1);
    expect((await page({ filter: { organizationId: 'none' } })).totalItems).toBe(0);
    const now = new Date().toISOString();
    expect((await page({ filter: { ...ALL, modifiedAfter: now } })).totalItems).toBe(0);
    await say(world, ngo, 'assureService', { id: shelter, expectedVersion: 1 });
    expect((await records({ filter: { modifiedAfter: now } })).map(({ id }) => id)).toEqual([
      hsdsId(shelter),
    ]);
  });

  test('a service asked for by its id says what changed, from what, to what, by whom; a confidential place says that alone', async () => {
    const id = await published(world, unhcr, { ...offer, alert: 'Closed today' });
    await say(world, unhcr, 'reviseService', { id, expectedVersion: 1, alert: 'Open again' });
    const service = await record('SERVICE', id);
    valid('service', service as object);
    expect(service?.['metadata']).toMatchObject([
      {
        field_name: 'alert',
        previous_value: 'Closed today',
        replacement_value: 'Open again',
        last_action_type: 'reviseService',
        updated_by: 'org_unhcr',
      },
      { last_action_type: 'publishService' },
    ]);
    await say(world, ngo, 'reviseService', {
      id: shelter,
      expectedVersion: Number(
        (
          await world.sql<{ version: number }>('select version from services.service where id = $1', [
            shelter,
          ])
        )[0]?.version,
      ),
      locations: [
        {
          name: 'Hidden annex',
          country: 'KE',
          admin1: 'Nairobi',
          address: '9 Quiet Lane',
          confidential: true,
        },
      ],
    });
    const hidden = JSON.stringify(await record('SERVICE', shelter));
    expect(hidden).toContain('"field_name":"locations"');
    expect(hidden).not.toMatch(TELLS);
    expect(JSON.stringify(await record('SERVICE', shelter, ngo))).toContain('7 Quiet Lane');
  });

  test('organizations and their services; places with their service; each valid', async () => {
    const organizations = await records({ of: 'ORGANIZATION', form: 'FULL', perPage: 10 });
    expect(organizations.map(({ name }) => name)).toContain('org_unhcr');
    expect(organizations.map(({ name }) => name)).not.toContain('org_gone');
    for (const { services, ...one } of organizations) {
      valid('organization', one);
      for (const service of (services as object[] | undefined) ?? [])
        expect(Object.keys(service)).toEqual(['id', 'name', 'status']);
    }
    const inFull = (await record('ORGANIZATION', 'org_ngo', null, 'FULL_SERVICE')) as Record_;
    for (const service of inFull['services'] as object[]) valid('service', service);
    for (const form of ['LIST', 'FULL'])
      for (const { service, ...one } of await records({ of: 'SERVICE_AT_LOCATION', filter: ALL, form })) {
        valid('service_at_location', one);
        valid('service', service as object);
      }
    const [found] = await records({ of: 'ORGANIZATION', filter: { search: 'UNHCR' }, form: 'LIST' });
    expect(found).toMatchObject({ name: 'org_unhcr' });
  });

  test('taxonomies and terms, ours and imported, in HSDS and in GraphQL', async () => {
    await world.sql(
      `insert into services.taxonomy (id, name, details) values ('t1', 'zoo', '{"version": "2"}')`,
    );
    await world.sql(`insert into services.taxonomy_term (id, taxonomy_id, name, details)
      values ('t1.a', 't1', 'Ape', '{}'), ('t1.b', 't1', 'Bonobo', '{"parentId": "t1.a", "code": "B"}')`);
    for (const one of await records({ of: 'TAXONOMY', perPage: 100 })) valid('taxonomy', one);
    const terms = { of: 'TAXONOMY_TERM', perPage: 100 };
    for (const one of await records(terms)) valid('taxonomy_term', one);
    const of = (filter: object) => records({ ...terms, filter }).then((all) => all.map(({ name }) => name));
    expect(await of({ taxonomyId: 't1' })).toEqual(['Ape', 'Bonobo']);
    expect(await of({ taxonomyId: hsdsId('taxonomy:t1'), topOnly: true })).toEqual(['Ape']);
    expect(await of({ parentId: hsdsId('taxonomy_term:t1.a') })).toEqual(['Bonobo']);
    expect(await record('TAXONOMY_TERM', 't1.b')).toMatchObject({
      parent_id: hsdsId('taxonomy_term:t1.a'),
      taxonomy_detail: { name: 'zoo', version: '2' },
    });
    const inGraphql = await world.ask<Record<string, unknown>>(
      null,
      `{ taxonomies(last: 1) { nodes { id name version } pageInfo { hasPreviousPage } }
        taxonomyTerms(first: 5, taxonomyId: "t1") { nodes { id code name parentId taxonomyDetail { name } } } }`,
    );
    expect(inGraphql).toMatchObject({
      taxonomies: { nodes: [{ id: 't1', name: 'zoo', version: '2' }], pageInfo: { hasPreviousPage: true } },
      taxonomyTerms: {
        nodes: [
          { id: 't1.a', taxonomyDetail: { name: 'zoo' } },
          { code: 'B', parentId: 't1.a' },
        ],
      },
    });
  });

  test.each<[string, object]>([
    ['a page of none', { perPage: 0 }],
    ['a page of too many', { perPage: 101 }],
    ['organizations in full, too many', { of: 'ORGANIZATION', perPage: 11 }],
    ['a page before the first', { page: 0 }],
    ['a page beyond the bound', { page: 202 }],
    ['a page by its number behind a cursor', { page: 1, after: 'x' }],
    ['a cursor that is none', { after: 'x' }],
    ['a search without end', { filter: { search: 'x'.repeat(201) } }],
  ])('%s is refused', async (_name, asked) => {
    await expect(page(asked)).rejects.toThrow('VALIDATION_FAILED');
  });

  test('a cursor of one reader or filter does not lead another on', async () => {
    const { endCursor: after } = await page({ filter: ALL, perPage: 1 });
    await expect(page({ filter: ALL, perPage: 1, after }, ngo)).rejects.toThrow('VALIDATION_FAILED');
    await expect(page({ filter: {}, perPage: 1, after })).rejects.toThrow('VALIDATION_FAILED');
  });
});
