import { isCountry } from '../../offer-words.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Countries by their English name, in small letters. */
const BY_NAME: ReadonlyMap<string, string> = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))
    .filter((code) => code !== 'ZZ' && code !== 'EU' && code !== 'UN' && code !== 'EZ')
    .flatMap((code) => {
      const name = NAMES.of(code);
      return name === undefined ? [] : [[name.toLowerCase(), code] as const];
    }),
);

/** ISO 3166-1 alpha-2 of what a directory says, two letters or an English name; null for anything else. */
export function countryOf(said: unknown): string | null {
  if (typeof said !== 'string') return null;
  const word = said.trim();
  if (isCountry(word.toUpperCase())) return word.toUpperCase();
  return BY_NAME.get(word.toLowerCase()) ?? null;
}
