import { expect, test } from '@jest/globals';
import { fastify } from 'fastify';
import { serveExplorer } from '../../gateway/serve-explorer.ts';

const unhcr = {
  clientId: 'sandbox-unhcr',
  organisation: 'UNHCR',
  type: 'UN_AGENCY',
  role: 'caseworker',
  purposes: ['LEGAL_AID'],
};

async function explorer({ sandbox }: { sandbox: boolean }) {
  const app = fastify();
  await app.register(serveExplorer, { clients: async () => [unhcr], sandbox });
  app.get('/elsewhere', async () => 'elsewhere');
  return app;
}

test('the sandbox lists its clients', async () => {
  const answer = await (await explorer({ sandbox: true })).inject('/explorer/clients.json');
  expect(answer.json()).toEqual([unhcr]);
});

test('outside the sandbox no client is listed', async () => {
  const answer = await (await explorer({ sandbox: false })).inject('/explorer/clients.json');
  expect(answer.json()).toEqual([]);
});

test('the explorer stands at /explorer/, and /explorer leads there', async () => {
  const app = await explorer({ sandbox: true });
  expect((await app.inject('/explorer')).headers.location).toBe('/explorer/');
  expect((await app.inject('/explorer/')).body).toContain('<html lang="en">');
});

test.each(['/explorer/', '/explorer/index.js', '/explorer/clients.json', '/explorer/absent.js'])(
  'the browser lets %s talk to this instance alone',
  async (path) => {
    const { headers } = await (await explorer({ sandbox: true })).inject(path);
    expect(headers['content-security-policy']).toContain("default-src 'self'; ");
    expect(headers['content-security-policy']).toContain("connect-src 'self'; ");
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
  },
);

test("the explorer's headers stay within its own routes", async () => {
  const { headers } = await (await explorer({ sandbox: true })).inject('/elsewhere');
  expect(headers).not.toHaveProperty('content-security-policy');
});

test.each(['/explorer/../serve-explorer.ts', '/explorer/%2e%2e/examples.ts', '/explorer/..%2fexamples.ts'])(
  'nothing outside dist is served: %s',
  async (path) => {
    const { statusCode } = await (await explorer({ sandbox: true })).inject(path);
    expect([400, 403, 404]).toContain(statusCode);
  },
);
