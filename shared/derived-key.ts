import { hkdfSync } from 'node:crypto';
import type { Secret } from './secret.ts';

/** A key for one use, out of a key for many (HKDF, RFC 5869): to know one of them is to know no other. 32 bytes. */
export function derivedKey(secret: Secret, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), '', `accord ${use}`, 32));
}
