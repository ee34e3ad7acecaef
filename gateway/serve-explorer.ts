import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectFolder } from '../shared/project-folder.ts';
import type { ExplorerClient } from './explorer/client.ts';

export interface ExplorerOptions {
  /** The clients the sandbox offers; asked for at each request, never outside the sandbox. */
  readonly clients: () => Promise<readonly ExplorerClient[]>;
  readonly sandbox: boolean;
}

/**
 * What the browser enforces: the explorer talks to this instance and to nobody else. An image in a description or an answer
 * is not fetched from elsewhere either. Monaco writes style attributes, hence 'unsafe-inline' for styles and for nothing else.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** GraphiQL at `/explorer/`, as built into `gateway/explorer/dist`. A Fastify plugin: its headers stay within its own routes. */
export async function serveExplorer(app: FastifyInstance, options: ExplorerOptions): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  app.get('/explorer', (_request, reply) => reply.redirect('/explorer/'));
  app.get('/explorer/clients.json', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return options.sandbox ? options.clients() : [];
  });
  await app.register(fastifyStatic, {
    root: join(projectFolder, 'gateway/explorer/dist'),
    prefix: '/explorer/',
    decorateReply: false,
  });
}
