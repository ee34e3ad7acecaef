import { CompactSign, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { algorithmsOf } from './public-key.ts';

/**
 * A detached JWS (RFC 7515, appendix F) is `header..signature`: what it is over does not stand in it, and whoever verifies it
 * brings that along. Here it is always a text, in UTF-8.
 */
const DETACHED = /^([\w-]{1,2000})\.\.([\w-]{86})$/;

/** The `kid` of its header; null where it is no detached JWS or names no key. */
export function keyIdOf(jws: string): string | null {
  const { kid } = headerOf(jws);
  return typeof kid === 'string' ? kid : null;
}

/** What the protected header says; empty where it is no detached JWS. */
export function headerOf(jws: string): Readonly<Record<string, unknown>> {
  const [, header] = DETACHED.exec(jws) ?? [];
  try {
    return header === undefined ? {} : decodeProtectedHeader({ protected: header });
  } catch {
    return {};
  }
}

/** Whether the private half of this key has signed exactly this text. */
export async function hasSigned(key: JWK, jws: string, text: string): Promise<boolean> {
  const [, header, signature] = DETACHED.exec(jws) ?? [];
  if (header === undefined) return false;
  const whole = `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
  const algorithms = [...algorithmsOf(key)];
  try {
    await compactVerify(whole, await importJWK(key, algorithms[0]), { algorithms });
    return true;
  } catch {
    return false;
  }
}

/** Signs a text; `header` has at least `alg` and `kid`. */
export async function signDetached(
  key: Parameters<CompactSign['sign']>[0],
  header: { readonly alg: string; readonly kid: string; readonly [name: string]: unknown },
  text: string,
): Promise<string> {
  const jws = await new CompactSign(Buffer.from(text)).setProtectedHeader(header).sign(key);
  const [before, , signature] = jws.split('.');
  return `${before}..${signature}`;
}
