import type { Texts } from '../../offer.ts';
import { isLanguage } from '../../offer-words.ts';
import type { Notes } from '../notes.ts';
import type { Directory } from './directory.ts';
import { isJson } from './json.ts';
import { beyond } from './read-parts.ts';

const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{Letter}/u;

/**
 * A text under its language. HSDS does not say it: the directory does. What is said to be English and has no Latin letter is
 * in a language that nobody has said, `und`. Longer than `most` characters it is cut, and noted.
 */
export function textsIn(
  text: string | null,
  most: number,
  path: string,
  directory: Directory,
  notes: Notes,
): Texts {
  if (text === null) return {};
  const foreign = directory.language === 'en' && LETTER.test(text) && !LATIN.test(text);
  if (text.length > most) notes.leftOut(path, text, `Cut to ${most} characters.`);
  return {
    [foreign ? 'und' : directory.language]: text.length > most ? `${text.slice(0, most - 1)}…` : text,
  };
}

/** Texts in several languages, as our own attributes say them; null for none. */
export function textsSaid(said: unknown): Texts | null {
  if (!isJson(said)) return null;
  const texts = Object.entries(said).filter(([tag, text]) => isLanguage(tag) && typeof text === 'string');
  return texts.length === 0 ? null : (Object.fromEntries(texts) as Texts);
}

/** The one number that is said of the thing itself, where the list was written here, and the others. */
export function firstOf(phones: unknown): { first: string | null; phones: unknown } {
  if (!Array.isArray(phones)) return { first: null, phones };
  const at = phones.findIndex((one) => isJson(one) && beyond('phone', one).said['first'] === true);
  const number: unknown = phones[at]?.number;
  if (typeof number !== 'string') return { first: null, phones };
  return { first: number, phones: phones.filter((_one, index) => index !== at) };
}
