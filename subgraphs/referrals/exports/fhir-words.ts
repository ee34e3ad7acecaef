import { createHash } from 'node:crypto';

export interface Reference {
  readonly reference: string;
}

export type Resource = { readonly resourceType: string } & Readonly<Record<string, unknown>>;

export interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

/**
 * The name of a resource inside a bundle: a UUID (version 8, RFC 9562) out of ours, because our ids have letters that
 * FHIR's may not have. The same thing has the same name in each export to the same viewer.
 */
export function urnOf(kind: string, id: string): string {
  const digits = createHash('sha256')
    .update(JSON.stringify([kind, id]))
    .digest('hex');
  const version = `8${digits.slice(13, 16)}`;
  const variant = `a${digits.slice(17, 20)}`;
  return `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-${version}-${variant}-${digits.slice(20, 32)}`;
}

export function entryOf(kind: string, id: string, resource: Resource): Entry {
  return { fullUrl: urnOf(kind, id), resource: bare(resource) as Resource };
}

export function refer(kind: string, id: string): Reference {
  return { reference: urnOf(kind, id) };
}

export function concept(system: string, code: string, text?: string) {
  return { coding: [{ system, code: codeText(code) }], ...(text === undefined ? {} : { text: plain(text) }) };
}

/** The white space that FHIR's type `string` knows: space, tab and the ends of lines. */
export function plain(text: string): string {
  return text.replace(/[^\S \t\r\n]/g, ' ');
}

/** FHIR's type `code`: words with one space between them. */
export function codeText(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Without what is undefined or empty, be it a text, a list or an object: FHIR allows none of these. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(bare).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const kept = Object.entries(value)
    .map(([key, one]) => [key, bare(one)])
    .filter(([, one]) => one !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
