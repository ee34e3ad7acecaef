import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Graph, type Sources, startGraphql } from '../../../gateway/graphql.ts';
import { LastLook } from '../../../gateway/last-look.ts';
import type { SubgraphSource } from '../../../gateway/subgraph-source.ts';
import { committedSupergraph } from '../../../gateway/supergraph.ts';
import { SUBGRAPHS } from '../../../shared/config.ts';
import type { Answer, Operation } from '../../../shared/execute.ts';
import { createLog } from '../../../shared/log.ts';

/** A subgraph that has been taken over: it answers what it likes. JSON as it comes from a socket, with keys of its own. */
let answers: (operation: Operation) => string;
const source: SubgraphSource = {
  fetch: async (operation) => JSON.parse(answers(operation)) as Answer,
  stillShown: async () => true,
  ready: async () => undefined,
  close: async () => undefined,
};

let graph: Graph;
beforeAll(async () => {
  const sources = Object.fromEntries(SUBGRAPHS.map((name) => [name, source])) as Record<
    string,
    SubgraphSource
  >;
  graph = await startGraphql(committedSupergraph(), sources as Sources, createLog('silent'), {
    explain: true,
  });
});
afterAll(() => graph.server.stop());

const ask = async (query: string) => {
  const caller = {
    authorization: null,
    purpose: null,
    requestId: 'one',
    operationHash: '',
    idempotencyKey: null,
    language: '',
  };
  const { body } = await graph.server.executeOperation(
    { query },
    { contextValue: { caller, lastLook: new LastLook(), cost: undefined } },
  );
  if (body.kind !== 'single') throw new Error('One answer was expected.');
  return body.singleResult;
};

/** Everything that this process’s objects inherit. */
const inherited = () => [Object, Array, Function, String].map(({ prototype }) => Reflect.ownKeys(prototype));
const POLLUTION = '{"polluted":"yes","role":"administrator"}';

const HOSTILE: readonly string[] = [
  `{"data":{"organisations":{"nodes":[{"__typename":"Organisation","id":"o","__proto__":${POLLUTION}}]}}}`,
  `{"data":{"__proto__":${POLLUTION},"organisations":{"__proto__":${POLLUTION},"nodes":[{"__typename":"Organisation","id":"o"}]}}}`,
  `{"data":{"organisations":{"nodes":[{"__typename":"Organisation","id":"o","constructor":{"prototype":${POLLUTION}}}]},"constructor":{"prototype":${POLLUTION}}}}`,
  `{"__proto__":${POLLUTION},"data":{"organisations":{"nodes":[]}}}`,
  `{"data":{"organisations":{"nodes":{"__proto__":${POLLUTION}}}}}`,
  `{"data":null,"errors":[{"message":"x","path":["organisations","__proto__","polluted"],"extensions":{"code":"__proto__","__proto__":${POLLUTION}}}]}`,
  `{"data":{"organisations":{"nodes":[]}},"extensions":{"__proto__":${POLLUTION},"shown":[{"__proto__":${POLLUTION}}]}}`,
];
const QUERIES: readonly string[] = [
  '{ organisations(first: 1) { nodes { id name services(first: 1) { nodes { id } } } } }',
  '{ organisations(first: 1) { __proto__: nodes { constructor: id prototype: services(first: 1) { __proto__: nodes { __proto__: id } } } } }',
  '{ __proto__: organisations(first: 1) { nodes { __proto__: parent { polluted: id services(first: 1) { nodes { id } } } id services(first: 1) { nodes { id } } } } }',
];

test('GHSA-pfjj-6f4p-rvmh, CVE-2026-32621, a subgraph that was taken over pollutes the gateway by its answers: nothing anybody inherits changes', async () => {
  const before = inherited();
  for (const hostile of HOSTILE) {
    for (const query of QUERIES) {
      // The same to the root fetch, under every name it may have, and to each fetch of entities.
      answers = ({ query: asked }) =>
        asked.includes('_entities')
          ? `{"data":{"_entities":[{"__typename":"Organisation","__proto__":${POLLUTION},"services":{"__proto__":${POLLUTION},"nodes":[{"id":"s"}]},"constructor":{"prototype":${POLLUTION}}}]}}`
          : hostile.replaceAll(
              '"organisations"',
              query.includes('__proto__: org') ? '"__proto__"' : '"organisations"',
            );
      await ask(query);
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
      expect(inherited()).toEqual(before);
    }
  }
});

test('what a subgraph adds to what was asked of it never leaves the gateway', async () => {
  answers = () =>
    '{"data":{"organisations":{"nodes":[{"__typename":"Organisation","id":"o","name":"Name","secret":"s3cret"}],"secret":"s3cret"},"secret":"s3cret"},"extensions":{"secret":"s3cret"}}';
  const told = await ask('{ organisations(first: 1) { nodes { id name } } }');
  expect(told.data).toEqual({ organisations: { nodes: [{ id: 'o', name: 'Name' }] } });
  expect(JSON.stringify(told)).not.toContain('s3cret');
});

test('an error of a subgraph cannot borrow the gateway’s voice, nor name a code that it has not', async () => {
  for (const code of ['__proto__', 'constructor', 'toString', 'MADE_UP']) {
    answers = () =>
      JSON.stringify({
        data: { organisations: null },
        errors: [{ message: 's3cret', path: ['organisations'], extensions: { code, stack: 's3cret' } }],
      });
    const { errors } = await ask('{ organisations(first: 1) { nodes { id } } }');
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL']);
    expect(JSON.stringify(errors)).not.toContain('s3cret');
  }
});
