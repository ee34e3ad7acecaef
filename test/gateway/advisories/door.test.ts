import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { LIMITS } from '../../../gateway/limits/limits.ts';
import { type Accord, startAccord } from '../../support/accord.ts';

/** Each of these took a gateway down, or past its own limits, somewhere. They end at the door, before anything is planned. */
let accord: Accord;
beforeAll(async () => {
  accord = await startAccord();
}, 180_000);
afterAll(() => accord?.stop());
/** Whoever asks next is answered. */
afterEach(async () => {
  expect((await accord.graphql('{ __typename }')).data).toEqual({ __typename: 'Query' });
});

describe('queries that are small to write and large to work on', () => {
  /** F0 spreads F1 twice, F1 spreads F2 twice, and so on. */
  const unfolding = (levels: number, inside: (spread: string) => string) =>
    `{ country(iso2: "KE") { ...F0 } } ${Array.from(
      { length: levels },
      (_, n) => `fragment F${n} on Country { ${inside(`...F${n + 1}`)} }`,
    ).join(' ')} fragment F${levels} on Country { iso2 }`;
  const around = 'accessAgreements(first: 1) { nodes { country { ';

  test.each([
    [
      'GHSA-q2f9-x4p4-7xmh, CVE-2025-32030 and GHSA-75m2-jhh5-j5g2, CVE-2025-32034: named fragments, each spread twice by the one before',
      unfolding(40, (next) => `iso2 ${next} ${next}`),
    ],
    [
      'GHSA-p2q6-pwh5-m6jr, CVE-2025-32031 and GHSA-94hh-jmq8-2fgp, CVE-2025-32032: the same where the planner cannot take its short way',
      unfolding(30, (next) => `a: ${around} ${next} } } } b: ${around} ${next} } } }`),
    ],
    [
      'GHSA-84m6-5m72-45fp, CVE-2025-32033: so many fields that their number no longer fits where it is counted',
      unfolding(150, (next) => `${next} ${next}`),
    ],
    [
      'GHSA-3j43-9v8v-cp3f, CVE-2025-32380: fragments that are dear to validate',
      unfolding(100, (next) => `... on Country { ${next} } ... { ${next} }`),
    ],
    [
      'GHSA-fmj9-77q8-g6c4, CVE-2024-43414: a walk around and around the subgraphs, on which the planner looped',
      `{ country(iso2: "KE") { iso2 ${around.repeat(12)} iso2 ${' } } }'.repeat(12)} } }`,
    ],
    [
      'GHSA-hmfr-rx46-4jx2 and GHSA-733v-p3h5-qpq7: limits passed by with the name __schema, as operation and as fragment',
      `query __schema { ...__schema } fragment __schema on Query { country(iso2: "KE") { ${around.repeat(12)} iso2 ${' } } }'.repeat(12)} } }`,
    ],
    [
      'GHSA-224p-v68g-5g8f: a depth remembered of a fragment where it stood less deep',
      `{ country(iso2: "KE") { ...D ${around.repeat(4)} ...D ${' } } }'.repeat(4)} } } fragment D on Country { ${around.repeat(2)} iso2 ${' } } }'.repeat(2)} }`,
    ],
    [
      'fragments in a circle',
      '{ country(iso2: "KE") { ...A } } fragment A on Country { ...B } fragment B on Country { ...A }',
    ],
    [
      'a fragment in a circle that nobody spreads is no way around',
      '{ ...A ...A } fragment A on Query { ...A }',
    ],
    ['aliases without end', `{ ${Array.from({ length: 200 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
    ['directives without end', `{ __typename ${'@skip(if: false) '.repeat(LIMITS.directives + 1)} }`],
    ['directives that nobody knows, without end', `query ${'@aa '.repeat(900)} { __typename }`],
    [
      'more tokens than an operation needs, in a list, so that what comes after it is not looked at',
      `{ pad: services(first: 1, filter: { types: [${'FOOD '.repeat(LIMITS.tokens)}] }) { nodes { id } } organisations(first: 100) { nodes { services(first: 100) { nodes { names { text } } } } } }`,
    ],
  ])('%s', async (_what, query) => {
    const { status, errors } = await accord.graphql(query);
    expect([status, errors?.map(({ extensions }) => extensions.code)]).toEqual([400, ['QUERY_TOO_COMPLEX']]);
  });

  test('GHSA-733v-p3h5-qpq7: a cost that is passed by with the name __schema', async () => {
    const dear = 'organisations(first: 100) { nodes { services(first: 100) { nodes { names { text } } } } }';
    for (const query of [
      `query __schema { ${dear} }`,
      `{ ...__schema } fragment __schema on Query { ${dear} }`,
      `{ __schema: organisations(first: 100) { nodes { __schema: services(first: 100) { nodes { names { text } } } } } }`,
    ]) {
      expect((await accord.graphql(query)).errors?.[0]?.extensions.code).toBe('QUERY_TOO_COSTLY');
    }
  });

  test.each([
    ['the same field, again and again', `{ me { ${'role '.repeat(900)} } }`],
    [
      'fields that differ from each other, a pair at a time',
      `{ country(iso2: "KE") { ${Array.from({ length: 90 }, (_, n) => `accessAgreements(first: ${n + 1}) { nodes { id } }`).join(' ')} } }`,
    ],
    [
      'fragments that overlap with each other',
      `{ me { ${Array.from({ length: 150 }, (_, n) => `...A${n}`).join(' ')} } } ${Array.from({ length: 150 }, (_, n) => `fragment A${n} on Viewer { role }`).join(' ')}`,
    ],
  ])(
    'GHSA-9pv7-vfvm-6vr7, CVE-2023-26144, the rule of overlapping fields: %s is told to be wrong or answered',
    async (_what, query) => {
      const { errors, data } = await accord.graphql(query);
      if (data === undefined)
        expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(
          new Set(['VALIDATION_FAILED']),
        );
      else expect(data).toEqual({ me: null });
    },
  );
});

describe('operations that are none of the schema', () => {
  test.each([
    [
      'GHSA-w8vq-3hf9-xppx, CVE-2023-41317: a subscription without a name',
      { query: 'subscription { __typename }' },
    ],
    [
      'a subscription with a name, beside a query',
      { query: 'query A { __typename } subscription B { __typename }', operationName: 'A' },
    ],
    ['an operation that the document does not hold', { query: 'query A { __typename }', operationName: 'B' }],
    [
      'an operation by a name that every object inherits',
      { query: 'query A { __typename }', operationName: 'constructor' },
    ],
    [
      'an operation by the empty name, whatever it would cost',
      {
        query:
          '{ organisations(first: 100) { nodes { services(first: 100) { nodes { names { text } } } } } }',
        operationName: '',
      },
    ],
    ['one of two without a name', { query: 'query A { __typename } query B { __typename }' }],
    ['a name that is no text', { query: 'query A { __typename }', operationName: ['A'] }],
  ])('%s is refused, as the client’s fault', async (_what, body) => {
    expect(await refusal(await post(JSON.stringify(body)))).toEqual([400, 'VALIDATION_FAILED']);
  });

  test.each([
    'multipart/mixed; deferSpec=20220824',
    'multipart/mixed; subscriptionSpec=1.0',
    'text/event-stream',
  ])(
    'GHSA-r344-xw3p-2frj, CVE-2023-45812 and GHSA-gr6h-4wpf-xp52, answers in parts and @defer with one label twice: %s is not spoken',
    async (accept) => {
      const query =
        '{ organisations(first: 1) { ... @defer(label: "a") { nodes { id } } ... @defer(label: "a") { nodes { id } } } }';
      const answer = await post(JSON.stringify({ query }), { accept });
      expect(answer.status).toBe(406);
      expect(answer.headers.get('content-type')).toContain('application/json');
    },
  );

  test('GHSA-cm8h-q92v-xcfc, CVE-2023-22477 and GHSA-w42g-7vfc-xf37, malformed frames and introspection by WebSocket: there is none', async () => {
    const upgrading = request(`${accord.url}/graphql`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'graphql-transport-ws',
      },
    });
    upgrading.on('upgrade', () => upgrading.emit('error', new Error('It was upgraded.')));
    upgrading.end();
    const [answer] = await once(upgrading, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(400);
  });
});

describe('bodies', () => {
  const ONE = JSON.stringify({ query: '{ __typename }' });

  test.each(['[]', `[${ONE}]`, `[${Array.from({ length: 100 }, () => ONE).join()}]`])(
    'GHSA-8r69-3cvp-wxc3, batches of operations, the headers of one on all: a list is not taken',
    async (body) => {
      expect(await refusal(await post(body))).toEqual([400, 'VALIDATION_FAILED']);
    },
  );

  test.each([
    '',
    'null',
    '5',
    '"query"',
    '{}',
    '{"query":null}',
    '{"query":{"kind":"Document"}}',
    '{"query":"{',
    '{"query":"{ __typename }","variables":"{}"}',
  ])(
    'GHSA-273r-rm8g-7f3x, CVE-2021-43801, malformed JSON ends the server: %j is told to be wrong',
    async (body) => {
      expect(await refusal(await post(body))).toEqual([400, 'VALIDATION_FAILED']);
    },
  );

  test('GHSA-cgqf-3cq5-wvcj, CVE-2024-28101, a compressed body is measured after it was unpacked: it is never unpacked', async () => {
    const bomb = gzipSync(JSON.stringify({ query: `{ __typename } #${' '.repeat(50_000_000)}` }));
    const answer = await post(bomb, { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(answer.status);
  });

  test.each(['utf-7', 'utf-16', 'utf-32be', 'ibm037', 'x-user-defined', `${'a'.repeat(4000)}`])(
    'GHSA-mp6q-xf9x-fwf7, CVE-2026-23897, a charset that is dear to decode: %.20s is read as UTF-8 or not at all',
    async (charset) => {
      const answer = await post(ONE, { 'content-type': `application/json; charset=${charset}` });
      if (answer.status === 200) expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
      else expect(answer.status).toBe(415);
    },
  );
});

describe('what a page elsewhere can make a browser send', () => {
  const MUTATION = 'mutation { closeService(input: { id: "x", expectedVersion: 1 }) { service { id } } }';

  test.each([
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; application/json',
    'text/plain;charset=utf-8,application/json',
  ])(
    'GHSA-2p3c-p3qw-69r4 and GHSA-v66j-6wwf-jc57, CVE-2025-64166, a mutation by a simple request: %s is not taken',
    async (type) => {
      for (const body of [
        JSON.stringify({ query: MUTATION }),
        `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: MUTATION })}\r\n--x--`,
        `query=${encodeURIComponent(MUTATION)}`,
      ]) {
        const answer = await post(body, { 'content-type': type });
        expect([400, 415]).toContain(answer.status);
        expect(await answer.text()).not.toContain('closeService');
      }
    },
  );

  test.each(['text/plain', 'message/rfc822', 'application/x-www-form-urlencoded', 'nonsense'])(
    'GHSA-9q82-xgwf-vj6h and GHSA-hff2-gcpx-8f4p, a question by GET with the type %s, let through by a browser’s fault: it is not answered',
    async (type) => {
      const answer = await get({ query: '{ __typename }' }, { 'content-type': type });
      expect(answer.status).toBe(415);
    },
  );

  test('and nothing that a browser adds by itself makes it somebody’s question', async () => {
    for (const headers of [
      { cookie: `token=${await accord.token('sandbox-unhcr')}` },
      { cookie: `authorization=Bearer ${await accord.token('sandbox-unhcr')}` },
    ] as Record<string, string>[]) {
      expect(await (await get({ query: '{ me { role } }' }, headers)).json()).toMatchObject({
        data: { me: null },
      });
    }
    const basic = await get(
      { query: '{ me { role } }' },
      { authorization: `Basic ${btoa('sandbox-unhcr:sandbox-unhcr')}` },
    );
    expect(basic.status).toBe(401);
  });

  test('a mutation by GET is refused, also by name, beside a query, and behind a fragment', async () => {
    const ways: Record<string, string>[] = [
      { query: MUTATION },
      { query: `query A { __typename } ${MUTATION.replace('mutation', 'mutation B')}`, operationName: 'B' },
      { query: 'mutation { ...F } fragment F on Mutation { __typename }' },
    ];
    for (const asked of ways) {
      const answer = await get(asked);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  test('GHSA-2fvv-qxrq-7jq6, a page that repeats its own address: none of ours does, and no answer is taken for a page', async () => {
    const mark = '<script>alert(1)</script>';
    for (const path of [
      '/graphql?query=',
      '/explorer/?query=',
      '/errors?x=',
      '/nowhere/',
      '/countries/',
      '/my/',
      '/incident/',
      '/reports/32/',
    ]) {
      const answer = await fetch(`${accord.url}${path}${mark}`, { headers: { accept: 'text/html' } });
      expect(await answer.text()).not.toContain(mark);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('two parts that read one request differently', () => {
  const DEAR =
    '{ organisations(first: 100) { nodes { services(first: 100) { nodes { names { text } } } } } }';
  const encoded = encodeURIComponent(DEAR);

  test.each([
    `?query={__typename}&query=${encoded}`,
    `?query=${encoded}&query={__typename}`,
    `?query[]=${encoded}`,
    `?query[0]=${encoded}`,
    `??query=${encoded}`,
    `?x=1;query=${encoded}`,
    `?query=${encoded}&operationName=`,
    `?quer%79=${encoded}`,
    `?query=${encoded.replaceAll('%20', '+')}`,
    `?a=%23&query=${encoded}#`,
  ])('what is weighed is what would run: %s', async (search) => {
    const answer = await fetch(`${accord.url}/graphql${search}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('"data"');
  });

  test('GHSA-j2wh-wrv3-4x4g, CVE-2025-27098, a way out of the folder of the pages: there is none', async () => {
    for (const path of [
      '/explorer/../../package.json',
      '/explorer/..%2f..%2f..%2fpackage.json',
      '/explorer/%2e%2e/%2e%2e/%2e%2e/package.json',
      '/explorer/..%5c..%5cpackage.json',
      '/explorer/%252e%252e%252fpackage.json',
      '/explorer//etc/passwd',
      '/explorer/assets/%00../../package.json',
    ]) {
      const asking = request(`${accord.url}`, { path }).end();
      const [answer] = await once(asking, 'response');
      const text = Buffer.concat(await answer.toArray()).toString();
      expect(text).not.toMatch(/devDependencies|root:/);
    }
  });

  test('an introspection whose answer would tell of the inside: no type, field or directive of the federation is seen', async () => {
    const { text } = await accord.graphql(getIntrospectionQuery());
    expect(text).not.toMatch(
      /_Any|_Entity|_Service|_entities|_service|join__|link__|federation__|inaccessible/,
    );
    const { data } = await accord.graphql(
      '{ a: __type(name: "_Entity") { name } b: __type(name: "join__Graph") { name } }',
    );
    expect(data).toEqual({ a: null, b: null });
  });
});

function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${accord.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** By hand, because what `fetch` may send with a GET request is less than what is asked here. */
async function get(
  asked: Record<string, string>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const asking = request(`${accord.url}/graphql?${new URLSearchParams(asked)}`, { headers }).end();
  const [answer] = await once(asking, 'response');
  const text = Buffer.concat(await answer.toArray()).toString();
  return new Response(text, { status: answer.statusCode, headers: answer.headers });
}

async function refusal(answer: Response): Promise<unknown[]> {
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
  return [answer.status, errors?.[0]?.extensions.code];
}
