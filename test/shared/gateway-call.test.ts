import { createHmac, randomBytes } from 'node:crypto';
import { afterEach, expect, jest, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import { signGatewayCall, verifyGatewayCall } from '../../shared/gateway-call.ts';

const key = randomBytes(32);
const body = JSON.stringify({
  query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
});

afterEach(() => {
  jest.useRealTimers();
});

function at(seconds: number): void {
  jest.useFakeTimers({ now: seconds * 1000 });
}

test('what the gateway signed, the subgraph believes', () => {
  expect(verifyGatewayCall(key, 'services', body, signGatewayCall(key, 'services', body))).toBe(true);
});

test('the proof is a JSON Web Token that any library verifies', async () => {
  const { payload, protectedHeader } = await jwtVerify(signGatewayCall(key, 'services', body), key, {
    audience: 'services',
    algorithms: ['HS256'],
  });
  expect(protectedHeader.alg).toBe('HS256');
  expect((payload.exp ?? 0) - Date.now() / 1000).toBeLessThanOrEqual(30);
});

test('a proof for one subgraph is worth nothing at another', () => {
  expect(verifyGatewayCall(key, 'referrals', body, signGatewayCall(key, 'services', body))).toBe(false);
});

test('a proof for one body is worth nothing for another', () => {
  expect(verifyGatewayCall(key, 'services', `${body} `, signGatewayCall(key, 'services', body))).toBe(false);
});

test('a proof by another key is none', () => {
  expect(verifyGatewayCall(key, 'services', body, signGatewayCall(randomBytes(32), 'services', body))).toBe(
    false,
  );
});

test('a proof ends within 30 seconds', () => {
  at(1_000_000);
  const proof = signGatewayCall(key, 'services', body);
  at(1_000_019);
  expect(verifyGatewayCall(key, 'services', body, proof)).toBe(true);
  at(1_000_030);
  expect(verifyGatewayCall(key, 'services', body, proof)).toBe(false);
});

test('a proof made by a clock far ahead is none, by one slightly ahead it holds', () => {
  at(1_000_060);
  const early = signGatewayCall(key, 'services', body);
  at(1_000_003);
  const slightly = signGatewayCall(key, 'services', body);
  at(1_000_000);
  expect(verifyGatewayCall(key, 'services', body, early)).toBe(false);
  expect(verifyGatewayCall(key, 'services', body, slightly)).toBe(true);
});

test('another algorithm in the header is never read, even when the signature is right for it', () => {
  const [, payload] = signGatewayCall(key, 'services', body).split('.');
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  const mac = createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url');
  expect(verifyGatewayCall(key, 'services', body, `${header}.${payload}.${mac}`)).toBe(false);
  expect(verifyGatewayCall(key, 'services', body, `${header}.${payload}.`)).toBe(false);
});

test.each([null, '', '.', '..', '...', 'a.b.c', 'x'.repeat(10_000)])(
  'a header that is no proof is none: %p',
  (header) => {
    expect(verifyGatewayCall(key, 'services', body, header)).toBe(false);
  },
);

test('a proof with a part cut off or changed is none', () => {
  const [header, payload, mac] = signGatewayCall(key, 'services', body).split('.') as [
    string,
    string,
    string,
  ];
  const changed = Buffer.from(JSON.stringify({ aud: 'services', body: '', exp: 9e9 })).toString('base64url');
  for (const proof of [
    `${header}.${payload}`,
    `${header}.${payload}.${mac.slice(2)}`,
    `${header}.${changed}.${mac}`,
    `${header}.${payload}.${mac}.${mac}`,
  ]) {
    expect(verifyGatewayCall(key, 'services', body, proof)).toBe(false);
  }
});
