import { iso31661 } from 'iso-3166/1.js';

const inEnglish = new Intl.DisplayNames(['en'], { type: 'region' });

/** Countries by their two codes and their English names, in small letters. */
const BY_WORD: ReadonlyMap<string, string> = new Map(
  iso31661.flatMap(({ alpha2, alpha3, name }) =>
    [alpha2, alpha3, name, inEnglish.of(alpha2) ?? name].map((word) => [word.toLowerCase(), alpha2] as const),
  ),
);

/** ISO 3166-1 alpha-2 of what a directory says, two letters, three, or an English name; null for anything else. */
export function countryOf(said: unknown): string | null {
  return typeof said === 'string' ? (BY_WORD.get(said.trim().toLowerCase()) ?? null) : null;
}
