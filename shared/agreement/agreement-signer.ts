import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { derivedKey } from '../derived-key.ts';
import { ed25519KeyOf } from '../ed25519-key.ts';
import type { Secret } from '../secret.ts';
import { signDetached } from './detached-signature.ts';
import type { PublicKey } from './public-key.ts';

/** In whose name the instance signs, and when. */
export interface OnBehalf {
  readonly organisationId: string;
  /** The client whose token said so. */
  readonly clientId: string;
  readonly signedAt: Date;
}

/** The instance's own key for agreements: it signs for whoever has registered none, and vouches for what a bundle says. */
export class AgreementSigner {
  private readonly key: KeyObject;

  constructor(secret: Secret) {
    this.key = ed25519KeyOf(derivedKey(secret, 'agreements'));
  }

  async publicKey(): Promise<PublicKey> {
    const { kty, crv, x } = createPublicKey(this.key).export({ format: 'jwk' }) as JWK;
    const key = { kty, crv, x } as JWK & { kty: 'OKP' };
    return { ...key, kid: await calculateJwkThumbprint(key) };
  }

  /** Over a hash, marked as made by the instance: the header says in whose name. */
  async signFor({ organisationId, clientId, signedAt }: OnBehalf, hash: string): Promise<string> {
    const onBehalfOf = { organisationId, clientId, signedAt: signedAt.toISOString() };
    return this.sign({ onBehalfOf }, hash);
  }

  /** Over the canonical text of a bundle. */
  vouch(text: string): Promise<string> {
    return this.sign({}, text);
  }

  private async sign(says: object, text: string): Promise<string> {
    const { kid } = await this.publicKey();
    return signDetached(this.key, { alg: 'EdDSA', kid, ...says }, text);
  }
}
