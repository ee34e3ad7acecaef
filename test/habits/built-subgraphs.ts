import type { GraphQLSchema } from 'graphql';
import { subgraphs } from '../../run/subgraphs.ts';
import { readConfig } from '../../shared/config.ts';
import type { Database } from '../../shared/database.ts';
import { buildSubgraph } from '../../shared/federation.ts';
import type { SubgraphDefinition } from '../../shared/subgraph.ts';

export interface BuiltSubgraph {
  readonly name: string;
  /** Before the fence is put up. */
  readonly schema: GraphQLSchema;
  readonly definition: SubgraphDefinition;
}

/** Nothing is read while a schema is built, so no database need be there. */
const NO_DATABASE = { ownPool: () => ({}) } as unknown as Database;
const KEY = 'x'.repeat(43);

/** The four, as they are built for a start, but over no rows. */
export const builtSubgraphs: readonly BuiltSubgraph[] = subgraphs.map((definition) => {
  const config = readConfig({
    GATEWAY_KEY: KEY,
    LEDGER_KEY: KEY,
    REPORT_KEY: KEY,
    VAULT_KEYS: `k1:${KEY}`,
    RECEIPT_KEYS: `r1:${KEY}`,
  });
  const { schema } = buildSubgraph(definition.parts(NO_DATABASE, config));
  return { name: definition.store.name, schema, definition };
});
