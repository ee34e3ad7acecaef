import type { Config, SubgraphName } from '../shared/config.ts';
import { Executor } from '../shared/execute.ts';
import { createTokenVerifier } from '../shared/identity.ts';
import { createLog } from '../shared/log.ts';
import type { Subgraph } from '../shared/subgraph.ts';
import type { Sources } from './graphql.ts';
import { issuerKeys } from './issuer/issuer-keys.ts';
import type { Budgets } from './limits/budgets.ts';
import { type Gateway, serveGateway } from './server.ts';
import { EmbeddedSource, type SubgraphSource } from './subgraph-source.ts';

/** The gateway with the four subgraphs executed in its own process. */
export function startGateway(
  config: Config,
  opened: readonly Subgraph[],
  budgets?: Budgets,
): Promise<Gateway> {
  const keys = config.builtInIssuer && config.sandbox ? issuerKeys(config.home) : null;
  const verifier = createTokenVerifier(config, keys?.published);
  const log = createLog();
  const sources = Object.fromEntries(
    opened.map((subgraph): [string, SubgraphSource] => [
      subgraph.name,
      new EmbeddedSource(new Executor(subgraph, log), verifier, subgraph),
    ]),
  ) as Record<SubgraphName, SubgraphSource>;
  return serveGateway(config, sources satisfies Sources, keys, budgets);
}
