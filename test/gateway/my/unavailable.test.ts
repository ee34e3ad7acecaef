import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { HttpSource } from '../../../gateway/http-source.ts';
import { budgetsInMemory } from '../../../gateway/limits/budgets.ts';
import { Attempts } from '../../../gateway/my/attempts.ts';
import { Door } from '../../../gateway/my/door.ts';
import { serveMy } from '../../../gateway/my/serve-my.ts';
import { serveReceipts } from '../../../gateway/my/serve-receipts.ts';
import { textsIn } from '../../../gateway/my/texts.ts';
import { createLog } from '../../../shared/log.ts';
import { LANGUAGES } from '../../../shared/words/words.ts';
import { freePort } from '../../support/free-port.ts';

let app: FastifyInstance;
let source: HttpSource;
beforeAll(async () => {
  // Nobody listens there.
  const url = `http://127.0.0.1:${await freePort()}/graphql`;
  source = new HttpSource('referrals', url, Buffer.alloc(32));
  const budgets = budgetsInMemory(100_000);
  const parts = {
    door: new Door(source, source),
    attempts: new Attempts(budgets, 100_000),
    log: createLog('silent'),
  };
  app = fastify();
  await app.register(serveMy, parts);
  await app.register(serveReceipts, parts);
});
afterAll(async () => {
  await app.close();
  await source.close();
});

test.each([
  ['GET', '/my/token'],
  ['GET', '/my/token/withdraw?consent=consent_x'],
  ['POST', '/my/token/withdraw?consent=consent_x'],
  ['GET', '/my/token/receipt?consent=consent_x&revision=1'],
  ['POST', '/receipts/verify'],
] as const)(
  'while the part behind it is away, %s %s says so in every language, and that nothing was changed',
  async (method, url) => {
    const answer = await app.inject({
      method,
      url,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'receipt=x',
      }),
    });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    for (const language of LANGUAGES) expect(answer.body).toContain(textsIn(language).unavailable);
  },
);
