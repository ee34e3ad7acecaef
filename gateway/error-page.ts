import type { FastifyInstance } from 'fastify';
import { ERRORS } from '../shared/errors.ts';

/** The page behind every `docUrl`: the catalogue itself, so that it cannot fall behind. */
export function serveErrorPage(app: FastifyInstance): void {
  app.get('/errors', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(page()),
  );
}

function page(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { message, retryable }]) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${message}</td><td>${retryable ? 'may help' : 'does not help'}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Accord: errors</title>
<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}th{text-align:left}td,th{padding:.4rem 1rem .4rem 0;vertical-align:top}tr:target{background:#fff3c4}</style>
<h1>Errors</h1><p>Every code Accord answers with, its sentence, and whether to send the same request again.</p>
<table><thead><tr><th>Code</th><th>Says</th><th>Again</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`;
}
