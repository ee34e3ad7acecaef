import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { HttpSource } from '../../gateway/http-source.ts';
import type { Caller } from '../../shared/context.ts';

const key = Buffer.alloc(32, 7);
const QUERY = { query: 'query { me { role } }' };
const MUTATION = { query: 'mutation { closeService { id } }' };
const UNAVAILABLE = expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' });

let server: Server | undefined;
let source: HttpSource | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await source?.close().catch(() => undefined);
});

test('a read whose connection was reset is asked once more, and a mutation never', async () => {
  let calls = 0;
  const subgraph = await serve((request, response) => {
    calls += 1;
    if (calls % 2 === 1) request.socket.destroy();
    else response.end('{"data":{"ok":true}}');
  });
  await expect(subgraph.fetch(QUERY, caller())).resolves.toEqual({ data: { ok: true } });
  expect(calls).toBe(2);
  await expect(subgraph.fetch(MUTATION, caller())).rejects.toThrow(UNAVAILABLE);
  expect(calls).toBe(3);
});

test('a read is asked once more and not for ever', async () => {
  let calls = 0;
  const subgraph = await serve((request) => {
    calls += 1;
    request.socket.destroy();
  });
  await expect(subgraph.fetch(QUERY, caller())).rejects.toThrow(UNAVAILABLE);
  expect(calls).toBe(2);
});

test('the client’s deadline ends the call, and is told to the subgraph', async () => {
  let told: unknown;
  const subgraph = await serve((request) => {
    told = request.headers['accord-time-left'];
  });
  await expect(subgraph.fetch(QUERY, caller({ at: Date.now() + 200 }))).rejects.toThrow(UNAVAILABLE);
  expect(Number(told)).toBeLessThanOrEqual(200);
  expect(Number(told)).toBeGreaterThan(0);
});

test('a client that leaves ends the call to the subgraph', async () => {
  const arrived = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const subgraph = await serve((_request, response) => {
    arrived.resolve();
    response.once('close', left.resolve);
  });
  const leaving = new AbortController();
  const fetched = expect(
    subgraph.fetch(QUERY, caller({ at: Date.now() + 5_000, signal: leaving.signal })),
  ).rejects.toThrow(UNAVAILABLE);
  await arrived.promise;
  leaving.abort();
  await fetched;
  await left.promise;
});

test('an answer beyond the cap is not read to its end', async () => {
  let written = 0;
  const subgraph = await serve((_request, response) => {
    const block = Buffer.alloc(1024 * 1024, 'x');
    const write = () => {
      while (written < 200 && !response.destroyed && response.write(block)) written += 1;
      if (written < 200) response.once('drain', write);
    };
    write();
  });
  await expect(subgraph.fetch(QUERY, caller())).rejects.toThrow(UNAVAILABLE);
  expect(written).toBeLessThan(100);
});

test('a subgraph that fails again and again is left alone for a while, and then asked again', async () => {
  let calls = 0;
  let broken = true;
  const subgraph = await serve((_request, response) => {
    calls += 1;
    if (broken) response.statusCode = 500;
    response.end('{"data":{}}');
  });
  for (let time = 0; time < 30; time += 1)
    await expect(subgraph.fetch(QUERY, caller())).rejects.toThrow(UNAVAILABLE);
  const asked = calls;
  expect(asked).toBeLessThan(30);
  broken = false;
  await pause(1_100);
  await expect(subgraph.fetch(QUERY, caller())).resolves.toEqual({ data: {} });
  expect(calls).toBe(asked + 1);
});

test('clients in a hurry do not have a subgraph left alone for the others', async () => {
  let isSlow = true;
  const subgraph = await serve((_request, response) => {
    if (!isSlow) response.end('{"data":{}}');
  });
  for (let time = 0; time < 30; time += 1)
    await expect(subgraph.fetch(QUERY, caller({ at: Date.now() + 5 }))).rejects.toThrow(UNAVAILABLE);
  isSlow = false;
  await expect(subgraph.fetch(QUERY, caller())).resolves.toEqual({ data: {} });
});

async function serve(listener: RequestListener): Promise<HttpSource> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  source = new HttpSource(
    'services',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    key,
  );
  return source;
}

function caller(deadline: Caller['deadline'] = { at: Date.now() + 5_000 }): Caller {
  return {
    authorization: null,
    purpose: null,
    requestId: 'test',
    operationHash: '',
    idempotencyKey: null,
    language: '',
    deadline,
  };
}
