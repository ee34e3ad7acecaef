import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { createIssuer } from '../../gateway/issuer/issuer.ts';
import { type IssuerKeys, issuerKeys } from '../../gateway/issuer/issuer-keys.ts';
import { mountIssuer } from '../../gateway/issuer/mount-issuer.ts';
import { type SandboxOrganisation, sandboxClients } from '../../gateway/issuer/sandbox-clients.ts';
import { createLog } from '../../shared/log.ts';

export interface RunningIssuer {
  /** `iss`, and the address it answers at. */
  readonly issuer: string;
  readonly keys: IssuerKeys;
  /** A token request by HTTP Basic; `body` and `headers` beside what a plain one has. */
  ask(clientId: string, secret?: string, body?: string, headers?: Record<string, string>): Promise<Response>;
  /** An access token of this client. */
  token(clientId: string): Promise<string>;
  stop(): Promise<void>;
}

export const KRCS: SandboxOrganisation = {
  id: 'org_krcs',
  code: 'krcs',
  name: 'Kenya Red Cross Society',
  type: 'NATIONAL_SOCIETY',
  purposes: ['SERVICE_REFERRAL', 'RESTORING_FAMILY_LINKS'],
};

export async function emptyHome(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'accord-issuer-'));
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** The built-in issuer on a free port of this machine, its keys in `home`. */
export async function startIssuer(
  home: string,
  organisations: () => Promise<readonly SandboxOrganisation[]> = async () => [KRCS],
): Promise<RunningIssuer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oidc`;
  const keys = issuerKeys(home);
  const clients = sandboxClients(organisations);
  const app = fastify();
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-request-id', 'one');
  });
  app.post('/echo', async (request) => request.body);
  mountIssuer(app, createIssuer({ issuer, audience: 'accord', clients, keys, log: createLog('silent') }));
  await app.ready();
  server.on('request', app.routing);

  const ask: RunningIssuer['ask'] = (id, secret = id, body = 'grant_type=client_credentials', headers = {}) =>
    fetch(`${issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${id}:${secret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body,
    });
  return {
    issuer,
    keys,
    ask,
    async token(clientId) {
      const answer = (await (await ask(clientId)).json()) as { access_token: string };
      return answer.access_token;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await app.close();
    },
  };
}
