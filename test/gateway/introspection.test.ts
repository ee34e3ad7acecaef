import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { LIMITS } from '../../gateway/limits/limits.ts';
import { type Accord, startAccord } from '../support/accord.ts';

/** A development instance issues the tokens; a second gateway before its subgraphs is run as production runs one. */
let accord: Accord;
let production: string;

beforeAll(async () => {
  accord = await startAccord({ mode: 'distributed' });
  production = await accord.anotherGateway({ ACCORD_ENV: 'production', ACCORD_SANDBOX: 'off' });
}, 180_000);
afterAll(() => accord?.stop());

test('in development anybody reads the schema', async () => {
  expect((await accord.graphql(getIntrospectionQuery())).errors).toBeUndefined();
});

test('in production the schema opens to the scope schema:read and to nobody else', async () => {
  for (const query of [
    getIntrospectionQuery(),
    '{ __type(name: "Person") { name } }',
    '{ ...F } fragment F on Query { s: __schema { types { name } } }',
    'query __schema { a: __schema { types { name } } }',
  ]) {
    expect(await asked(query)).toMatchObject({ errors: [{ extensions: { code: 'SCOPE_MISSING' } }] });
    expect(await asked(query, 'sandbox-unhcr')).toMatchObject({
      errors: [{ extensions: { code: 'SCOPE_MISSING' } }],
    });
    expect(await asked(query, 'sandbox-unhcr-admin')).toHaveProperty('data');
  }
  expect(await asked('{ __typename me { __typename } }', 'sandbox-unhcr')).toHaveProperty('data.me');
});

test('in production nobody reads the schema behind more tokens than are read', async () => {
  const types = 'FOOD '.repeat(LIMITS.tokens);
  const query = `{ pad: services(first: 1, filter: { types: [${types}] }) { nodes { id } } __schema { types { name } } }`;
  expect(await asked(query, 'sandbox-unhcr')).toMatchObject({
    errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
  });
});

test('in production nothing is suggested and no field is named', async () => {
  const told = await asked('{ organisation(id: "x") { nam } }');
  expect(told).toMatchObject({ errors: [{ message: 'The request is not valid.' }] });
  expect(JSON.stringify(told)).not.toMatch(/Did you mean|Organisation|argument/);
});

test('no query plan is ever shown', async () => {
  for (const url of [accord.url, production]) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'apollo-query-plan-experimental': '1' },
      body: JSON.stringify({ query: '{ organisations(first: 1) { nodes { id } } }' }),
    });
    expect(Object.keys(((await answer.json()) as { extensions: object }).extensions)).toEqual(['cost']);
  }
});

async function asked(query: string, client?: string): Promise<unknown> {
  const answer = await fetch(`${production}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(client && { authorization: `Bearer ${await accord.token(client)}` }),
    },
    body: JSON.stringify({ query }),
  });
  return answer.json();
}
