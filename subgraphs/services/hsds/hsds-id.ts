import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * The id under which HSDS knows something: the one it came with, where that is a UUID, as HSDS wants it; otherwise one made of
 * `name`, always the same for the same name (RFC 9562, version 8). `services.hsds_uuid` does the same in PostgreSQL.
 */
export function hsdsId(name: string, given?: unknown): string {
  if (typeof given === 'string' && isUuid(given)) return given;
  const hex = createHash('md5').update(`accord:${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] as string, 16) % 4];
  const digits = `${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Of what several entities point to, an id that is no UUID becomes the same one wherever it stands. */
export function hsdsReference(entity: 'taxonomy' | 'taxonomy_term' | 'organization', given: string): string {
  return hsdsId(`${entity}:${given}`, given);
}
