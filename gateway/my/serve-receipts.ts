import type { FastifyInstance, FastifyRequest } from 'fastify';
import { chosenLanguage, refuse, speakInPages } from './asked.ts';
import { checkPage } from './check-page.ts';
import type { PageParts } from './serve-my.ts';

/**
 * Where anybody verifies a receipt: on a page, with a program, or with the published keys alone. The answer is whether it is
 * genuine and nothing else. Whether the consent still stands is told to the person, by its link, and to the owner: a
 * receipt can be found or taken, and who has it must not learn that the person withdrew.
 */
export async function serveReceipts(
  scope: FastifyInstance,
  { door, attempts, log }: PageParts,
): Promise<void> {
  speakInPages(scope, log);

  scope.get('/receipts', async (request, reply) =>
    reply.send(checkPage(chosenLanguage(request) ?? 'en', null)),
  );

  scope.post('/receipts/verify', async (request, reply) => {
    if (!(await attempts.mayTry(request.ip))) return refuse(reply, 'tooOften');
    const receipt = receiptIn(request);
    const valid = receipt !== null && (await door.isGenuine(request.id, receipt));
    if (request.body instanceof URLSearchParams) {
      return reply.send(checkPage(chosenLanguage(request) ?? 'en', valid));
    }
    return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify({ valid }));
  });

  scope.get('/receipts/jwks.json', async (request, reply) => {
    const keys = (await door.keys(request.id)).map((key) => ({ ...key, alg: 'EdDSA', use: 'sig' }));
    return reply
      .header('content-type', 'application/jwk-set+json')
      .header('cache-control', 'public, max-age=300')
      .send(JSON.stringify({ keys }));
  });
}

/** `receipt` of a form or of a JSON object. */
function receiptIn({ body }: FastifyRequest): string | null {
  if (body instanceof URLSearchParams) return body.get('receipt');
  const { receipt } = (body ?? {}) as { receipt?: unknown };
  return typeof receipt === 'string' ? receipt : null;
}
