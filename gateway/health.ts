import { type FastifyInstance, fastify } from 'fastify';
import type { Draining } from '../shared/draining.ts';
import type { Sources } from './graphql.ts';
import type { Metrics } from './metrics.ts';

/** Ready when every subgraph and its database answer. */
export interface Readiness {
  readonly ready: boolean;
  /** By subgraph. */
  readonly parts: Readonly<Record<string, 'ok' | 'unavailable'>>;
}

export async function readinessOf(sources: Sources): Promise<Readiness> {
  const checks = await Promise.all(
    Object.entries(sources).map(
      async ([name, source]) => [name, await answers(() => source.ready())] as const,
    ),
  );
  return {
    ready: checks.every(([, ok]) => ok),
    parts: Object.fromEntries(checks.map(([name, ok]) => [name, ok ? 'ok' : 'unavailable'])),
  };
}

/** Alive; and ready, until the gateway begins to end. */
export function serveHealth(app: FastifyInstance, sources: Sources, draining: Draining): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (draining.began) return reply.code(503).send({ status: 'stopping' });
    const { ready, parts } = await readinessOf(sources);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ok' : 'unavailable', parts });
  });
}

async function answers(check: () => Promise<void>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}

/** The management port: health and figures, for those who run Accord and not for its clients. */
export function managementServer(sources: Sources, draining: Draining, metrics: Metrics): FastifyInstance {
  const app = fastify({ forceCloseConnections: 'idle' });
  serveHealth(app, sources, draining);
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4').send(await metrics.text()),
  );
  return app;
}
