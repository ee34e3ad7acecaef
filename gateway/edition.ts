import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Config } from '../shared/config.ts';
import type { TokenVerifier } from '../shared/identity.ts';
import type { Log } from '../shared/log.ts';
import type { GatewayContext } from './gateway-context.ts';
import { type Graph, type Sources, startGraphql } from './graphql.ts';
import { contextOf } from './identity.ts';
import type { Measures } from './limits/admission.ts';
import { AdmittedDocuments } from './limits/admitted-documents.ts';
import {
  NO_TRUSTED_DOCUMENTS,
  type TrustedDocuments,
  TrustedDocumentsFolder,
} from './limits/trusted-documents.ts';
import { weightsOf } from './limits/weights.ts';
import { remembered } from './look-before-leaving.ts';

/** One supergraph, and everything that was made from it. */
export interface Edition extends Measures {
  readonly graph: Graph;
  readonly answer: RouteHandlerMethod;
  close(): Promise<void>;
}

export interface EditionParts {
  readonly config: Pick<Config, 'environment' | 'trustedDocuments'>;
  readonly sources: Sources;
  readonly verifier: TokenVerifier;
  readonly log: Log;
}

/** Throws when the supergraph is none, or when it does not allow a trusted document. */
export async function makeEdition(supergraph: string, parts: EditionParts): Promise<Edition> {
  const { config, sources, verifier, log } = parts;
  const explain = config.environment !== 'production';
  const graph = await startGraphql(supergraph, sources, log, { explain });
  try {
    const documents = new AdmittedDocuments(graph.schema);
    const trusted = await trustedDocuments(config.trustedDocuments, documents, log, graph.warm);
    const answer = fastifyApolloHandler<GatewayContext>(graph.server, {
      context: async (request: FastifyRequest, reply: FastifyReply) =>
        remembered(request, await contextOf(request, reply, verifier)),
    });
    const close = async () => {
      trusted.close();
      await graph.server.stop();
    };
    return { graph, documents, trusted, weights: weightsOf(supergraph), answer: answer as never, close };
  } catch (error) {
    await graph.server.stop();
    throw error;
  }
}

/** With a folder, every plan is made before the door opens, and again when the folder changes. */
async function trustedDocuments(
  { mode, folder }: Config['trustedDocuments'],
  documents: AdmittedDocuments,
  log: Log,
  warm: (text: string) => Promise<void>,
): Promise<TrustedDocuments> {
  if (mode === 'off' || folder === null) return NO_TRUSTED_DOCUMENTS;
  const warmAll = async () => {
    for (const text of trusted.texts()) await warm(text);
  };
  const trusted: TrustedDocuments = new TrustedDocumentsFolder(
    mode,
    folder,
    documents,
    log,
    () => void warmAll(),
  );
  await warmAll();
  return trusted;
}
