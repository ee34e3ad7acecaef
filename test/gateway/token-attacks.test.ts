import { createHmac, createPublicKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, importJWK, SignJWT } from 'jose';
import { issuerKeys } from '../../gateway/issuer/issuer-keys.ts';
import { SUBGRAPHS, type SubgraphName } from '../../shared/config.ts';
import { GATEWAY_CALL_HEADER, signGatewayCall } from '../../shared/gateway-call.ts';
import { type Accord, GATEWAY_KEY, MODES, startAccord } from '../support/accord.ts';

const ME = JSON.stringify({ query: '{ me { clientId role } }' });
const REFUSED = { status: 401, code: 'UNAUTHENTICATED' };
const now = () => Math.floor(Date.now() / 1000);
const encoded = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** What makes a token: the issuer’s own key, since the worst attacker is one whose token is right but for one thing. */
interface Smith {
  readonly kid: string;
  readonly key: CryptoKey;
  /** The public key, as anybody can have it. */
  readonly open: object;
  readonly claims: Record<string, unknown>;
  /** An address that an attacker owns. */
  readonly elsewhere: string;
}

type Forge = (smith: Smith) => Promise<string> | string;
const signed =
  (
    header: Record<string, unknown>,
    claims: Record<string, unknown> = {},
    key?: (smith: Smith) => CryptoKey | Uint8Array,
  ): Forge =>
  (smith) =>
    new SignJWT({ ...smith.claims, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: smith.kid, ...header })
      .sign(key ? key(smith) : smith.key, { crit: { exp: true } });
/** Header and payload as they are written here, and a signature of one’s choice. */
const raw =
  (
    header: string | object,
    payload: (smith: Smith) => string | object,
    signature: (text: string, smith: Smith) => string,
  ): Forge =>
  (smith) => {
    const text = `${encoded(header)}.${encoded(payload(smith))}`;
    return `${text}.${signature(text, smith)}`;
  };
const unsigned = (alg: string, signature = '') =>
  raw(
    { alg, typ: 'at+jwt' },
    ({ claims }) => claims,
    () => signature,
  );
const confused =
  (alg: 'HS256' | 'HS384' | 'HS512', secret: (smith: Smith) => string): Forge =>
  (smith) =>
    raw(
      { alg, typ: 'at+jwt', kid: smith.kid },
      ({ claims }) => claims,
      (text) => createHmac(alg.replace('HS', 'sha'), secret(smith)).update(text).digest('base64url'),
    )(smith);
