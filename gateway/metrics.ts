import cluster from 'node:cluster';
import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AggregatorRegistry, Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** Notes what an operation cost and who asked, as the gateway found out before it planned it. */
  noteOperation(request: FastifyRequest, asked: Asked): void;
  /** Notes a request that was refused because the gateway had too much to do. */
  noteShed(): void;
  /** Notes that another supergraph is served, or that it was refused. */
  noteSupergraph(outcome: 'taken' | 'refused', text: string | null): void;
  /** The Prometheus text exposition. */
  text(): Promise<string>;
}

export interface Asked {
  /** As the verified token says; null without one. */
  readonly client: string | null;
  /** The operation's kind: a name is the client's to choose. */
  readonly kind: string;
  readonly cost: number;
}

/** So many clients have a line of their own; those that come later share one, so that the figures stay bounded. */
const MOST_CLIENTS = 500;

/** Counts and times requests; a label never holds anything that a client can choose. */
export function measure(app: FastifyInstance): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  if (cluster.isWorker) tellPrimary(register);
  const { seconds, operations, cost, shed, supergraphs, served } = figuresIn(register);
  const asked = new WeakMap<FastifyRequest, Asked>();
  const known = new Set<string>();
  const labelOf = (client: string | null) => {
    if (client === null) return 'nobody';
    if (known.size < MOST_CLIENTS) known.add(client);
    return known.has(client) ? client : 'others';
  };
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    seconds.observe({ route, status }, reply.elapsedTime / 1000);
    const operation = asked.get(request);
    if (!operation) return;
    const client = labelOf(operation.client);
    operations.inc({ client, kind: operation.kind, status });
    cost.inc({ client }, operation.cost);
  });
  return {
    noteOperation: (request, one) => void asked.set(request, one),
    noteSupergraph: (outcome, text) => {
      supergraphs.inc({ outcome });
      if (text === null) return;
      served.reset();
      served.set({ sha256: hash('sha256', text).slice(0, 12) }, 1);
    },
    noteShed: () => shed.inc(),
    text: () => register.metrics(),
  };
}

/** The first program asks its workers for their figures and adds them up. */
function tellPrimary(register: Registry): void {
  AggregatorRegistry.setRegistries([register]);
  new AggregatorRegistry();
}

function figuresIn(register: Registry) {
  const seconds = new Histogram({
    name: 'accord_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['route', 'status'],
    registers: [register],
  });
  const operations = new Counter({
    name: 'accord_operations_total',
    help: 'Operations that were admitted, by client, kind and status of the answer.',
    labelNames: ['client', 'kind', 'status'],
    registers: [register],
  });
  const cost = new Counter({
    name: 'accord_cost_total',
    help: 'What admitted operations were counted as, by client.',
    labelNames: ['client'],
    registers: [register],
  });
  const shed = new Counter({
    name: 'accord_shed_total',
    help: 'Requests that were refused because the event loop came round too late.',
    registers: [register],
  });
  const supergraphs = new Counter({
    name: 'accord_supergraph_total',
    help: 'Supergraphs that were found, by whether they were taken up; the first is that of the start.',
    labelNames: ['outcome'],
    registers: [register],
  });
  const served = new Gauge({
    name: 'accord_supergraph_served',
    help: 'How many gateways serve the supergraph whose SHA-256 begins so.',
    labelNames: ['sha256'],
    registers: [register],
  });
  return { seconds, operations, cost, shed, supergraphs, served };
}
