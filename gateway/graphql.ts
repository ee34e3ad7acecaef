import { hash } from 'node:crypto';
import { operationFromDocument } from '@apollo/federation-internals';
import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import {
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
} from 'graphql';
import type { SubgraphName } from '../shared/config.ts';
import { AccordError, ERRORS } from '../shared/errors.ts';
import type { Operation } from '../shared/execute.ts';
import type { Log } from '../shared/log.ts';
import { spokenError } from './errors.ts';
import type { GatewayContext } from './gateway-context.ts';
import type { StillShown } from './last-look.ts';
import { LIMITS } from './limits/limits.ts';
import { nearestCode } from './nearest-code.ts';
import { distinct } from './representations.ts';
import { presentRequestId } from './request-id.ts';
import type { SubgraphSource } from './subgraph-source.ts';
import { tellCost } from './tell-cost.ts';

export type Sources = Readonly<Record<SubgraphName, SubgraphSource>>;

/** The federated graph, and the schema that clients see of it. */
export interface Graph {
  readonly server: ApolloServer<GatewayContext>;
  readonly schema: GraphQLSchema;
  readonly supergraph: string;
  /** Throws when there is no plan for this text of one operation. */
  plan(text: string): void;
  /** Makes the plan of every operation in this text now, so that the first to ask does not wait for it. */
  warm(text: string): Promise<void>;
}

/** The federated graph over these sources: planned by Apollo's gateway, which this file alone knows of. */
export async function startGraphql(
  supergraph: string,
  sources: Sources,
  log: Log,
  options: { explain: boolean },
): Promise<Graph> {
  // Apollo reads these from the environment; its usage reporting and its schema reporting stay off.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const logger = apolloLogger(log);
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name }) => dataSourceOf(sources[name as SubgraphName]),
    __exposeQueryPlanExperimental: false,
    // An error's message can quote a row; a trace must not.
    telemetry: { recordExceptions: false, includeDocument: false },
    logger,
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const server = new ApolloServer<GatewayContext>({
    gateway,
    logger,
    // Who may read the schema is decided before, with the operation in hand (limits/admission.ts).
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.explain,
    formatError: (formatted) =>
      spokenError(formatted, presentRequestId(), options.explain, (message) =>
        schema ? nearestCode(schema, message) : null,
      ),
    // A browser adds no credentials to these requests by itself, and GET runs queries alone: there is nothing to forge.
    csrfPrevention: false,
    persistedQueries: false,
    // What the door could not read must not be read here either.
    parseOptions: { maxTokens: LIMITS.tokens },
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled(), tellCost],
  });
  await server.start();
  if (!schema) throw new Error('The gateway started without a schema.');
  return {
    server,
    schema,
    supergraph,
    plan: (text) => void planOf(gateway, parse(text)),
    warm: (text) => planAhead(gateway, text),
  };
}

/** The gateway has no door for this: what it does at the first request is done here, into the same store under the same key. */
interface Planning {
  readonly apiSchema: Parameters<typeof operationFromDocument>[0];
  readonly queryPlanner: { buildQueryPlan(operation: ReturnType<typeof operationFromDocument>): object };
  readonly queryPlanStore: { set(key: string, plan: object): Promise<void> };
}

async function planAhead(gateway: ApolloGateway, text: string): Promise<void> {
  const { queryPlanStore } = gateway as unknown as Planning;
  const document = parse(text);
  const names = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [one.name?.value] : [],
  );
  const queryHash = hash('sha256', text, 'hex');
  for (const operationName of names) {
    const plan = planOf(gateway, document, operationName);
    if (operationName !== undefined)
      await queryPlanStore.set(hash('sha256', queryHash + operationName, 'hex'), plan);
    if (names.length === 1) await queryPlanStore.set(queryHash, plan);
  }
}

function planOf(gateway: ApolloGateway, document: DocumentNode, operationName?: string): object {
  const { apiSchema, queryPlanner } = gateway as unknown as Planning;
  return queryPlanner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName }));
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

/** What Apollo's gateway asks for each subgraph of the supergraph. */
function dataSourceOf(source: SubgraphSource): GraphQLDataSource<GatewayContext> {
  const ask: StillShown = (shown, caller) => source.stillShown(shown, caller);
  return {
    async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>) {
      const operation: Operation = {
        query: request.query ?? '',
        variables: request.variables,
        operationName: request.operationName,
      };
      try {
        const began = performance.now();
        const once = distinct(operation);
        const { extensions, ...answer } = once.spread(await source.fetch(once.operation, context.caller));
        if (extensions) context.lastLook.add(began, extensions.shown, ask);
        if (answer.errors) answer.errors = answer.errors.map(catalogued);
        return answer as never;
      } catch (error) {
        // Thrown, the code would be lost on its way through the gateway.
        const code = error instanceof AccordError ? error.code : 'INTERNAL';
        return {
          errors: missingFrom(operation).map((path) => ({ message: code, path, extensions: { code } })),
        } as never;
      }
    },
  };
}

/**
 * With a code of our catalogue or INTERNAL: Apollo's gateway (2.14) looks a code up among its own, finds what every object
 * inherits under `constructor`, and loses the whole answer to it.
 */
function catalogued(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = String(error.extensions?.['code']);
  return { ...error, extensions: { code: Object.hasOwn(ERRORS, code) ? code : 'INTERNAL' } };
}

/** Where a fetch that failed leaves a gap: at each of its root fields, or at the first of the entities it asked for. */
function missingFrom({ query }: Operation): (string | number)[][] {
  const operation = getOperationAST(parse(query, { noLocation: true }));
  return (operation?.selectionSet.selections ?? []).flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    return one.name.value === '_entities' ? [['_entities', 0]] : [[(one.alias ?? one.name).value]];
  });
}
