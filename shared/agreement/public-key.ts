import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';

/** A public key as organisations register it (RFC 7517, RFC 8037); `kid` is its thumbprint (RFC 7638). */
export interface PublicKey extends JWK {
  readonly kid: string;
  readonly kty: 'OKP' | 'EC';
}

/** The algorithms that a key may sign with. Ed25519 has an older name and a newer one (RFC 8037, RFC 9864). */
export function algorithmsOf({ kty }: Pick<JWK, 'kty'>): readonly string[] {
  return kty === 'OKP' ? ['EdDSA', 'Ed25519'] : ['ES256'];
}

/**
 * The public key in a text that should be a JWK: Ed25519, or P-256 for ES256. What else the JWK says is left out. Throws an
 * Error with a sentence that may be shown when the text is something else, or holds the private half.
 */
export async function publicKeyOf(text: string): Promise<PublicKey> {
  const said = parsed(text);
  if ('d' in said) throw new Error('This is the private half of a key; it stays with whoever signs.');
  const { kty, crv, x, y } = said as { kty?: unknown; crv?: unknown; x?: unknown; y?: unknown };
  if (kty === 'OKP' && crv === 'Ed25519' && isText(x)) return importable({ kty, crv, x });
  if (kty === 'EC' && crv === 'P-256' && isText(x) && isText(y)) return importable({ kty, crv, x, y });
  throw new Error('A key is a JWK of Ed25519 (OKP) or P-256 (EC).');
}

function parsed(text: string): object {
  let said: unknown = null;
  try {
    said = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (typeof said !== 'object' || said === null) throw new Error('A key is a JWK, written as JSON.');
  return said;
}

async function importable(key: JWK & { kty: 'OKP' | 'EC' }): Promise<PublicKey> {
  try {
    await importJWK(key, algorithmsOf(key)[0]);
  } catch {
    throw new Error('The coordinates of this key are no point of its curve.');
  }
  return { ...key, kid: await calculateJwkThumbprint(key) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
