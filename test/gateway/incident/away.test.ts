import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { HttpSource } from '../../../gateway/http-source.ts';
import { FormDoor } from '../../../gateway/incident/form-door.ts';
import { serveIncident } from '../../../gateway/incident/serve-incident.ts';
import { formTextsIn } from '../../../gateway/incident/texts.ts';
import { budgetsInMemory } from '../../../gateway/limits/budgets.ts';
import { Attempts } from '../../../gateway/my/attempts.ts';
import { createLog } from '../../../shared/log.ts';
import { freePort } from '../../support/free-port.ts';

let source: HttpSource;
const apps: FastifyInstance[] = [];
beforeAll(async () => {
  // Nobody listens there.
  source = new HttpSource('access', `http://127.0.0.1:${await freePort()}/graphql`, Buffer.alloc(32));
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await source.close();
});

async function served(attempts: Attempts): Promise<FastifyInstance> {
  const app = fastify();
  apps.push(app);
  await app.register(serveIncident, {
    door: new FormDoor(source, source),
    attempts,
    log: createLog('silent'),
  });
  return app;
}

const typed = new URLSearchParams({
  entry: 'one',
  kind: 'VISIT_DENIED',
  occurredOn: '2026-11-01',
  placeId: 'place_1',
  country: 'KE',
  admin1: 'Busia',
  impacts: 'STAFF_HARMED',
  severity: '2',
  description: 'The gate stayed shut.',
  actionTaken: 'A letter.',
});
const post = {
  method: 'POST',
  url: '/incident/token?lang=es',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: typed.toString(),
} as const;
const shown = [
  'value="place_1"',
  '<option value="VISIT_DENIED" selected>',
  '<option value="KE" selected>',
  'value="2026-11-01"',
  'value="STAFF_HARMED" checked',
  '<option value="2" selected>',
  'The gate stayed shut.',
  'A letter.',
];

test('while the part behind it is away, what was typed is given back, and nothing is said to be filed', async () => {
  const app = await served(new Attempts(budgetsInMemory(100_000), 100_000));
  const answer = await app.inject(post);
  expect(answer.statusCode).toBe(503);
  for (const part of [...shown, formTextsIn('es').outcomes.unavailable]) expect(answer.body).toContain(part);
  const another = await app.inject({ ...post, payload: `${typed}&speak=fr` });
  expect(another.statusCode).toBe(503);
  for (const part of [...shown, formTextsIn('fr').outcomes.unavailable]) expect(another.body).toContain(part);
  expect((await app.inject({ method: 'GET', url: '/incident/token' })).statusCode).toBe(503);
});

test('one address may come so often and no more, and what was typed is given back then as well', async () => {
  const app = await served(new Attempts(budgetsInMemory(2), 2));
  for (let time = 0; time < 2; time += 1) await app.inject({ method: 'GET', url: '/incident/token' });
  const answer = await app.inject(post);
  expect(answer.statusCode).toBe(429);
  expect(answer.headers['retry-after']).toBe('60');
  for (const part of [...shown, formTextsIn('es').outcomes.tooOften]) expect(answer.body).toContain(part);
  expect((await app.inject({ method: 'GET', url: '/incident/token' })).statusCode).toBe(429);
});
