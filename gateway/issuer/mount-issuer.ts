import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';

/** Serves the issuer under the path of its own name (`/oidc`); it reads its requests and writes its answers itself. */
export function mountIssuer(app: FastifyInstance, provider: Provider): void {
  const prefix = new URL(provider.issuer).pathname;
  const answer = provider.callback();
  app.register(async (scope) => {
    // The body is left in the stream for the issuer to read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(`${prefix}/*`, async (request, reply) => {
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      const raw: IncomingMessage & { originalUrl?: string } = request.raw;
      raw.originalUrl = raw.url;
      raw.url = raw.url?.slice(prefix.length);
      await answer(raw, reply.raw);
    });
  });
}
