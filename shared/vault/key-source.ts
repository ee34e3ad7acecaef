import type { Secret } from '../secret.ts';

/**
 * Where the vault's master keys come from. A key management service fits behind the same three lines, provided that
 * it hands its keys over at the start: an inbox opens 20 persons, and none of them may wait for a network.
 */
export interface KeySource {
  /** The key that new persons are sealed under. */
  readonly currentKeyId: string;
  /** 32 bytes, or undefined for a key that is not held (any more). */
  key(keyId: string): Buffer | undefined;
}

/** Keys as the configuration has them: `id:key` pairs, base64url of 32 bytes; the first seals, all open. */
export function configuredKeys(pairs: Secret): KeySource {
  const keys = new Map(
    pairs
      .reveal()
      .split(',')
      .map((pair) => {
        const [id, key] = pair.split(':') as [string, string];
        return [id, Buffer.from(key, 'base64url')] as const;
      }),
  );
  const [currentKeyId] = keys.keys();
  return { currentKeyId: currentKeyId as string, key: (keyId) => keys.get(keyId) };
}
