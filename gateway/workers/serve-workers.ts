import { fastify } from 'fastify';
import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client';
import type { Config } from '../../shared/config.ts';
import { createLog } from '../../shared/log.ts';
import { keepBudgetsForWorkers } from '../limits/budgets.ts';
import type { Gateway } from '../server.ts';
import { type Work, Workers } from './workers.ts';

/**
 * The gateway on several programs that share its port (GATEWAY_WORKERS). This first one starts them, answers on the
 * management port for all of them together, and ends them.
 */
export async function serveWorkers(
  config: Config,
  work: Work,
): Promise<Omit<Gateway, 'readiness'> & { abandon(): void }> {
  const log = createLog();
  const register = new Registry();
  const lost = new Counter({
    name: 'accord_workers_lost_total',
    help: 'Workers that ended unasked and were replaced.',
    registers: [register],
  });
  keepBudgetsForWorkers();
  const workers = await Workers.start(work, config.operating.workers, log, () => lost.inc());
  new Gauge({
    name: 'accord_workers',
    help: 'Gateways that share the port.',
    registers: [register],
    collect() {
      this.set(workers.alive.length);
    },
  });
  const app = fastify({ forceCloseConnections: 'idle' });
  let stopping = false;
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (stopping) return reply.code(503).send({ status: 'stopping' });
    const all = await workers.readiness();
    const readiest = all.find(({ ready }) => ready) ?? all[0];
    const { ready = false, parts = {} } = readiest ?? {};
    const numbers = { ready: all.filter((one) => one.ready).length, wanted: workers.wanted };
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', parts, workers: numbers });
  });
  const figures = new AggregatorRegistry();
  app.get('/metrics', async (_request, reply) => {
    // One that was lost while it was asked does not answer; those that are left are asked again.
    const told = await figures.clusterMetrics().catch(() => figures.clusterMetrics());
    return reply.type('text/plain; version=0.0.4').send(`${await register.metrics()}\n${told}`);
  });
  await app.listen({ host: config.host, port: config.managementPort });
  return {
    reload: async () => workers.reload(),
    stop: async () => {
      stopping = true;
      await workers.stop();
      await app.close();
    },
    abandon: () => workers.abandon(),
  };
}
