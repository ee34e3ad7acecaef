import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { SubgraphName } from '../shared/config.ts';
import type { Log } from '../shared/log.ts';
import { spokenError } from './errors.ts';
import { presentRequestId } from './request-id.ts';
import { dataSourceOf, type GatewayContext, type SubgraphSource } from './subgraph-source.ts';
import { committedSupergraph } from './supergraph.ts';

export type Sources = Readonly<Record<SubgraphName, SubgraphSource>>;

/** The federated graph over these sources: planned by Apollo's gateway, which this file alone knows of. */
export async function startGraphql(
  sources: Sources,
  log: Log,
  options: { explain: boolean },
): Promise<ApolloServer<GatewayContext>> {
  // Apollo reads these from the environment; its usage reporting and its schema reporting stay off.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const logger = apolloLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl: committedSupergraph(),
    buildService: ({ name }) => dataSourceOf(sources[name as SubgraphName]),
    __exposeQueryPlanExperimental: false,
    logger,
  });
  const server = new ApolloServer<GatewayContext>({
    gateway,
    logger,
    introspection: options.explain,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.explain,
    formatError: (formatted) => spokenError(formatted, presentRequestId(), options.explain),
    // A browser adds no credentials to these requests by itself, and GET runs queries alone: there is nothing to forge.
    csrfPrevention: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  return server;
}

function apolloLogger(log: Log) {
  const silent = () => undefined;
  return {
    debug: silent,
    info: silent,
    warn: () => log.warn({}, 'the gateway library warned'),
    error: () => log.error({}, 'the gateway library reported an error'),
  };
}
