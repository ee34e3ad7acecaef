import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accord, MODES, startAccord } from '../../support/accord.ts';

/** What every object inherits, or leads to what every object inherits. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];
const PLAIN = 'plainname';

/** Where a client may write a name of its own. `NAME` stands for it. */
const PLACES: Readonly<Record<string, { readonly query: string; readonly variables?: string }>> = {
  'an alias at the root': {
    query: '{ NAME: organisations(first: 2) { nodes { id services(first: 1) { nodes { id } } } } }',
  },
  'aliases at every level, across the subgraphs': {
    query:
      '{ NAME: organisations(first: 2) { NAME: nodes { NAME: services(first: 1) { NAME: nodes { NAME: provider { NAME: name id accessAgreements(first: 1) { nodes { id } } } } } } } }',
  },
  'a variable that comes with a value': {
    query:
      'query ($NAME: Int!) { organisations(first: $NAME) { nodes { id services(first: $NAME) { nodes { id } } } } }',
    variables: '{"NAME":2}',
  },
  'a variable that has its value by default': {
    query:
      'query ($NAME: Int = 2) { organisations(first: $NAME) { nodes { id services(first: $NAME) { nodes { id } } } } }',
  },
  'a variable without a value beside one that has': {
    query: 'query ($NAME: Int, $n: Int = 2) { organisations(first: $NAME, last: $n) { nodes { id } } }',
  },
  'a fragment': {
    query:
      '{ organisations(first: 2) { nodes { ...NAME } } } fragment NAME on Organisation { id services(first: 1) { nodes { id } } }',
  },
  'the operation': { query: 'query NAME { organisations(first: 2) { nodes { id } } }' },
};

describe.each(MODES)(
  'GHSA-pfjj-6f4p-rvmh, CVE-2026-32621, prototype pollution by names that a client chose, %s',
  (mode) => {
    let accord: Accord;
    beforeAll(async () => {
      accord = await startAccord({ mode });
    }, 180_000);
    afterAll(() => accord?.stop());

    const get = async (query: string, variables = '{}') => {
      const asked = new URLSearchParams({ query, variables });
      return (await fetch(`${accord.url}/graphql?${asked}`)).text();
    };

    describe.each(Object.entries(PLACES))('%s', (_place, { query, variables }) => {
      test.each(NAMES)('%s is a name like any other', async (name) => {
        const called = (by: string) =>
          get(query.replaceAll('NAME', by), variables?.replaceAll('NAME', by)).then((text) =>
            text.replaceAll(`"${by}":`, '"NAME":'),
          );
        const plain = await called(PLAIN);
        expect(JSON.parse(plain).errors).toBeUndefined();
        expect(plain).toContain('org_');
        expect(await called(name)).toBe(plain);
      });
    });

    test.each([
      '{"query":"{ me { role } }","__proto__":{"operationName":"x"}}',
      '{"query":"{ me { role } }","variables":{"__proto__":{"isAdmin":true}}}',
      '{"query":"{ me { role } }","variables":{"constructor":{"prototype":{"isAdmin":true}}}}',
      '{"query":"{ me { role } }","extensions":{"persistedQuery":{"__proto__":{"sha256Hash":"x"}}}}',
    ])('a body that would reach a prototype is not read: %s', async (body) => {
      const answer = await fetch(`${accord.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { errors: [{ extensions: { code: 'VALIDATION_FAILED' } }] },
      ]);
    });

    test.each(NAMES)(
      '%s as a field of an input, an enum’s value, an id, a purpose or a header is refused or not found',
      async (name) => {
        const asked = new URLSearchParams({
          query: 'query ($filter: ServiceFilter) { services(first: 1, filter: $filter) { nodes { id } } }',
          variables: `{"filter":{"${name}":{"isAdmin":true}}}`,
        });
        const told = [
          await (await fetch(`${accord.url}/graphql?${asked}`)).text(),
          (await accord.graphql(`{ services(first: 1, filter: { ${name}: true }) { nodes { id } } }`)).text,
          (await accord.graphql(`{ services(first: 1, filter: { types: [${name}] }) { nodes { id } } }`))
            .text,
          (await accord.graphql(`{ organisation(id: "${name}") { id } }`)).text,
          (await accord.graphql('{ referral(id: "x") { id } }', { client: 'sandbox-unhcr', purpose: name }))
            .text,
        ].map((text) => JSON.parse(text).errors?.[0]?.extensions.code ?? JSON.parse(text).data);
        expect(told).toEqual([
          'VALIDATION_FAILED',
          'VALIDATION_FAILED',
          'VALIDATION_FAILED',
          expect.anything(),
          'PURPOSE_PROHIBITED',
        ]);
        const { data } = await accord.graphql('{ me { role } }', {
          client: 'sandbox-unhcr',
          headers: { [name]: 'x' },
        });
        expect(data).toEqual({ me: { role: 'caseworker' } });
      },
    );
  },
);
