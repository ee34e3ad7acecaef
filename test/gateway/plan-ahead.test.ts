import { QueryPlanner } from '@apollo/query-planner';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { parse, print } from 'graphql';
import type { GatewayContext } from '../../gateway/gateway-context.ts';
import { type Graph, type Sources, startGraphql } from '../../gateway/graphql.ts';
import { LastLook } from '../../gateway/last-look.ts';
import type { SubgraphSource } from '../../gateway/subgraph-source.ts';
import { committedSupergraph } from '../../gateway/supergraph.ts';
import { SUBGRAPHS } from '../../shared/config.ts';
import { createLog } from '../../shared/log.ts';

const nothing: SubgraphSource = {
  fetch: async () => ({ data: { me: { __typename: 'Viewer', role: 'caseworker', clientId: 'c' } } }),
  stillShown: async () => true,
  ready: async () => undefined,
  close: async () => undefined,
};
const planning = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
let graph: Graph;

beforeAll(async () => {
  const sources = Object.fromEntries(SUBGRAPHS.map((name) => [name, nothing])) as unknown as Sources;
  graph = await startGraphql(committedSupergraph(), sources, createLog('silent'), { explain: false });
});
afterAll(() => graph.server.stop());

test.each([
  ['with its name', 'query Named { me { role } }', 'Named'],
  ['without a name', 'query Named { me { role clientId } }', undefined],
  ['one of two', 'query One { me { role } } query Two { me { clientId } }', 'Two'],
])(
  'an operation that was planned ahead is not planned again, asked %s',
  async (_how, query, operationName) => {
    const text = print(parse(query));
    await graph.warm(text);
    planning.mockClear();
    const asked = { query: text, ...(operationName && { operationName }) };
    const { body } = await graph.server.executeOperation(asked, { contextValue: nobody() });
    expect(body).toMatchObject({ singleResult: { data: { me: expect.anything() } } });
    expect(planning).not.toHaveBeenCalled();
  },
);

test('one that was not is planned when it is asked', async () => {
  planning.mockClear();
  await graph.server.executeOperation({ query: '{ me { role } }' }, { contextValue: nobody() });
  expect(planning).toHaveBeenCalledTimes(1);
});

function nobody(): GatewayContext {
  const caller = {
    authorization: null,
    purpose: null,
    requestId: '',
    operationHash: '',
    idempotencyKey: null,
    language: '',
  };
  return { caller, lastLook: new LastLook(), cost: undefined };
}
