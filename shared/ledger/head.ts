import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { derivedKey } from '../derived-key.ts';
import { ed25519KeyOf } from '../ed25519-key.ts';
import type { Secret } from '../secret.ts';

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
    this.key = ed25519KeyOf(derivedKey(secret, 'ledger heads'));
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
