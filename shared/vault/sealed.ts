import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Something could not be opened: another key, another place, or altered bytes. It carries no value. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/** AES-256-GCM (NIST SP 800-38D): nonce, ciphertext, tag, with what it belongs to as associated data. */
export function seal(key: Buffer, belongsTo: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(belongsTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Errors: VaultError. */
export function unseal(key: Buffer, belongsTo: string, sealed: Buffer): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new VaultError('The ciphertext is too short.');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(belongsTo));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    throw new VaultError('The ciphertext does not belong here.');
  }
}

/** Joins parts so that no two lists of parts give the same text. */
export function placeOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
