import { match } from '@formatjs/intl-localematcher';
import Negotiator from 'negotiator';
import type { Texts } from './offer.ts';

const ENGLISH = 'en';

/** The tags of an `Accept-Language` header, best first (RFC 9110, section 12.5.4); English ends the list. */
export function preferredLanguages(header: string): string[] {
  const tags = new Negotiator({ headers: { 'accept-language': header } }).languages();
  return [...tags.filter(isTag), ENGLISH];
}

/** The text in the language that suits the reader best, by the distances between languages that CLDR publishes. */
export function textIn(texts: Texts | null, languages: readonly string[]): string | null {
  if (texts === null) return null;
  const tags = Object.keys(texts);
  if (tags.length < 2) return Object.values(texts)[0] ?? null;
  return texts[bestOf(tags, languages)] ?? Object.values(texts)[0] ?? null;
}

/** A page asks the same question for each of its texts; what was answered is kept, as much of it as a page needs. */
const answered = new Map<string, string>();
const MOST_ANSWERS = 500;

function bestOf(tags: readonly string[], languages: readonly string[]): string {
  const question = `${tags.join()};${languages.join()}`;
  const known = answered.get(question);
  if (known !== undefined) return known;
  const byCanonical = new Map(tags.filter(isTag).map((tag) => [canonicalOf(tag), tag]));
  const available = [...byCanonical.keys()];
  const found = match(languages, available, byCanonical.has(ENGLISH) ? ENGLISH : (available[0] ?? ENGLISH));
  const best = byCanonical.get(found) ?? (tags[0] as string);
  if (answered.size >= MOST_ANSWERS) answered.clear();
  answered.set(question, best);
  return best;
}

function isTag(tag: string): boolean {
  try {
    return canonicalOf(tag) !== '';
  } catch {
    return false;
  }
}

function canonicalOf(tag: string): string {
  return Intl.getCanonicalLocales(tag)[0] ?? '';
}