const pem = ({ open }: Smith) =>
  createPublicKey({ key: open as never, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();

/** A key pair of the attacker’s own. */
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ownPublic = { ...own.publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'own' };
const ownKey = (await importJWK({ ...own.privateKey.export({ format: 'jwk' }), alg: 'ES256' })) as CryptoKey;
const byOwnKey =
  (header: Record<string, unknown> | ((smith: Smith) => Record<string, unknown>)): Forge =>
  (smith) =>
    signed(typeof header === 'function' ? header(smith) : header, {}, () => ownKey)(smith);

const ATTACKS: Readonly<Record<string, Forge>> = {
  'alg none': unsigned('none'),
  'alg None, in other letters': unsigned('nOnE'),
  'alg none with a signature of nothing': unsigned('none', 'AA'),
  'alg ES256 without a signature': raw(
    { alg: 'ES256', typ: 'at+jwt' },
    ({ claims }) => claims,
    () => '',
  ),
  'no alg at all': raw(
    { typ: 'at+jwt' },
    ({ claims }) => claims,
    () => 'AA',
  ),
  'a list for alg': raw(
    { alg: ['ES256', 'none'], typ: 'at+jwt' },
    ({ claims }) => claims,
    () => 'AA',
  ),
  'two algs in one header, none last': raw(
    '{"alg":"ES256","typ":"at+jwt","alg":"none"}',
    ({ claims }) => claims,
    () => '',
  ),
  'CVE-2022-21449, a signature of zeros': (smith) =>
    raw(
      { alg: 'ES256', typ: 'at+jwt', kid: smith.kid },
      ({ claims }) => claims,
      () => Buffer.alloc(64).toString('base64url'),
    )(smith),
  'CVE-2015-9235, the public key as secret of HS256, as PEM': confused('HS256', pem),
  'the public key as secret of HS256, as JWK': confused('HS256', ({ open }) => JSON.stringify(open)),
  'the public key as secret of HS512': confused('HS512', pem),
  'an empty secret': confused('HS256', () => ''),
  'a key of one’s own under the issuer’s kid': byOwnKey({}),
  'a key of one’s own without a kid': byOwnKey({ kid: undefined }),
  'CVE-2018-0114, a key of one’s own in jwk': byOwnKey({ jwk: ownPublic }),
  'a key of one’s own in jwk, under its own kid': byOwnKey({ jwk: ownPublic, kid: 'own' }),
  'jku, where the key is to be fetched': byOwnKey(({ elsewhere }) => ({
    jku: `${elsewhere}/keys`,
    kid: 'own',
  })),
  'x5u, where the certificate is to be fetched': byOwnKey(({ elsewhere }) => ({
    x5u: `${elsewhere}/cert`,
    kid: 'own',
  })),
  'x5c, the certificate itself': byOwnKey({
    x5c: [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
  }),
  'kid as a path to a file that is empty': byOwnKey({ kid: '../../../../../../dev/null' }),
  'kid as an address': byOwnKey(({ elsewhere }) => ({ kid: `${elsewhere}/keys` })),
  'kid as SQL': byOwnKey({ kid: "x' union select 'secret' -- " }),
  'kid as a command': byOwnKey({ kid: '$(touch /tmp/kid)|id' }),
  'kid __proto__': byOwnKey({ kid: '__proto__' }),
  'kid that is no text': byOwnKey({ kid: { toString: 'x' } }),
  'another audience': signed({}, { aud: 'accord.example' }),
  'an audience that begins like ours': signed({}, { aud: 'accord-admin' }),
  'no audience': signed({}, { aud: undefined }),
  'an empty list of audiences': signed({}, { aud: [] }),
  'another issuer': signed({}, { iss: 'http://127.0.0.1:1/oidc' }),
  'an issuer that begins like ours': (smith) => signed({}, { iss: `${String(smith.claims['iss'])}/` })(smith),
  'no issuer': signed({}, { iss: undefined }),
  'typ JWT: an id token for an access token': signed({ typ: 'JWT' }),
  'typ logout+jwt': signed({ typ: 'logout+jwt' }),
  'no typ': signed({ typ: undefined }),
  'not yet valid': signed({}, { nbf: now() + 3600 }),
  'issued in the future': signed({}, { iat: now() + 3600 }),
  'without an end': signed({}, { exp: undefined }),
  'an end that is no number': signed({}, { exp: '9999999999' }),
  'an extension that must be understood': signed({ crit: ['exp'], exp: now() + 600 }),
  'RFC 7797, a payload that is not encoded': raw(
    { alg: 'ES256', typ: 'at+jwt', crit: ['b64'], b64: false },
    ({ claims }) => claims,
    (text, { key }) =>
      sign('sha256', Buffer.from(text), { key: KeyObject.from(key), dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      ),
  ),
  'oversized: 9 kB of purposes': signed({}, { purpose_of_use: ['x'.repeat(9000)] }),
  'encrypted: five parts instead of three': () => `${encoded({ alg: 'dir', enc: 'A256GCM' })}.a.b.c.d`,
  'JSON instead of parts': ({ claims }) => JSON.stringify({ payload: encoded(claims), signatures: [] }),
  'claims of another under a true signature': async (smith) => {
    const [header, , signature] = (await signed({})(smith)).split('.');
    return `${header}.${encoded({ ...smith.claims, org: 'org_iom', role: 'administrator' })}.${signature}`;
  },
  'two organisations, one unsigned behind the signed': async (smith) => {
    const [header, payload = '', signature] = (await signed({})(smith)).split('.');
    const text = Buffer.from(payload, 'base64url').toString().replace(/\}$/, ',"org":"org_iom"}');
    return `${header}.${encoded(text)}.${signature}`;
  },
  'the proof of a gateway’s call for an access token': () =>
    signGatewayCall(Buffer.from(GATEWAY_KEY, 'base64url'), 'partnerships', ME),
};

describe.each(MODES)('a token that is none, %s', (mode) => {
  let accord: Accord;
  let smith: Smith;
  let trap: Server;
  let trapped = 0;

  beforeAll(async () => {
    trap = createServer((_request, response) => {
      trapped += 1;
      response.end(JSON.stringify({ keys: [ownPublic] }));
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    accord = await startAccord({ mode });
    const [signing] = issuerKeys(accord.home).signing.keys;
    const [, payload = ''] = (await accord.token('sandbox-unhcr')).split('.');
    const { d: _private, ...open } = signing as { d: string };
    smith = {
      kid: String((signing as { kid?: string }).kid),
      key: (await importJWK(signing as never, 'ES256', { extractable: true })) as CryptoKey,
      open,
      claims: { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), jti: 'of-a-forger' },
      elsewhere: `http://127.0.0.1:${(trap.address() as AddressInfo).port}`,
    };
  }, 180_000);
  afterAll(async () => {
    trap?.close();
    await accord?.stop();
  });

  const ask = (authorization: string, url = `${accord.url}/graphql`, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body: ME,
    });
  const direct = (name: SubgraphName, authorization: string, body = ME) =>
    ask(authorization, accord.subgraphUrl(name), {
      [GATEWAY_CALL_HEADER]: signGatewayCall(Buffer.from(GATEWAY_KEY, 'base64url'), name, body),
    });

  test('the smith’s own work is right, so that what is refused is refused for its fault', async () => {
    const told = await ask(`Bearer ${await signed({})(smith)}`);
    expect(await told.json()).toMatchObject({ data: { me: { clientId: 'sandbox-unhcr' } } });
  });

  test.each(Object.entries(ATTACKS))('%s', async (_attack, forge) => {
    const authorization = `Bearer ${await forge(smith)}`;
    const answer = await ask(authorization);
    const told = (await answer.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
    expect({ status: answer.status, code: told.errors[0]?.extensions.code }).toEqual(REFUSED);
    expect(told.data).toBeUndefined();
    if (mode === 'embedded') return;
    // With the gateway’s own proof beside it: a gateway that was fooled fools no subgraph.
    for (const name of SUBGRAPHS) {
      const inside = await (await direct(name, authorization)).json();
      expect(inside).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('an expired token says so, is refused everywhere, and does not come back to life by being shown again', async () => {
    const expired = `Bearer ${await signed({}, { iat: now() - 700, exp: now() - 60 })(smith)}`;
    for (let shown = 0; shown < 3; shown += 1) {
      expect(await (await ask(expired)).json()).toMatchObject({
        errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
      });
    }
    if (mode === 'embedded') return;
    expect(await (await direct('referrals', expired)).json()).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
    });
  });

  test('two tokens in one request are one: the first, for gateway and subgraph alike', async () => {
    const [unhcr, iom] = [await accord.token('sandbox-unhcr'), await accord.token('sandbox-iom')];
    for (const [first, second, is] of [
      [unhcr, iom, 'sandbox-unhcr'],
      [iom, unhcr, 'sandbox-iom'],
    ] as const) {
      const asking = request(`${accord.url}/graphql`, { method: 'POST' });
      asking.setHeader('content-type', 'application/json');
      asking.setHeader('authorization', [`Bearer ${first}`, `Bearer ${second}`]);
      asking.end(ME);
      const [answer] = await once(asking, 'response');
      const told = JSON.parse(Buffer.concat(await answer.toArray()).toString());
      expect([answer.statusCode, told.data?.me?.clientId]).toEqual([200, is]);
    }
    expect((await ask(`Bearer ${unhcr}, Bearer ${iom}`)).status).toBe(401);
    expect((await fetch(`${accord.url}/graphql?query={me{role}}&access_token=${unhcr}`)).status).not.toBe(
      500,
    );
  });

  test('a token in the address or in a cookie is nobody’s', async () => {
    const token = await accord.token('sandbox-unhcr');
    const query = encodeURIComponent('{ me { role } }');
    for (const [search, cookie] of [
      [`&access_token=${token}`, ''],
      [`&token=${token}&authorization=Bearer%20${token}`, `access_token=${token}`],
    ] as const) {
      const told = await fetch(`${accord.url}/graphql?query=${query}${search}`, { headers: { cookie } });
      expect(await told.json()).toMatchObject({ data: { me: null } });
    }
  });

  if (mode === 'distributed') {
    describe.each(SUBGRAPHS)('at the subgraph %s itself', (name) => {
      test('a true token opens nothing without the gateway’s proof', async () => {
        const bearer = `Bearer ${await accord.token('sandbox-unhcr')}`;
        const other = SUBGRAPHS.find((one) => one !== name) as SubgraphName;
        const key = Buffer.from(GATEWAY_KEY, 'base64url');
        for (const proof of [
          '',
          bearer.slice(7),
          signGatewayCall(key, other, ME),
          signGatewayCall(key, name, '{"query":"{ __typename }"}'),
          signGatewayCall(Buffer.alloc(32), name, ME),
        ]) {
          for (const path of ['graphql', 'still-shown']) {
            const url = accord.subgraphUrl(name).replace('graphql', path);
            const answer = await ask(bearer, url, { [GATEWAY_CALL_HEADER]: proof });
            expect(answer.status).toBe(401);
            expect(await answer.text()).not.toContain('sandbox-unhcr');
          }
        }
      });

      test('a proof that was overheard is worth its one body, and nobody becomes somebody by it', async () => {
        const proof = signGatewayCall(Buffer.from(GATEWAY_KEY, 'base64url'), name, ME);
        const other = await fetch(accord.subgraphUrl(name), {
          method: 'POST',
          headers: { 'content-type': 'application/json', [GATEWAY_CALL_HEADER]: proof },
          body: ME.replace('role', 'purposes'),
        });
        expect(other.status).toBe(401);
      });

      test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
        '%s is no way around the proof',
        async (method) => {
          const url = `${accord.subgraphUrl(name)}?query=${encodeURIComponent('{ _service { sdl } }')}`;
          const answer = await fetch(url, { method });
          expect([401, 404, 405]).toContain(answer.status);
        },
      );
    });
  }

  test('in all of this, no key and no certificate was fetched from where a token said', () => {
    expect(trapped).toBe(0);
  });
});
