import type { Secret } from '../secret.ts';

const KEY_BYTES = 32;
/** The key in either alphabet of base 64: `openssl rand -base64 32` writes the other one. */
const PAIR = /^([^\s:]+):([\w+/=-]+)$/;

/**
 * Where the vault's master keys come from. A key management service fits behind the same three lines, provided that
 * it hands its keys over at the start: an inbox opens 20 persons, and none of them may wait for a network.
 */
export interface KeySource {
  /** The key that new persons are sealed under. */
  readonly currentKeyId: string;
  /** Of all keys that are held, the current one first. */
  readonly keyIds: readonly string[];
  /** 32 bytes, or undefined for a key that is not held (any more). */
  key(keyId: string): Buffer | undefined;
}

/**
 * Keys as the configuration has them: `id:key` pairs, base64url of 32 bytes; the first seals, all open. Throws an
 * error that names the key at fault and shows none: a short key, or two under one id, would be noticed too late.
 */
export function configuredKeys(pairs: Secret): KeySource {
  const keys = new Map<string, Buffer>();
  for (const pair of pairs.reveal().split(',')) {
    const number = keys.size + 1;
    const written = PAIR.exec(pair);
    if (!written) throw new Error(`Key number ${number} of the vault is not written as id:key.`);
    const [, id, text] = written as unknown as [string, string, string];
    const key = Buffer.from(text, 'base64url');
    if (key.length !== KEY_BYTES)
      throw new Error(`Key number ${number} of the vault is not ${KEY_BYTES} bytes.`);
    if (keys.has(id)) throw new Error(`Key number ${number} of the vault has the id of one before it.`);
    keys.set(id, key);
  }
  const keyIds = [...keys.keys()];
  return { currentKeyId: keyIds[0] as string, keyIds, key: (keyId) => keys.get(keyId) };
}
