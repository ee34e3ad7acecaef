import type { Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan } from './tracing.ts';

const spans = new WeakMap<FastifyRequest, Span>();

/** One span for each request, over everything that is done for it; it says the route and the status, and nothing of the request. */
export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const attributes = {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url ?? 'none',
      'request.id': String(request.headers['x-request-id'] ?? request.id),
    };
    spans.set(request, beginSpan('request', attributes, request.headers, done));
  });
  app.addHook('onResponse', async (request, reply) => {
    spans.get(request)?.setAttribute('http.response.status_code', reply.statusCode).end();
  });
}
