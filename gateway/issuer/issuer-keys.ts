import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK_EC_Private } from 'jose';
import { keyFile } from '../../shared/key-file.ts';

export interface IssuerKeys {
  /** Signs; never leaves the gateway. */
  readonly signing: { readonly keys: JWK_EC_Private[] };
  /** What the world verifies with; the same as `/oidc/jwks` answers. */
  readonly published: JSONWebKeySet;
}

/** The keys of the built-in issuer, in `<home>/keys/issuer.json`: made once, so that tokens outlive a restart. */
export function issuerKeys(home: string): IssuerKeys {
  const text = keyFile(join(home, 'keys', 'issuer.json'), newKeySet).reveal();
  const { keys } = JSON.parse(text) as IssuerKeys['signing'];
  return { signing: { keys }, published: { keys: keys.map(({ d: _private, ...open }) => open) } };
}

function newKeySet(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = new Date().toISOString();
  return JSON.stringify({
    keys: [{ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }],
  });
}
