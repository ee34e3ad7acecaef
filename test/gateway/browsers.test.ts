import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Accord, startAccord } from '../support/accord.ts';

const DASHBOARD = 'https://dashboard.example.org';
const ELSEWHERE = 'https://elsewhere.example.org';
const QUERY = JSON.stringify({ query: '{ me { role } }' });

describe('a browser', () => {
  let accord: Accord;

  beforeAll(async () => {
    accord = await startAccord({ environment: { CORS_ORIGINS: DASHBOARD } });
  }, 120_000);
  afterAll(() => accord?.stop());

  test('is told of origins that may ask, and of no other', async () => {
    const preflight = (origin: string) =>
      fetch(`${accord.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    expect((await preflight(DASHBOARD)).headers.get('access-control-allow-origin')).toBe(DASHBOARD);
    expect((await preflight(ELSEWHERE)).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a page of another origin gets no answer, however it asks', async () => {
    const ask = (origin: string, more: object = {}) =>
      fetch(`${accord.url}/graphql`, {
        method: 'POST',
        headers: { origin, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
        body: QUERY,
        ...more,
      });
    expect((await ask(DASHBOARD)).status).toBe(200);
    expect((await ask(ELSEWHERE)).status).toBe(403);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form cannot ask: %s is not taken',
    async (type) => {
      const answer = await fetch(`${accord.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: QUERY,
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('"me"');
    },
  );

  test('a mutation is never asked by GET', async () => {
    const query = encodeURIComponent(
      'mutation { closeService(input: {id: "x", expectedVersion: 1}) { service { id } } }',
    );
    expect((await fetch(`${accord.url}/graphql?query=${query}`)).status).toBe(405);
  });

  test.each([
    '/graphql?query={me{role}}',
    '/errors',
    '/explorer/',
    '/healthz',
    '/nowhere',
    '/oidc/.well-known/openid-configuration',
  ])('%s carries the headers that protect whoever reads it', async (path) => {
    const { headers } = await fetch(`${accord.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src '");
    expect(headers.get('content-security-policy')).not.toContain("script-src 'unsafe");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
