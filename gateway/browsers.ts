import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { spokenError } from './errors.ts';

/** What a page of ours may load unless it says more: nothing. */
const NOTHING = {
  directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] },
};

/**
 * What protects people who use a browser. Pages of other origins may ask only where `origins` names them, and a browser that
 * says a request comes from elsewhere is not answered: no cookie would make it somebody's anyway, but a token in a
 * careless page might.
 */
export async function protectBrowsers(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, ...NOTHING },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-site' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'x-query-cost', 'ratelimit', 'ratelimit-policy', 'retry-after'],
    maxAge: 600,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers['sec-fetch-site'] !== 'cross-site' || request.method === 'OPTIONS') return;
    if (request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET') return;
    if (origins.includes(String(request.headers.origin))) return;
    const error = { message: '', extensions: { code: 'VALIDATION_FAILED' } };
    return reply.code(403).send({ errors: [spokenError(error, request.id, false)] });
  });
}
