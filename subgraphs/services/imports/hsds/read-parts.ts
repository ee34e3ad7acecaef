import { type BeyondEntity, beyondOf } from '../../hsds/beyond-hsds.ts';
import { snake } from '../../hsds/hsds-names.ts';
import { HSDS_PARTS, type HsdsPart } from '../../hsds-model.ts';
import { faultOf, type Kept, LONGEST_LIST } from '../../hsds-parts.ts';
import type { Notes } from '../notes.ts';
import { plainText } from '../plain-text.ts';
import { isJson, isSilent, type Json } from './json.ts';
import { memoized } from './memoized.ts';

/** By which an entity points to what it stands in, or is pointed at: the nesting says it. */
const POINTERS: ReadonlySet<string> = new Set([
  ...['organization_id', 'service_id', 'service_at_location_id', 'location_id', 'contact_id', 'phone_id'],
  ...['program_id', 'unit_id', 'link_id', 'link_entity', 'resource_id', 'resource_type'],
]);

/** Parts whose attributes say what HSDS has no field for, when the file comes from here. */
const BEYOND: Partial<Readonly<Record<HsdsPart, BeyondEntity>>> = {
  accessibility: 'accessibility',
  contact: 'contact',
  serviceArea: 'service_area',
};

/** What an entity says beyond HSDS, and the entity without it. */
export function beyond(
  entity: BeyondEntity,
  source: Json,
): { readonly said: Readonly<Record<string, unknown>>; readonly source: Json } {
  const attributes = source['attributes'];
  if (!Array.isArray(attributes)) return { said: {}, source };
  const { said, others } = beyondOf(entity, attributes.filter(isJson));
  return { said, source: { ...source, attributes: others } };
}

/**
 * An entity of HSDS that stands inside another, field by field after `HSDS_PARTS`. A field that is not what it must be is
 * left out and noted; so is the whole entity when it lacks what it cannot be without, and the answer is null. `also`: keys
 * that somebody else reads.
 */
export function readPart(
  part: HsdsPart,
  given: Json,
  path: string,
  notes: Notes,
  also: readonly string[] = [],
): Kept | null {
  const entity = BEYOND[part];
  const { said, source } = entity === undefined ? { said: {}, source: given } : beyond(entity, given);
  const kept: Record<string, unknown> = {};
  for (const [field, kind] of Object.entries(HSDS_PARTS[part])) {
    const key = snake(field);
    const value = readField(kind.replace('!', ''), source[key] ?? said[field], `${path}${key}`, notes);
    if (value !== null) kept[field] = value;
    else if (kind.endsWith('!')) {
      notes.leftOut(path.replace(/\.$/, ''), source, `Without ${key} it says nothing.`);
      return null;
    }
  }
  noteUnknown(source, knownKeys(part), also, path, notes);
  return kept;
}

const knownKeys = memoized(
  (part: string): ReadonlySet<string> => new Set(Object.keys(HSDS_PARTS[part as HsdsPart]).map(snake)),
);

function noteUnknown(
  source: Json,
  known: ReadonlySet<string>,
  also: readonly string[],
  path: string,
  notes: Notes,
): void {
  for (const [key, value] of Object.entries(source)) {
    if (known.has(key) || also.includes(key) || POINTERS.has(key) || isSilent(value)) continue;
    notes.leftOut(`${path}${key}`, value, 'Not a field of HSDS 3.1.');
  }
}

export function readParts(part: HsdsPart, list: unknown, path: string, notes: Notes): Kept[] {
  return eachOf(list, path, notes)
    .map(([one, at]) => readPart(part, one, `${at}.`, notes))
    .filter((one) => one !== null);
}

/** The objects of a list with their paths; what is no object, or one too many, is left out and noted. */
export function eachOf(list: unknown, path: string, notes: Notes, most = LONGEST_LIST): [Json, string][] {
  if (isSilent(list)) return [];
  if (!Array.isArray(list)) {
    notes.leftOut(path, list, 'A list was expected.');
    return [];
  }
  if (list.length > most) notes.leftOut(path, `${list.length}`, `At most ${most} are kept.`);
  return list.slice(0, most).flatMap((one: unknown, index): [Json, string][] => {
    if (isJson(one)) return [[one, `${path}[${index}]`]];
    notes.leftOut(`${path}[${index}]`, one, 'An object was expected.');
    return [];
  });
}

function readField(kind: string, said: unknown, path: string, notes: Notes): unknown {
  if (isSilent(said)) return null;
  if (kind.endsWith('[]')) {
    const list = readParts(kind.slice(0, -2) as HsdsPart, said, path, notes);
    return list.length === 0 ? null : list;
  }
  if (kind in HSDS_PARTS) {
    if (isJson(said)) return readPart(kind as HsdsPart, said, `${path}.`, notes);
    notes.leftOut(path, said, 'An object was expected.');
    return null;
  }
  return readValue(kind, said, path, notes);
}

/** A value of one of the kinds of `HSDS_PARTS`, or null with a note why not. */
export function readValue(kind: string, said: unknown, path: string, notes: Notes): unknown {
  if (isSilent(said)) return null;
  const value = turned(kind, said);
  const fault = faultOf(kind, value);
  if (fault === null && value !== '') return value;
  notes.leftOut(path, said, fault ?? 'Nothing is left of it as text.');
  return null;
}

/** A text of the entry itself, such as its name. */
export function readText(said: unknown, path: string, notes: Notes): string | null {
  return readValue('text', said, path, notes) as string | null;
}

/** How directories write it, as it is written here. */
function turned(kind: string, said: unknown): unknown {
  if (kind === 'number') return typeof said === 'string' ? Number(said.trim() || Number.NaN) : said;
  const text = typeof said === 'number' || typeof said === 'boolean' ? String(said) : said;
  if (typeof text !== 'string') return text;
  if (kind === 'text') return plainText(text.replaceAll('\0', ''));
  if (kind === 'country' || kind === 'currency' || kind === 'place') return text.trim().toUpperCase();
  if (kind === 'day') return text.trim().replace(/^(\d{4}-\d\d-\d\d)T.*$/, '$1');
  return text.trim();
}
