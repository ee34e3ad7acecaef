import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

const requests = new AsyncLocalStorage<string>();

/** Gives every request an id of its own, in `X-Request-Id` and wherever an error is spoken. */
export function identifyRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    requests.run(request.id, done);
  });
}

export function presentRequestId(): string {
  return requests.getStore() ?? '';
}
