import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { SandboxOrganisation } from '../../gateway/issuer/sandbox-clients.ts';
import { scopesOf } from '../../gateway/issuer/scopes.ts';
import { emptyHome, KRCS, type RunningIssuer, startIssuer } from '../support/issuer.ts';

let home: Awaited<ReturnType<typeof emptyHome>>;
let running: RunningIssuer;
let organisations: SandboxOrganisation[] = [KRCS];

beforeAll(async () => {
  home = await emptyHome();
  running = await startIssuer(home.path, async () => organisations);
});
afterEach(() => {
  organisations = [KRCS];
});
afterAll(async () => {
  await running.stop();
  await home.remove();
});

async function json(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>;
}

describe('a plain client credentials request', () => {
  test('is answered with an access token for this API, good for ten minutes', async () => {
    const answer = await running.ask('sandbox-krcs');
    expect(answer.status).toBe(200);
    const { access_token, token_type, expires_in, scope } = await json(answer);
    const claims = decodeJwt(access_token as string);
    expect(decodeProtectedHeader(access_token as string)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(claims).toMatchObject({
      iss: running.issuer,
      aud: 'accord',
      sub: 'sandbox-krcs',
      client_id: 'sandbox-krcs',
      org: 'org_krcs',
      role: 'caseworker',
      scope: scopesOf('caseworker').join(' '),
      purpose_of_use: ['SERVICE_REFERRAL', 'RESTORING_FAMILY_LINKS'],
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    expect({ token_type, expires_in, scope }).toEqual({
      token_type: 'Bearer',
      expires_in: 600,
      scope: claims.scope,
    });
  });

  test('may ask for fewer scopes than the role has, and for no other', async () => {
    const ask = (scope: string) =>
      running.ask('sandbox-krcs', undefined, `grant_type=client_credentials&scope=${scope}`);
    const { access_token } = await json(await ask('directory:read'));
    expect(decodeJwt(access_token as string).scope).toBe('directory:read');
    expect(await json(await ask('agreements:write'))).toMatchObject({ error: 'invalid_scope' });
    const unknown = (await json(await ask('everything'))).access_token as string;
    expect(decodeJwt(unknown).scope).toBeUndefined();
  });

  test('may not ask for a token for another API', async () => {
    const body = 'grant_type=client_credentials&resource=https://elsewhere.example/';
    expect(await json(await running.ask('sandbox-krcs', undefined, body))).toMatchObject({
      error: 'invalid_target',
    });
  });

  test.each([
    ['a wrong secret', () => running.ask('sandbox-krcs', 'sandbox-iom')],
    ['an unknown client', () => running.ask('sandbox-nobody')],
    ['an unknown suffix', () => running.ask('sandbox-krcs-root')],
    [
      'a secret in the body',
      () =>
        fetch(`${running.issuer}/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: 'sandbox-krcs',
            client_secret: 'sandbox-krcs',
          }),
        }),
    ],
  ])('with %s is refused in the same words', async (_fault, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: 'invalid_client',
      error_description: 'client authentication failed',
    });
  });

  test('from a page of another origin is refused, from the explorer answered', async () => {
    const from = (origin: string) => running.ask('sandbox-krcs', undefined, undefined, { origin });
    expect((await from('https://elsewhere.example')).status).toBe(400);
    expect((await from(new URL(running.issuer).origin)).status).toBe(200);
  });
});

test.each(['authorization_code', 'refresh_token', 'implicit', 'password'])(
  'grant %s does not exist',
  async (grant) => {
    const answer = await running.ask('sandbox-krcs', undefined, `grant_type=${grant}&code=x&refresh_token=x`);
    expect(await json(answer)).toMatchObject({ error: 'unsupported_grant_type' });
  },
);

test.each(['reg', 'me', 'session/end', 'token/introspection', 'token/revocation', 'request', 'device'])(
  'endpoint %s does not exist',
  async (path) => {
    expect((await fetch(`${running.issuer}/${path}`)).status).toBe(404);
    expect((await fetch(`${running.issuer}/${path}`, { method: 'POST' })).status).toBe(404);
  },
);

describe('the purposes and role of a client', () => {
  const own = KRCS.purposes;
  test.each([
    ['', 'caseworker', own],
    ['-2', 'caseworker', own],
    ['-system', 'system', own],
    ['-coordinator', 'coordinator', own],
    ['-dpo', 'data_protection_officer', ['AUDIT_OVERSIGHT', 'DATA_SUBJECT_RIGHTS']],
    ['-analyst', 'analyst', ['STATISTICS', 'ACCESS_MONITORING', 'CONFERENCE_REPORTING']],
    ['-signatory', 'signatory', []],
    ['-admin', 'administrator', []],
  ] as const)('follow its suffix "%s": %s', async (suffix, role, purposes) => {
    const claims = decodeJwt(await running.token(`sandbox-krcs${suffix}`));
    expect(claims).toMatchObject({ org: 'org_krcs', role, purpose_of_use: purposes });
    expect(claims.scope).toBe(scopesOf(role).join(' '));
  });
});

describe('the clients of the sandbox', () => {
  test('are those of the organisations there are at this moment', async () => {
    organisations = [{ ...KRCS, code: 'iom', id: 'org_iom', purposes: ['HEALTH_CARE'] }];
    expect(decodeJwt(await running.token('sandbox-iom'))).toMatchObject({ org: 'org_iom' });
    expect((await running.ask('sandbox-krcs')).status).toBe(401);
    organisations = [{ ...KRCS, code: 'iom', id: 'org_iom', purposes: ['LEGAL_AID'] }];
    expect(decodeJwt(await running.token('sandbox-iom'))).toMatchObject({ purpose_of_use: ['LEGAL_AID'] });
  });

  test('where two organisations could have an id, it is its whose whole code it is', async () => {
    organisations = [KRCS, { ...KRCS, id: 'org_other', code: 'krcs-dpo' }];
    expect(decodeJwt(await running.token('sandbox-krcs-dpo'))).toMatchObject({
      org: 'org_other',
      role: 'caseworker',
    });
  });
});

describe('discovery', () => {
  test('has what OpenID Connect Discovery requires, at the addresses of the issuer itself', async () => {
    const document = await json(await fetch(`${running.issuer}/.well-known/openid-configuration`));
    expect(document).toMatchObject({
      issuer: running.issuer,
      authorization_endpoint: `${running.issuer}/auth`,
      token_endpoint: `${running.issuer}/token`,
      jwks_uri: `${running.issuer}/jwks`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      response_types_supported: [],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
  });

  test('does not repeat the host that a request claims', async () => {
    const asked = get(`${running.issuer}/.well-known/openid-configuration`, {
      headers: { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example' },
    });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(await text(answer)).not.toContain('elsewhere');
  });

  test('leads to keys that verify a token, with no private part', async () => {
    const published = await json(await fetch(`${running.issuer}/jwks`));
    expect(published).toEqual(running.keys.published);
    expect(JSON.stringify(published)).not.toContain('"d"');
    const keys = createLocalJWKSet(published as never);
    await expect(jwtVerify(await running.token('sandbox-krcs'), keys)).resolves.toBeDefined();
  });
});

describe('the keys', () => {
  test('survive a restart: a token from before verifies after it', async () => {
    const token = await running.token('sandbox-krcs');
    const again = await startIssuer(home.path);
    try {
      const published = (await json(await fetch(`${again.issuer}/jwks`))) as never;
      await expect(jwtVerify(token, createLocalJWKSet(published))).resolves.toBeDefined();
    } finally {
      await again.stop();
    }
  });

  test('are for the owner of the file alone', async () => {
    const { mode } = await stat(join(home.path, 'keys', 'issuer.json'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('beside the rest of the gateway', () => {
  test('the issuer says nothing on the console', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
      jest.spyOn(console, level).mockImplementation(() => undefined),
    );
    const quiet = await startIssuer(home.path, async () => {
      throw new Error('no database');
    });
    const accept = { accept: 'text/html' };
    expect((await quiet.ask('sandbox-krcs', undefined, undefined, accept)).status).toBe(500);
    await fetch(`${quiet.issuer}/auth?client_id=sandbox-krcs`, { headers: accept });
    await running.ask('sandbox-krcs', undefined, undefined, { origin: new URL(running.issuer).origin });
    await quiet.stop();
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
    for (const spy of spies) spy.mockRestore();
  });

  test('an error page asks no other host for anything', async () => {
    const answer = await fetch(`${running.issuer}/auth?client_id=nobody`, {
      headers: { accept: 'text/html' },
    });
    expect(await answer.text()).not.toContain('//fonts');
  });

  test('its answers carry the headers that every answer carries', async () => {
    expect((await running.ask('sandbox-krcs')).headers.get('x-request-id')).toBe('one');
  });

  test('a body of any kind is read by the issuer and by nobody before it', async () => {
    const answer = await running.ask('sandbox-krcs', undefined, '{', { 'content-type': 'application/json' });
    expect(await json(answer)).toMatchObject({ error: 'invalid_request' });
  });

  test('other routes still read their bodies', async () => {
    const answer = await fetch(new URL('/echo', running.issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(await answer.json()).toEqual({ a: 1 });
  });
});
