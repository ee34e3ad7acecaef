import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { HSDS_ENTITIES, HSDS_ENTITIES_ALONE } from '../../../gateway/hsds/openapi-entities.ts';
import { type Accord, MODES, startAccord } from '../../support/accord.ts';
import { hsdsFaults, hsdsSchema, unknownFields } from '../../support/hsds-schema.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body_;
}
interface Body_ extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly contents: readonly Body_[];
  readonly errors: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}
interface Document {
  readonly paths: Readonly<
    Record<string, { get: { responses: Record<string, { content: Record<string, { schema: object }> }> } }>
  >;
}

/** The safe house of the sandbox, as its owner wrote it. */
const TELLS = /Safe house|Known to the provider|-1\.24|36\.88/;

describe.each(MODES)('%s', (mode) => {
  let accord: Accord;
  let document: Document;
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

  const ask = async (
    path: string,
    {
      client,
      ...init
    }: { client?: string; method?: string; body?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const headers = {
      ...(client && { authorization: `Bearer ${await accord.token(client)}` }),
      ...init.headers,
    };
    const answer = await fetch(`${accord.url}/hsds${path}`, { ...init, headers });
    const text = await answer.text();
    const body = text.startsWith('{') && !text.includes('}\n{') ? JSON.parse(text) : {};
    return { status: answer.status, headers: answer.headers, text, body };
  };
  /** Whether the body is what the API's own document says of this path and status. */
  const described = (path: string, { status, body }: Answer) => {
    const schema = document.paths[path]?.get.responses[status]?.content['application/json']?.schema;
    expect(schema).toBeDefined();
    const validate = ajv.compile({ ...(schema as object), components: (document as never)['components'] });
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  };
  const official = (entity: string, record: Body_) => {
    const { service, services, ...plain } = record as Body_ & { service?: Body_; services?: Body_[] };
    expect(hsdsFaults(entity, plain)).toEqual([]);
    expect(unknownFields(entity, plain)).toEqual([]);
    for (const one of [...(service ? [service] : []), ...(services ?? [])]) official('service', one);
  };

  beforeAll(async () => {
    accord = await startAccord({ mode, environment: { CORS_ORIGINS: 'https://dashboard.example.org' } });
    document = (await ask('/openapi.json')).body as unknown as Document;
  }, 120_000);
  afterAll(() => accord?.stop());

  test('its OpenAPI document is valid', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test('it says what it is, with and without the last stroke', async () => {
    for (const path of ['', '/']) {
      const answer = await ask(path);
      described('/', answer);
      expect(answer.body['version']).toBe('3.1');
      expect((await fetch(String(answer.body['openapi_url']))).status).toBe(200);
    }
  });

  test.each<[string, string]>([
    ['services', 'service'],
    ['organizations', 'organization'],
    ['service_at_locations', 'service_at_location'],
    ['taxonomies', 'taxonomy'],
    ['taxonomy_terms', 'taxonomy_term'],
  ])(
    '/%s in a list and in full, and each by its id, is as HSDS and its own document say',
    async (name, entity) => {
      const listed = await ask(`/${name}`);
      expect(listed.status).toBe(200);
      described(`/${name}`, listed);
      expect(listed.body).toMatchObject({ page_number: 1, size: 10, first_page: true, empty: false });
      expect(listed.body['total_pages']).toBe(Math.ceil(Number(listed.body['total_items']) / 10));
      const isNested = !entity.startsWith('taxonom');
      if (isNested) {
        const full = await ask(`/${name}?full=true&per_page=10&page=2`);
        described(`/${name}`, full);
        for (const one of full.body.contents) official(entity, one);
      }
      for (const one of listed.body.contents) official(entity, one);
      const single = await ask(`/${name}/${listed.body.contents[0]?.id}`);
      described(`/${name}/{id}`, single);
      expect(single.body.id).toBe(listed.body.contents[0]?.id);
      official(entity, single.body);
    },
  );

  test('pages do not overlap, and the last says so', async () => {
    const total = Number((await ask('/services?minimal=true')).body['total_items']);
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => ask(`/services?minimal=true&per_page=9&page=${page}`)),
    );
    const ids = pages.flatMap(({ body }) => body.contents.map(({ id }) => id));
    expect(new Set(ids).size).toBe(total);
    expect(ids).toHaveLength(total);
    for (const page of pages) described('/services', page);
    expect((await ask('/services?per_page=100')).body).toMatchObject({ last_page: true, size: total });
    expect((await ask('/services?page=50')).body).toMatchObject({
      empty: true,
      contents: [],
      last_page: true,
    });
  });

  test('ndjson is all of it, one to a line', async () => {
    for (const [path, list] of [
      ['/services?full=true&format=ndjson', '/services'],
      ['/organizations?format=ndjson&full=true', '/organizations'],
    ] as const) {
      const { text, headers } = await ask(path);
      expect(headers.get('content-type')).toContain('application/x-ndjson');
      const ids = text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as Body_).id);
      expect(ids).toHaveLength(Number((await ask(list)).body['total_items']));
      expect(ids.length).toBeGreaterThan(11);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('a question may come in a body, which no address and no log shows', async () => {
    const body = JSON.stringify({ search: 'tracing', per_page: 2, minimal: true });
    const headers = { 'content-type': 'application/json' };
    const posted = await ask('/services', { method: 'POST', body, headers });
    expect(posted.status).toBe(200);
    expect(posted.body).toEqual((await ask('/services?search=tracing&per_page=2&minimal=true')).body);
    expect(posted.body['size']).toBe(2);
    expect((await ask('/services', { method: 'POST', body: '[1]', headers })).status).toBe(400);
  });

  test('the language is the reader’s', async () => {
    const name = async (language: string) =>
      (await ask('/services?search=Legal counselling in Amman', { headers: { 'accept-language': language } }))
        .body.contents[0]?.['name'];
    expect(await name('ar-JO,en;q=0.5')).toMatch(/\p{Script=Arabic}/u);
    expect(await name('de,en')).toBe('Legal counselling in Amman');
  });

  test('only what the directory shows; others when they are asked for, with a warning', async () => {
    const names = async (query: string) => (await ask(`/services?per_page=100${query}`)).text;
    expect(await names('')).not.toContain('MANDATORY_REPORTING');
    const reporting = await ask('/services?firewall_status=MANDATORY_REPORTING,UNKNOWN&full=true');
    expect(reporting.body['total_items']).toBe(3);
    for (const { alert } of reporting.body.contents) expect(String(alert).length).toBeGreaterThan(20);
  });

  test('whoever keeps a copy hears of what has closed', async () => {
    const client = 'sandbox-dkrc';
    const { data } = (await accord.graphql(
      '{ services(first: 1, filter: { types: [INCLUSION_ACTIVITY] }) { nodes { id version name } } }',
      { client },
    )) as { data: { services: { nodes: { id: string; version: number; name: string }[] } } };
    const [{ id, version, name } = { id: '', version: 0, name: '' }] = data.services.nodes;
    const moment = new Date().toISOString();
    await accord.graphql(
      'mutation ($input: CloseServiceInput!) { closeService(input: $input) { userErrors { code } } }',
      {
        client,
        variables: { input: { id, expectedVersion: version, permanently: true } },
      },
    );
    expect((await ask(`/services?modified_after=${moment}`)).body['total_items']).toBe(0);
    const closed = await ask(`/services?modified_after=${moment}&include_closed=true`);
    expect(closed.body.contents).toMatchObject([{ name, status: 'defunct' }]);
  });

  describe('a confidential place', () => {
    const shelter = async (client?: string) =>
      (await ask('/services?search=Safe shelter&full=true', client === undefined ? {} : { client })).body
        .contents[0] as Body_;

    test.each(['nobody', 'sandbox-krcs', 'sandbox-unhcr', 'sandbox-iom-analyst'])(
      'DENY %s: first level and phone, by every path, unless it is the owner’s own',
      async (client) => {
        const asker = client === 'nobody' ? {} : { client };
        const service = await shelter(asker.client);
        const [place] = service['service_at_locations'] as Body_[];
        const { organization } = service as unknown as { organization: Body_ };
        const texts = await Promise.all(
          [
            `/services/${service.id}`,
            `/service_at_locations/${place?.id}`,
            '/service_at_locations?per_page=100',
            '/service_at_locations?per_page=100&full=true',
            `/organizations/${organization.id}?full_service=true`,
            '/organizations?full=true&per_page=10',
            '/services?format=ndjson&full=true',
          ].map(async (path) => (await ask(path, asker)).text),
        );
        const told = [JSON.stringify(service), ...texts].join('\n');
        if (client === 'sandbox-iom-analyst') expect(told).toMatch(TELLS);
        else expect(told).not.toMatch(TELLS);
        expect(JSON.stringify(service)).toContain('+254 20 500 0004');
        expect(JSON.stringify(service)).toContain('Nairobi');
      },
    );

    test('DENY: no search leads to it by what is withheld', async () => {
      for (const search of ['Safe house', 'Known to the provider'])
        for (const list of ['services', 'service_at_locations'])
          expect((await ask(`/${list}?search=${search}&full=true`)).text).not.toContain('Safe shelter');
    });
  });

  test.each<[string, string, string | null]>([
    ['an unknown parameter', '/services?near=1', 'near'],
    [
      'a distance, which HSDS knows and this directory does not',
      '/service_at_locations?proximity=100',
      'proximity',
    ],
    ['a page of none', '/services?per_page=0', 'per_page'],
    ['a page of too many', '/services?per_page=101', 'per_page'],
    ['organizations in full, too many', '/organizations?full=true&per_page=11', 'per_page'],
    ['a page that is no number', '/services?page=two', 'page'],
    ['a page beyond the bound', '/services?page=10000&per_page=100', 'page'],
    ['a moment that is none', '/services?modified_after=yesterday', 'modified_after'],
    ['a flag that is none', '/services?full=yes', 'full'],
    ['minimal and full at once', '/services?full=true&minimal=true', 'minimal'],
    ['a format that is none', '/services?format=xml', 'format'],
    ['a parameter said twice', '/services?page=1&page=2', 'page'],
    ['a search without end', `/services?search=${'x'.repeat(201)}`, 'search'],
    ['a firewall that is none', '/services?firewall_status=FIREWALLED,x', 'firewall_status'],
    ['a parameter of lists for one record', '/services/x?full=true', 'full'],
    ['a name of every object', '/services?toString=1', 'toString'],
  ])('%s is refused, and named', async (_name, path, parameter) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    described('/services', answer);
    expect(answer.body.errors[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', parameter });
  });

  test('what is not there is not found, in the same shape', async () => {
    for (const path of ['services', 'organizations', 'service_at_locations', 'taxonomies', 'taxonomy_terms'])
      for (const id of ['none', '00000000-0000-4000-8000-000000000000', '%00', "'%20or%201=1"]) {
        const answer = await ask(`/${path}/${id}`);
        expect([path, id, answer.status]).toEqual([path, id, id === '%00' ? 400 : 404]);
        described(`/${path}/{id}`, answer);
      }
    expect((await ask('/nothing')).status).toBe(404);
  });

  test('a token that is none is refused; nothing of a token’s answer is kept by a cache', async () => {
    const bad = await ask('/services', { headers: { authorization: 'Bearer x' } });
    expect(bad.status).toBe(401);
    described('/services', bad);
    expect((await ask('/services', { client: 'sandbox-iom' })).headers.get('cache-control')).toBe(
      'private, no-store',
    );
    const open = await ask('/services', { headers: { origin: 'https://dashboard.example.org' } });
    expect(open.headers.get('cache-control')).toBe('public, max-age=60');
    expect(open.headers.get('vary')?.toLowerCase()).toMatch(/origin.*accept-language.*authorization/);
    expect(open.headers.get('access-control-allow-origin')).toBe('https://dashboard.example.org');
    expect(open.headers.get('x-request-id')).toBeTruthy();
    expect(open.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('a term of a code list narrows by its id', async () => {
    const terms = await ask('/taxonomy_terms?search=Safe shelter');
    const [term] = terms.body.contents.filter(({ code }) => code === 'SAFE_SHELTER') as [Body_];
    const found = await ask(`/services?taxonomy_term_id=${term.id}`);
    expect(found.body.contents.map(({ name }) => name)).toContain('Safe shelter');
    expect(Number(found.body['total_items'])).toBeLessThan(5);
  });
});

test('its document has the fields of HSDS 3.1, all of them and no other', () => {
  for (const [entity, fields] of Object.entries({ ...HSDS_ENTITIES, ...HSDS_ENTITIES_ALONE })) {
    const definition = entity === 'service' ? hsdsSchema : hsdsSchema.definitions[entity];
    // What an entity points back with is said by where it stands.
    const back =
      /^(organization|service|location|service_at_location|contact|phone|unit|link|resource)_id$|^(link_entity|resource_type)$/;
    const theirs = Object.keys(definition?.properties ?? {}).filter((field) => !back.test(field));
    const ours = Object.keys(fields).filter((field) => !back.test(field));
    const around = ['attributes', 'metadata', 'services', 'service'];
    expect([entity, ours.filter((field) => !theirs.includes(field) && !around.includes(field))]).toEqual([
      entity,
      [],
    ]);
    expect([entity, theirs.filter((field) => !ours.includes(field) && !around.includes(field))]).toEqual([
      entity,
      [],
    ]);
  }
});

test('a budget that is spent is told, and when there is another', async () => {
  const accord = await startAccord({ environment: { BUDGET_PER_MINUTE: '1000' } });
  try {
    const statuses: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      const answer = await fetch(`${accord.url}/hsds/services?full=true`);
      statuses.push(answer.status);
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await accord.stop();
  }
}, 120_000);
