import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { derivedKey } from '../derived-key.ts';
import type { Secret } from '../secret.ts';

/** RFC 8410: the fixed bytes before an Ed25519 seed in PKCS #8. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface Head {
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
  readonly signature: Buffer;
}

/** Signs the newest entry's place and hash (Ed25519), so that a chain cut short cannot pass for a whole one. */
export class HeadSigner {
  private readonly key: KeyObject;
  readonly publicKey: KeyObject;

  constructor(secret: Secret) {
    const seed = derivedKey(secret, 'ledger heads');
    this.key = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.key);
  }

  sign(seq: string, hash: Buffer, at: Date): Buffer {
    return sign(null, headText(seq, hash, at), this.key);
  }

  isGenuine(head: Head): boolean {
    return isGenuine(head, this.publicKey);
  }
}

/** Whether whoever holds the private half of this key has signed the head. A bent row or key makes it throw. */
export function isGenuine({ seq, hash, at, signature }: Head, publicKey: KeyObject): boolean {
  return verify(null, headText(seq, hash, at), publicKey, signature);
}

function headText(seq: string, hash: Buffer, at: Date): Buffer {
  return Buffer.from(JSON.stringify([seq, hash.toString('hex'), at.toISOString()]));
}
