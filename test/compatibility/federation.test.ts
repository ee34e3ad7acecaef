import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import type { SubgraphContext } from '../../shared/context.ts';
import { Executor, type Operation } from '../../shared/execute.ts';
import { buildSubgraph } from '../../shared/federation.ts';
import { createLog } from '../../shared/log.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import type { Subgraph } from '../../shared/subgraph.ts';
import { contextOf } from '../support/subgraph.ts';
import { Inventory, productsReferences, productsResolvers } from './products.ts';

/**
 * Apollo’s own tests of whether a subgraph speaks Federation 2, as they are published, run against our way of building one
 * (shared/federation.ts, shared/execute.ts). Their command starts Docker or pm2, downloads Apollo’s router, and takes four ports;
 * here the tests themselves are loaded, their requests are answered in this process, and Apollo’s gateway stands in the router’s
 * place. Of what their package brings along, package.json leaves out what is not used: pm2 is under the AGPL.
 */
const FOLDER = join(projectFolder, 'node_modules/@apollo/federation-subgraph-compatibility-tests');
const require = createRequire(import.meta.url);
/** Each holds tests of its own; `ftv1`, a trace in a format of Apollo’s own, is not spoken here (below). */
const FILES = [
  ...['introspection', 'key', 'requires', 'provides', 'link', 'shareable', 'tag'],
  ...['override', 'inaccessible', 'composeDirective', 'interfaceObject'],
];

const theirs = readFileSync(join(FOLDER, 'products.graphql'), 'utf8');
const products = buildSubgraph(
  { resolvers: productsResolvers, references: productsReferences, reached: [Inventory] },
  // Their header to the letter; costs and partial answers are rules of our house, and their schema is not ours.
  { header: () => theirs.slice(0, theirs.indexOf('type Product')), rules: (types) => types },
);
const executor = new Executor({ name: 'products', schema: products.schema } as Subgraph, createLog('silent'));
const nobody: SubgraphContext = contextOf(null);

/** The other two subgraphs of the tests: their schemas, and the rows that the tests look for. */
const JANE = {
  email: 'support@apollographql.com',
  name: 'Jane Doe',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};
const others: Readonly<Record<string, GraphQLSchema>> = {
  users: subgraphOf('users', { User: { __resolveReference: () => JANE } }),
  inventory: subgraphOf('inventory', {
    Query: {
      inventory: (_root: unknown, { id }: { id: string }) => ({
        __typename: 'OpenSourceInventory',
        id,
        products: [],
      }),
    },
    Inventory: { __resolveType: () => 'OpenSourceInventory' },
  }),
};

const composed = composeServices([
  { name: 'products', url: 'http://products.subgraph', typeDefs: parse(products.sdl) },
  ...Object.keys(others).map((name) => ({ name, url: `http://${name}.subgraph`, typeDefs: sdlOf(name) })),
]);
const router = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl: String(composed.supergraphSdl),
    buildService: ({ name }) =>
      name === 'products'
        ? { process: async ({ request }) => (await executor.run(request as Operation, nobody)) as never }
        : new LocalGraphQLDataSource(others[name] as GraphQLSchema),
  }),
});
beforeAll(() => router.start());
afterAll(() => router.stop());

/** How their tests ask: over HTTP, were it not for this. */
jest.doMock(join(FOLDER, 'dist/utils/client.js'), () => ({
  productsRequest: async (operation: Operation) => sent(await executor.run(operation, nobody)),
  routerRequest: async ({ query, variables }: Operation) => {
    const { body } = await router.executeOperation({ query, variables });
    return sent(body.kind === 'single' ? body.singleResult : null);
  },
}));
for (const file of FILES) require(join(FOLDER, 'dist/tests', `${file}.test.js`));

test('the three schemas compose', () => {
  expect(composed.errors).toBeUndefined();
});

test('what is left out: a trace in Apollo’s own format. Traces go by OpenTelemetry, and no client makes a subgraph tell one', async () => {
  expect(await executor.run({ query: '{ __typename }' }, nobody)).toEqual({ data: { __typename: 'Query' } });
});

/** As it comes out of a socket. */
function sent(answer: object | null): unknown {
  return JSON.parse(JSON.stringify(answer));
}

function sdlOf(name: string): DocumentNode {
  return parse(readFileSync(join(FOLDER, 'dist/subgraphs', name, `${name}.graphql`), 'utf8'));
}

function subgraphOf(name: string, resolvers: object): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: sdlOf(name), resolvers: resolvers as never }]);
}
