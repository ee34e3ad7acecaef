import { randomBytes } from 'node:crypto';

/** Opaque and random: an id tells nothing of order, time or number. 128 bits in base64url behind a word for its kind. */
export function newId(kind: string): string {
  return `${kind}_${randomBytes(16).toString('base64url')}`;
}
