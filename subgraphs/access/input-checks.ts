import { countryName, isCountryCode, nearestCountry } from '../../shared/countries.ts';
import { AccordError } from '../../shared/errors.ts';
import { nearestWord } from '../../shared/nearest-word.ts';

/** Errors: VALIDATION_FAILED, with the field of the input and a sentence that says what would be right. */
export function refuseUnless(holds: boolean, field: string, says: string): asserts holds {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

/** A calendar day as ISO 8601 writes it, and one that the calendar has. */
export function isDay(word: string): boolean {
  const date = new Date(`${word}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(word)
  );
}

export function checkDay(word: string | null | undefined, field: string): void {
  refuseUnless(word == null || isDay(word), field, 'A date is written as 2026-03-31.');
}

/** Before this nothing was seen that is recorded here: an earlier day is a slip of the pen [choice]. */
const FIRST_DAY = '1990-01-01';

/** A day that somebody saw something on. Errors: VALIDATION_FAILED. */
export function checkSeenDay(word: string, field: string): void {
  checkPastDay(word, field);
  refuseUnless(word >= FIRST_DAY, field, 'This day was in 1990 or later.');
}

/** A day that something has happened on; the day that begins first on the globe counts as today. */
export function checkPastDay(word: string | null | undefined, field: string): void {
  checkDay(word, field);
  const tomorrow = new Date(Date.now() + 14 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  refuseUnless(word == null || word <= tomorrow, field, 'This day has not come yet.');
}

export function checkOrder(
  from: string | null | undefined,
  until: string | null | undefined,
  field: string,
): void {
  refuseUnless(
    from == null || until == null || from <= until,
    field,
    'It ends before it begins: are the dates reversed?',
  );
}

export function checkLength(word: string | null | undefined, most: number, field: string): void {
  const says = `A text here has 1 to ${most.toLocaleString('en')} characters.`;
  refuseUnless(word == null || (word.trim() !== '' && word.length <= most), field, says);
}

/** Errors: VALIDATION_FAILED, with the nearest country named. */
export function checkCountry(word: string, field = 'country'): void {
  if (isCountryCode(word)) return;
  const nearest = nearestCountry(word);
  const says = `A country is two letters, ISO 3166-1; the nearest is ${nearest} (${countryName(nearest, 'en')}).`;
  refuseUnless(false, field, says);
}

export function isLatitude(degrees: number): boolean {
  return Number.isFinite(degrees) && Math.abs(degrees) <= 90;
}

export function isLongitude(degrees: number): boolean {
  return Number.isFinite(degrees) && Math.abs(degrees) <= 180;
}

export function checkWebAddress(word: string | null | undefined, field: string): void {
  const isWeb = word == null || (URL.canParse(word) && /^https?:$/.test(new URL(word).protocol));
  refuseUnless(isWeb, field, 'An address on the web begins with https://.');
}

/** One of our words out of a code that somebody typed; case, spaces and hyphens do not matter. Errors: VALIDATION_FAILED, with the nearest word. */
export function knownWord<Word extends string>(code: string, words: readonly Word[], field: string): Word {
  const typed = code
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  const found = words.find((word) => word === typed);
  if (found) return found;
  const says = `This code is not known; the nearest is ${nearestWord(typed.slice(0, LONGEST_CODE), words)}.`;
  throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

/** No code of ours is longer, and the nearest to a longer one is not worth the search. */
const LONGEST_CODE = 60;
