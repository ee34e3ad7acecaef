import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { scopesOf } from '../../gateway/issuer/scopes.ts';
import { createTokenVerifier, type TokenRules, type TokenVerifier } from '../../shared/identity.ts';
import { emptyHome, type RunningIssuer, startIssuer } from '../support/issuer.ts';

let home: Awaited<ReturnType<typeof emptyHome>>;
let running: RunningIssuer;
let rules: TokenRules;
/** With the keys of this process, as in embedded mode, and with keys fetched by discovery, as in distributed mode. */
const verifiers: Record<string, TokenVerifier> = {};

beforeAll(async () => {
  home = await emptyHome();
  running = await startIssuer(home.path);
  rules = { issuer: running.issuer, audience: 'accord', issuerKeysUrl: null };
  verifiers['local keys'] = createTokenVerifier(rules, running.keys.published);
  verifiers['discovered keys'] = createTokenVerifier(rules);
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(async () => {
  await running.stop();
  await home.remove();
});

/** Moves the clock alone: sockets and timers go on as they are. */
function later(seconds: number): void {
  jest.useFakeTimers({
    now: Date.now() + seconds * 1000,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

const now = () => Math.floor(Date.now() / 1000);

interface Forgery {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: CryptoKey | Uint8Array;
}

/** A token signed by the issuer's own key, right in everything but what the forgery names. */
async function signed({ claims = {}, header = {}, key }: Forgery = {}): Promise<string> {
  const own = running.keys.signing.keys[0];
  if (!own) throw new Error('no key');
  const right = {
    iss: running.issuer,
    aud: 'accord',
    sub: 'sandbox-krcs',
    client_id: 'sandbox-krcs',
    org: 'org_krcs',
    role: 'caseworker',
    scope: 'directory:read',
    purpose_of_use: ['LEGAL_AID'],
    iat: now(),
    exp: now() + 600,
  };
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: own.kid ?? '', ...header })
    .sign(key ?? ((await importJWK(own)) as CryptoKey), { crit: { new: true } });
}

describe.each(['local keys', 'discovered keys'])('with %s', (name) => {
  const verify = (authorization: string | null) => verifiers[name]?.verify(authorization) as Promise<unknown>;

  test('a token of the issuer says who is asking', async () => {
    const viewer = await verify(`Bearer ${await running.token('sandbox-krcs')}`);
    expect(viewer).toMatchObject({
      clientId: 'sandbox-krcs',
      subject: 'sandbox-krcs',
      organisationId: 'org_krcs',
      role: 'caseworker',
      scopes: scopesOf('caseworker'),
      purposes: ['SERVICE_REFERRAL', 'RESTORING_FAMILY_LINKS'],
    });
    const { expiresAt } = viewer as { expiresAt: Date };
    expect(Math.abs(expiresAt.getTime() / 1000 - now() - 600)).toBeLessThan(5);
  });

  test('no header is nobody', async () => {
    expect(await verify(null)).toBeNull();
  });

  test.each<[string, Forgery]>([
    ['of another issuer', { claims: { iss: 'http://127.0.0.1:1/oidc' } }],
    ['for another audience', { claims: { aud: 'somewhere' } }],
    ['for no audience', { claims: { aud: undefined } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of no type', { header: { typ: undefined } }],
    ['valid in the future', { claims: { nbf: now() + 3600 } }],
    ['issued in the future', { claims: { iat: now() + 3600 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['without a time of issue', { claims: { iat: undefined } }],
    ['of an unknown key', { header: { kid: 'another' } }],
    ['without an organisation', { claims: { org: undefined } }],
    ['with an empty organisation', { claims: { org: '' } }],
    ['without a client', { claims: { client_id: undefined } }],
    ['without a role', { claims: { role: undefined } }],
    ['with an unknown role', { claims: { role: 'superuser' } }],
    ['with a role inherited by every object', { claims: { role: 'constructor' } }],
    ['without purposes', { claims: { purpose_of_use: undefined } }],
    ['with one word for purposes', { claims: { purpose_of_use: 'LEGAL_AID' } }],
    ['with purposes that are no words', { claims: { purpose_of_use: [1] } }],
    ['with an unknown critical header', { header: { crit: ['new'], new: true } }],
  ])('a token %s is refused', async (_fault, forgery) => {
    await expect(verify(`Bearer ${await signed(forgery)}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('a token that has expired says so, and one second is tolerated', async () => {
    const token = await signed({ claims: { iat: now() - 700, exp: now() - 100 } });
    await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    const justNow = await signed({ claims: { iat: now() - 600, exp: now() - 1 } });
    await expect(verify(`Bearer ${justNow}`)).resolves.toBeTruthy();
  });

  test('a token issued long ago is expired, whatever it says itself', async () => {
    const token = await signed({ claims: { iat: now() - 100_000, exp: now() + 100_000 } });
    await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('a token signed by nobody is refused', async () => {
    const [, payload] = (await signed()).split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const token of [`${header}.${payload}.`, `${header}.${payload}.AA`]) {
      await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  test('a token signed with the public key as a secret is refused', async () => {
    const [open] = running.keys.published.keys;
    const pem = createPublicKey({ key: open as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    for (const secret of [pem.toString(), JSON.stringify(open)]) {
      const token = await signed({ header: { alg: 'HS256' }, key: new TextEncoder().encode(secret) });
      await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  test('a token that brings its own key is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = (await importJWK({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256' })) as CryptoKey;
    const token = await signed({ key, header: { jwk: publicKey.export({ format: 'jwk' }) } });
    await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a token whose claims were changed is refused, also when the true one is remembered', async () => {
    const [header, payload, signature] = (await signed()).split('.') as [string, string, string];
    await expect(verify(`Bearer ${header}.${payload}.${signature}`)).resolves.toBeTruthy();
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const other = Buffer.from(JSON.stringify({ ...claims, org: 'org_iom' })).toString('base64url');
    await expect(verify(`Bearer ${header}.${other}.${signature}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test.each(['', 'Bearer', 'Bearer ', 'Bearer x', 'Bearer a.b.c', 'Basic c2FuZGJveDpzYW5kYm94', 'a.b.c'])(
    'a header "%s" is refused',
    async (header) => {
      await expect(verify(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    },
  );

  test('a header of more than 8 kB is refused', async () => {
    const token = await signed({ claims: { purpose_of_use: ['x'.repeat(9000)] } });
    await expect(verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a remembered token ends when it expires', async () => {
    const header = `Bearer ${await signed({ claims: { exp: now() + 100 } })}`;
    await expect(verify(header)).resolves.toBeTruthy();
    later(106);
    await expect(verify(header)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });
});

test('a verified token is not verified again: the same viewer answers', async () => {
  const header = `Bearer ${await signed()}`;
  const first = await verifiers['local keys']?.verify(header);
  expect(await verifiers['local keys']?.verify(header)).toBe(first);
  expect(Object.isFrozen(first) && Object.isFrozen(first?.scopes) && Object.isFrozen(first?.purposes)).toBe(
    true,
  );
});

test.each([
  ['ES256', true],
  ['EdDSA', true],
  ['PS256', true],
  ['RS256', false],
  ['ES384', false],
])('a key of the issuer for %s is accepted: %p', async (alg, accepted) => {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const verifier = createTokenVerifier(rules, {
    keys: [{ ...(await exportJWK(publicKey)), alg, kid: 'one' }],
  });
  const token = await signed({ key: privateKey, header: { alg, kid: 'one' } });
  const outcome = verifier.verify(`Bearer ${token}`);
  if (accepted) await expect(outcome).resolves.toMatchObject({ clientId: 'sandbox-krcs' });
  else await expect(outcome).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

describe('with keys from an address of their own', () => {
  let answer: { status: number; body: object };
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.statusCode = answer.status;
    response.end(JSON.stringify(answer.body));
  });
  let verifier: TokenVerifier;

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  beforeEach(() => {
    const { port } = server.address() as AddressInfo;
    verifier = createTokenVerifier({ ...rules, issuerKeysUrl: `http://127.0.0.1:${port}/keys` });
    answer = { status: 200, body: running.keys.published };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('an issuer that does not answer says nothing about the token, and is asked again', async () => {
    const header = `Bearer ${await signed()}`;
    answer = { status: 503, body: {} };
    await expect(verifier.verify(header)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    answer = { status: 200, body: running.keys.published };
    await expect(verifier.verify(header)).resolves.toMatchObject({ clientId: 'sandbox-krcs' });
  });

  test('a flood of tokens by keys that nobody knows asks the issuer once more, and not once for each', async () => {
    await expect(verifier.verify(`Bearer ${await signed()}`)).resolves.toBeTruthy();
    const before = asked;
    const flood = await Promise.all(
      Array.from({ length: 100 }, (_, n) => signed({ header: { kid: `unknown-${n}` } })),
    );
    for (const some of [flood.slice(0, 50), ...flood.slice(50).map((one) => [one])]) {
      const outcomes = await Promise.allSettled(some.map((token) => verifier.verify(`Bearer ${token}`)));
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'UNAUTHENTICATED' } });
    }
    expect(asked - before).toBeLessThanOrEqual(1);
    await expect(verifier.verify(`Bearer ${await signed()}`)).resolves.toBeTruthy();
  });

  test('a token that is refused by its looks alone asks the issuer nothing', async () => {
    const before = asked;
    const key = new TextEncoder().encode('x'.repeat(64));
    for (const token of [
      'a.b.c',
      await signed({ header: { alg: 'HS256' }, key }),
      await signed({ header: { alg: 'HS512' }, key }),
    ])
      await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(asked).toBe(before);
  });

  test('a key that the issuer has withdrawn stops working, also for a remembered token', async () => {
    const header = `Bearer ${await signed({ claims: { exp: now() + 7200 } })}`;
    await expect(verifier.verify(header)).resolves.toBeTruthy();
    answer = { status: 200, body: { keys: [] } };
    later(601);
    await expect(verifier.verify(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

test('a discovery document of another issuer is not followed', async () => {
  const localhost = running.issuer.replace('127.0.0.1', 'localhost');
  const verifier = createTokenVerifier({ ...rules, issuer: localhost });
  const token = await running.token('sandbox-krcs');
  await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
});
