import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { callerOf } from './caller.ts';
import { type Config, readConfig, type SubgraphName } from './config.ts';
import type { Caller } from './context.ts';
import { leftBy } from './deadline.ts';
import { Draining } from './draining.ts';
import { AccordError, ERRORS } from './errors.ts';
import { type Answer, Executor, type Operation } from './execute.ts';
import { GATEWAY_CALL_HEADER, verifyGatewayCall } from './gateway-call.ts';
import { createTokenVerifier } from './identity.ts';
import { createLog } from './log.ts';
import type { Shown } from './shown.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { openSubgraph, type Subgraph, type SubgraphDefinition } from './subgraph.ts';
import { traceRequests } from './trace-requests.ts';
import { startTracing } from './tracing.ts';

const LARGEST_CALL = 4 * 1024 * 1024;

/**
 * One subgraph on its own, behind HTTP. It trusts a signed call for where it comes from and the caller's own token,
 * verified here, for everything else. A call that the gateway did not sign is refused whatever it asks.
 */
export async function serveSubgraph(
  definition: SubgraphDefinition,
  config: Config = readConfig(),
): Promise<void> {
  if (config.databaseUrl === null) throw new Error('A subgraph on its own needs DATABASE_URL.');
  const name = definition.store.name as SubgraphName;
  const log = createLog();
  const subgraph = await openSubgraph(definition, config.databaseUrl.reveal(), config);
  const executor = new Executor(subgraph, log);
  const verifier = createTokenVerifier(config);
  const key = Buffer.from(config.keys.gateway().reveal(), 'base64url');

  const tracing = startTracing(name, config.tracesUrl);
  const app = fastify({
    bodyLimit: LARGEST_CALL,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const draining = new Draining(app, config.operating.drain);
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  serveHealth(app, subgraph, draining);
  traceRequests(app);
  app.addHook('preHandler', async (request, reply) => {
    const signature = String(request.headers[GATEWAY_CALL_HEADER] ?? '');
    if (request.method === 'POST' && !verifyGatewayCall(key, name, String(request.body), signature)) {
      return reply.code(401).send(refusal(new AccordError('UNAUTHENTICATED')));
    }
  });
  app.post('/graphql', async (request, reply) => {
    const caller = calledBy(request, reply);
    try {
      const viewer = await verifier.verify(caller.authorization);
      const operation = JSON.parse(request.body as string) as Operation;
      return await executor.run(operation, { ...caller, viewer, fromGateway: true });
    } catch (error) {
      return refusal(error);
    }
  });
  app.post('/still-shown', async (request, reply) => {
    const caller = calledBy(request, reply);
    const viewer = await verifier.verify(caller.authorization).catch(() => null);
    const shown = JSON.parse(request.body as string) as Shown[];
    const holds = viewer !== null && subgraph.stillShown({ ...caller, viewer, fromGateway: true }, shown);
    return { holds: await holds };
  });

  stopOnSignal(config.operating, async () => {
    await draining.close();
    await subgraph.close();
    await tracing.stop();
  });
  await subgraph.startJobs(log);
  await app.listen({ host: config.host, port: config.subgraphs[name].port });
}

function serveHealth(app: FastifyInstance, subgraph: Subgraph, draining: Draining): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    try {
      if (!draining.began) await subgraph.ready();
      if (draining.began) return reply.code(503).send({ status: 'stopping' });
      return { status: 'ok' };
    } catch {
      return reply.code(503).send({ status: 'unavailable' });
    }
  });
}

function calledBy({ headers }: FastifyRequest, reply: FastifyReply): Caller {
  const [requestId, operation] = [headers['x-request-id'], headers['accord-operation']];
  return callerOf(headers, String(requestId ?? ''), String(operation ?? ''), leftBy(reply.raw));
}

function refusal(error: unknown): Answer {
  const code = error instanceof AccordError ? error.code : 'INTERNAL';
  return { data: null, errors: [{ message: ERRORS[code].message, extensions: { code } }] };
}
