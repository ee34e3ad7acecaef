import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose';
import { canonical } from '../canonical.ts';
import { derivedKey } from '../derived-key.ts';
import { ed25519KeyOf } from '../ed25519-key.ts';
import type { Secret } from '../secret.ts';
import type { ReportContent } from './content.ts';

/** What the signature is over. `previousHash` chains the versions: null for the first. */
export interface ReportSeal {
  readonly conference: number;
  readonly version: number;
  readonly hash: string;
  readonly previousHash: string | null;
  /** ISO 8601. */
  readonly frozenAt: string;
}

/** SHA-256 of the canonical content (RFC 8785), in hexadecimal. */
export function hashOfContent(content: ReportContent): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Signs reports as JWS (RFC 7515) with Ed25519: the same seal has the same signature, whenever and wherever it is made. */
export class ReportSigner {
  private readonly key: KeyObject;

  constructor(secret: Secret) {
    this.key = ed25519KeyOf(derivedKey(secret, 'implementation reports'));
  }

  /** What the world verifies with; its `kid` is its thumbprint (RFC 7638). */
  async publicKey(): Promise<JWK> {
    const { kty, crv, x } = createPublicKey(this.key).export({ format: 'jwk' }) as JWK;
    const key = { kty, crv, x } as JWK;
    return { ...key, kid: await calculateJwkThumbprint(key), alg: 'EdDSA', use: 'sig' };
  }

  async sign(seal: ReportSeal): Promise<string> {
    const { kid } = await this.publicKey();
    return new CompactSign(Buffer.from(canonical(seal)))
      .setProtectedHeader({ alg: 'EdDSA', kid: kid as string })
      .sign(this.key);
  }
}

/** Whether whoever holds the private half of this key has signed exactly this seal. */
export async function isGenuineSeal(seal: ReportSeal, signature: string, publicKey: JWK): Promise<boolean> {
  try {
    const { payload } = await compactVerify(signature, await importJWK(publicKey, 'EdDSA'));
    return Buffer.from(payload).toString() === canonical(seal);
  } catch {
    return false;
  }
}
