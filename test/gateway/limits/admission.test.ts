import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../../gateway/limits/limits.ts';
import { type Accord, startAccord, type Told } from '../../support/accord.ts';

const SMALL = '{ organisations(first: 1) { nodes { id } } }';

describe('what is refused before it is planned', () => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord();
  }, 120_000);

  afterAll(() => accord?.stop());

  const nested = Array.from(
    { length: 30 },
    (_, n) =>
      `fragment F${n} on Country { accessAgreements(first: 1) { nodes { country { ...F${n + 1} ...F${n + 1} } } } }`,
  );
  test.each([
    [
      'fragments that unfold to a billion fields',
      `{ country(iso2: "KE") { ...F0 } } ${nested.join(' ')} fragment F30 on Country { iso2 }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a fragment that spreads itself',
      '{ country(iso2: "KE") { ...A } } fragment A on Country { iso2 ...B } fragment B on Country { ...A }',
      'QUERY_TOO_COMPLEX',
    ],
    ['thousands of aliases', `{ ${aliases(20_000)} }`, 'QUERY_TOO_COMPLEX'],
    ['a few aliases too many', `{ ${aliases(LIMITS.aliases + 1)} }`, 'QUERY_TOO_COMPLEX'],
    ['one field a thousand times', `{ me { ${'role '.repeat(LIMITS.fields + 1)} } }`, 'QUERY_TOO_COMPLEX'],
    [
      'directives without end',
      `{ me { role ${'@include(if: true) '.repeat(LIMITS.directives + 1)} } }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a text that is blanks for the most part',
      `{ me { role } }${' '.repeat(LIMITS.characters)}`,
      'QUERY_TOO_COMPLEX',
    ],
    ['fields inside each other too deep', deep(LIMITS.depth), 'QUERY_TOO_COMPLEX'],
    [
      'lists that multiply',
      '{ organisations(first: 100) { nodes { services(first: 100) { nodes { names { text } } } } } }',
      'QUERY_TOO_COSTLY',
    ],
    [
      'a list without a size, deep inside',
      '{ organisations(first: 1) { nodes { services { nodes { id } } } } }',
      'PAGE_SIZE_REQUIRED',
    ],
  ])('%s', async (_what, query, code) => {
    const told = await accord.graphql(query);
    expect([told.status, told.errors?.map(({ extensions }) => extensions.code)]).toEqual([400, [code]]);
    expect(told.data).toBeUndefined();
  });

  test.each([
    ['as many aliases as are allowed', `{ ${aliases(LIMITS.rootFields)} }`],
    ['the introspection of a developer’s tool', introspection()],
    [
      'the longest walk across the four subgraphs',
      '{ organisations(first: 1) { nodes { services(first: 1) { nodes { accessAgreement { country { accessAgreements(first: 1) { nodes { id } } } } } } } } }',
    ],
  ])('%s are answered', async (_what, query) => {
    expect((await accord.graphql(query)).errors).toBeUndefined();
  });

  test('the cost is told with the answer and in a header, and no way of writing changes it', async () => {
    for (const query of [SMALL, `query  Q{organisations(first:1){nodes{id}}} # ${'x'.repeat(100)}`]) {
      const { text, headers } = await accord.graphql(query);
      expect(JSON.parse(text).extensions).toEqual({ cost: { estimated: 2, limit: LIMITS.cost } });
      expect(headers.get('x-query-cost')).toBe('2');
      expect(headers.get('ratelimit-policy')).toBe('"cost";q=1000000;w=60');
    }
  });

  test('a question by GET is weighed as one by POST is', async () => {
    const get = (query: string) =>
      fetch(`${accord.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { 'apollo-require-preflight': 'true' },
      });
    expect((await get(SMALL)).headers.get('x-query-cost')).toBe('2');
    expect((await get(`{ ${aliases(LIMITS.aliases + 1)} }`)).status).toBe(400);
  });
});

describe.each(['embedded', 'distributed'] as const)('the budget of a client, %s', (mode) => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord({ mode, environment: { BUDGET_PER_MINUTE: '1000' } });
  }, 120_000);

  afterAll(() => accord?.stop());

  test('what is spent by one is not spent by another; nothing left is RATE_LIMITED with the time to wait', async () => {
    const dear = '{ organisations(first: 100) { nodes { accessAgreements(first: 1) { nodes { id } } } } }';
    const ask = (client?: string) => accord.graphql(dear, client ? { client } : {});
    const first = await ask('sandbox-unhcr');
    expect([first.status, first.headers.get('ratelimit')]).toEqual([200, null]);
    await ask('sandbox-unhcr');
    expect((await ask('sandbox-unhcr')).headers.get('ratelimit')).toMatch(/^"cost";r=\d+;t=\d+$/);
    const refused = await ask('sandbox-unhcr');
    expectLimited(refused);
    expect((await ask('sandbox-iom')).status).toBe(200);
    expect((await ask()).status).toBe(200);
  });

  if (mode === 'distributed') {
    test('another gateway knows of it', async () => {
      const other = await accord.anotherGateway();
      const answer = await fetch(`${other}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await accord.token('sandbox-unhcr')}`,
        },
        body: JSON.stringify({ query: SMALL }),
      });
      expect(answer.status).toBe(429);
    }, 60_000);
  }
});

function expectLimited({ status, errors, headers }: Told): void {
  expect([status, errors?.map(({ extensions }) => extensions.code)]).toEqual([429, ['RATE_LIMITED']]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
}

function aliases(count: number): string {
  return Array.from({ length: count }, (_, n) => `a${n}: me { role }`).join(' ');
}

function deep(levels: number): string {
  const inside = 'country { accessAgreements(first: 1) { nodes { ';
  return `{ accessAgreements(first: 1) { nodes { ${inside.repeat(levels)} id ${'} } } '.repeat(levels)} } } }`;
}

function introspection(): string {
  return `{ __schema { types { name fields { name type { name kind ofType { name kind ofType { name kind ofType { name } } } } } } } }`;
}
