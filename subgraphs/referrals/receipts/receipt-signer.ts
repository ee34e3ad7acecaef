import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { CompactSign, compactVerify, createLocalJWKSet, exportJWK, type JWK } from 'jose';
import type { Secret } from '../../../shared/secret.ts';
import { configuredKeys } from '../../../shared/vault/key-source.ts';

/** The DER bytes before an Ed25519 seed in PKCS #8. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const ALGORITHM = 'EdDSA';
/** A signature over something else with the same keys is no receipt. */
const TYPE = 'consent-receipt+jws';

/** A public key as a JSON Web Key (RFC 7517, RFC 8037). */
export interface PublishedKey {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
}

/** Signs receipts as compact JWS (RFC 7515), Ed25519: the same receipt is the same text whenever it is signed. */
export class ReceiptSigner {
  readonly #keys: readonly { readonly kid: string; readonly key: KeyObject }[];

  /** `pairs`: id and key, comma-separated; the first signs, all verify. */
  constructor(pairs: Secret) {
    const source = configuredKeys(pairs);
    this.#keys = source.keyIds.map((kid) => ({ kid, key: privateKeyOf(source.key(kid) as Buffer) }));
  }

  async sign(content: string): Promise<string> {
    const [{ kid, key } = NO_KEY] = this.#keys;
    return new CompactSign(Buffer.from(content))
      .setProtectedHeader({ alg: ALGORITHM, kid, typ: TYPE })
      .sign(key);
  }

  /** True for what was signed here, with any key that is held, and not changed since. */
  async isGenuine(receipt: string): Promise<boolean> {
    const keys = createLocalJWKSet({ keys: (await this.published()).map((key): JWK => ({ ...key })) });
    try {
      const { protectedHeader } = await compactVerify(receipt, keys, { algorithms: [ALGORITHM] });
      return protectedHeader.typ === TYPE;
    } catch {
      return false;
    }
  }

  async published(): Promise<PublishedKey[]> {
    return Promise.all(
      this.#keys.map(async ({ kid, key }) => {
        const { kty = '', crv = '', x = '' } = await exportJWK(createPublicKey(key));
        return { kid, kty, crv, x };
      }),
    );
  }
}

const NO_KEY = {} as never;

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
}
