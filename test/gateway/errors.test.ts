import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ERRORS } from '../../shared/errors.ts';
import { type Accord, MODES, startAccord, type Told } from '../support/accord.ts';

/** A word that no sentence of ours holds: where it comes back, a value has leaked. */
const MARKED = 'marked-value-7f3a';

/** What tells of the inside: places in code, SQL, names of parts. */
const INSIDE =
  /\bat .+\.(ts|js):\d+|node_modules|select |insert |relation "|column "|duplicate key|syntax error at|accord_(services|partnerships|access|referrals)|subgraph|"(services|partnerships|access|referrals)"|ECONN|undici|pg_/i;

describe.each(MODES)('what a client hears when something goes wrong, %s', (mode) => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord({ mode });
  }, 120_000);

  afterAll(() => accord?.stop());

  test.each([
    ['a document that does not parse', `{ me { "${MARKED}" `, {}, 'VALIDATION_FAILED'],
    ['a field that does not exist', '{ me { passportNumber } }', {}, 'VALIDATION_FAILED'],
    [
      'a literal of the wrong type',
      `{ organisations(first: "${MARKED}") { nodes { id } } }`,
      {},
      'VALIDATION_FAILED',
    ],
    ['a list without a size', '{ organisations { nodes { id } } }', {}, 'PAGE_SIZE_REQUIRED'],
    ['a list that is too long', '{ organisations(first: 101) { nodes { id } } }', {}, 'PAGE_SIZE_REQUIRED'],
    [
      'a forged cursor',
      `{ organisations(first: 1, after: "${MARKED}") { nodes { id } } }`,
      {},
      'VALIDATION_FAILED',
    ],
    [
      'a cursor whose content is not ours',
      '{ organisations(first: 1, after: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") { nodes { id } } }',
      {},
      'VALIDATION_FAILED',
    ],
    ['a NUL in an id', '{ organisation(id: "a\\u0000b") { id } }', {}, 'VALIDATION_FAILED'],
    ['person data without a token', '{ referral(id: "x") { id } }', {}, 'UNAUTHENTICATED'],
    [
      'a role that covers no person',
      '{ referral(id: "x") { id } }',
      { client: 'sandbox-unhcr-signatory' },
      'SCOPE_MISSING',
    ],
    [
      'no purpose where several are possible',
      '{ referral(id: "x") { id } }',
      { client: 'sandbox-unhcr' },
      'PURPOSE_REQUIRED',
    ],
    [
      'a prohibited purpose',
      '{ referral(id: "x") { id } }',
      { client: 'sandbox-unhcr', purpose: 'ImmigrationBorderControlManagement' },
      'PURPOSE_PROHIBITED',
    ],
    [
      'a purpose nobody knows',
      '{ referral(id: "x") { id } }',
      { client: 'sandbox-unhcr', purpose: MARKED },
      'PURPOSE_PROHIBITED',
    ],
    [
      'a referral that is not there',
      '{ referral(id: "x") { id } }',
      { client: 'sandbox-unhcr', purpose: 'LEGAL_AID' },
      'NOT_FOUND',
    ],
    [
      '_entities from outside',
      '{ _entities(representations: [{ __typename: "Organisation", id: "x" }]) { __typename } }',
      {},
      'VALIDATION_FAILED',
    ],
    ['_service from outside', '{ _service { sdl } }', {}, 'VALIDATION_FAILED'],
  ])('%s', async (_what, query, asking, code) => {
    const told = await accord.graphql(query, asking);
    expect(told.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expectHarmless(told);
  });

  test('a variable of the wrong type is refused without being repeated', async () => {
    const told = await accord.graphql('query ($input: RegisterPersonInput!) { __typename }', {
      client: 'sandbox-jnrcs',
      purpose: 'LEGAL_AID',
      variables: { input: { caseCode: { is: MARKED }, contact: { phone: [MARKED] } } },
    });
    expect(told.errors?.[0]?.extensions.code).toBe('VALIDATION_FAILED');
    expectHarmless(told);
  });

  test.each([
    [
      'a literal',
      `{ accessIncidents(first: 1, filter: { kinds: [VISIT_DENYED] }) { nodes { id } } }`,
      {},
      'This code is not known; the nearest of AccessIncidentKind is VISIT_DENIED.',
    ],
    [
      'a variable',
      `query ($filter: AccessIncidentFilter) { accessIncidents(first: 1, filter: $filter) { nodes { id } } }`,
      { filter: { constraints: ['DENIAL_OF_NEEDS', 'MINES_AND_UX'] } },
      'This code is not known at filter.constraints[1]; the nearest of AccessConstraint is MINES_AND_UXO.',
    ],
  ])(
    'a code that is not known is refused, and the nearest is named: %s',
    async (_what, query, variables, message) => {
      const told = await accord.graphql(query, { variables });
      expect(told.errors).toMatchObject([{ message, extensions: { code: 'VALIDATION_FAILED' } }]);
    },
  );

  test('of a value that stands where a code should nothing is repeated', async () => {
    const query = `query ($filter: AccessIncidentFilter) { accessIncidents(first: 1, filter: $filter) { nodes { id } } }`;
    for (const typed of [MARKED, `x" at "${MARKED.replaceAll('-', '_')}"; Value "y`]) {
      const told = await accord.graphql(query, { variables: { filter: { constraints: [typed] } } });
      expectHarmless(told);
      expect(told.text).not.toContain('7f3a');
    }
  });

  test('a value that is refused is not repeated by the refusal', async () => {
    const told = await accord.graphql(
      `mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { person { ref } userErrors { code message field } } }`,
      { client: 'sandbox-jnrcs', purpose: 'LEGAL_AID', variables: { input: { contact: { phone: MARKED } } } },
    );
    expect(told.data).toMatchObject({
      registerPerson: { userErrors: [{ code: 'VALIDATION_FAILED', field: 'input.contact.phone' }] },
    });
    expect(told.text).not.toContain(MARKED);
  });

  test.each([
    ['not JSON', '{"query": ', 400, 'VALIDATION_FAILED'],
    [
      'too large',
      JSON.stringify({ query: `{ me { clientId } } # ${MARKED.repeat(100_000)}` }),
      413,
      'QUERY_TOO_COMPLEX',
    ],
  ])('a body that is %s', async (_what, body, status, code) => {
    const answer = await fetch(`${accord.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const told = JSON.parse(await answer.text()) as Told;
    expect([answer.status, told.errors?.[0]?.extensions.code]).toEqual([status, code]);
  });

  test('a token that is none, and one of another issuer, are refused before anything is planned', async () => {
    for (const authorization of ['Bearer nonsense', `Bearer ${await forged()}`]) {
      const told = await accord.graphql('{ organisations(first: 1) { nodes { id } } }', {
        headers: { authorization },
      });
      expect([told.status, told.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expectHarmless(told);
    }
  });

  test('a fault inside is INTERNAL and nothing more', async () => {
    const owner = new pg.Client({ connectionString: accord.databaseUrl });
    await owner.connect();
    await owner.query('alter table access.access_agreement rename to hidden_for_a_moment');
    try {
      const told = await accord.graphql(
        '{ organisations(first: 1) { nodes { id } } accessAgreements(first: 1) { nodes { id } } }',
      );
      expect(told.errors?.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL']);
      expectHarmless(told);
    } finally {
      await owner.query('alter table access.hidden_for_a_moment rename to access_agreement');
      await owner.end();
    }
  });

  test('every answer carries the id of its request, and every error the same one', async () => {
    const told = await accord.graphql('{ referral(id: "x") { id } }');
    expect(told.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(told.errors?.[0]?.extensions.requestId).toBe(told.headers.get('x-request-id'));
  });

  test('the page behind docUrl has every code', async () => {
    const page = await (await fetch(`${accord.url}/errors`)).text();
    for (const code of Object.keys(ERRORS)) expect(page).toContain(`id="${code}"`);
  });

  async function forged(): Promise<string> {
    const [header, , signature] = (await accord.token('sandbox-unhcr')).split('.');
    const claims = { iss: 'http://elsewhere/oidc', aud: 'accord', exp: Math.floor(Date.now() / 1000) + 60 };
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  }
});

/** One shape: a constant sentence or one about the public schema, and four extensions. */
function expectHarmless(told: Told): void {
  for (const { message, extensions } of told.errors ?? []) {
    expect(Object.keys(extensions).sort()).toEqual(['code', 'docUrl', 'requestId', 'retryable']);
    expect(message).not.toMatch(INSIDE);
    expect(extensions.docUrl).toBe(`/errors#${extensions.code}`);
  }
  expect(JSON.stringify(told.errors)).not.toContain(MARKED);
  expect(JSON.stringify(told.errors)).not.toMatch(INSIDE);
}
