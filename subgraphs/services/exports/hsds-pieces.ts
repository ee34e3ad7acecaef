import { attributesOf } from '../hsds/beyond-hsds.ts';
import { hsdsId } from '../hsds/hsds-id.ts';
import type { Texts } from '../offer.ts';
import { type HsdsRecord, withAttributes } from './hsds-part.ts';

const ENGLISH = 'en';
const inEnglish = new Intl.DisplayNames([ENGLISH], { type: 'language' });

/** Languages that must be told beside the one text HSDS has: what is said in English alone needs no more. */
export function spoken(texts: Texts | null): Texts | null {
  const tags = Object.keys(texts ?? {});
  return tags.length === 1 && tags[0] === ENGLISH ? null : texts;
}

/** The one number that is said of the thing itself, before the others. */
export function phonesOut(first: string | null, others: unknown, ownerId: string): HsdsRecord[] {
  const list = (others ?? []) as HsdsRecord[];
  if (first === null) return list;
  const id = hsdsId(`${ownerId}/phone`);
  return [withAttributes({ id, number: first }, attributesOf('phone', id, { first: true })), ...list];
}

/**
 * HSDS Language: what is said about each, and the tags of which nothing is said, under the name they have in English. An
 * import takes one that says no more than its tag and that name for a tag.
 */
export function languagesOut(tags: readonly string[], details: unknown, ownerId: string): HsdsRecord[] {
  const list = (details ?? []) as HsdsRecord[];
  const known = new Set(list.map(({ code }) => code));
  const rest = tags.filter((tag) => !known.has(tag));
  return [...list, ...rest.map((tag) => languageOut(tag, ownerId))];
}

/** The name of a language in English; the tag itself where it has none. */
export function languageName(tag: string): string {
  try {
    return inEnglish.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function languageOut(tag: string, ownerId: string): HsdsRecord {
  return { id: hsdsId(`${ownerId}/languages/${tag}`), name: languageName(tag), code: tag };
}
