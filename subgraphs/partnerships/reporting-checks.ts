import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { nearestWord } from '../../shared/nearest-word.ts';

// The form of what is reported: texts, codes, days and countries. What the law forbids is decided elsewhere.

/** Errors: VALIDATION_FAILED, with the field. */
export function refuseUnless(holds: boolean, field: string, says: string): asserts holds {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

const LONGEST_WORD = 60;

/** The words as those of the list. Errors: VALIDATION_FAILED, naming the nearest word of the list. */
export function codesOf<Word extends string>(
  given: readonly string[],
  allowed: readonly Word[],
  field: string,
): Word[] {
  refuseUnless(new Set(given).size === given.length, field, 'Each stands here once.');
  return given.map((word, index) => codeOf(word, allowed, `${field}.${index}`));
}

/** The same for one word. Only its beginning is compared and repeated: the work grows with the length of the word. */
export function codeOf<Word extends string>(word: string, allowed: readonly Word[], field: string): Word {
  const known = allowed.find((one) => one === word);
  if (known !== undefined) return known;
  const beginning = word.slice(0, LONGEST_WORD);
  const says = `“${beginning}” is not known here; the nearest word is ${nearestWord(beginning, allowed)}.`;
  throw new AccordError('VALIDATION_FAILED', { field: `input.${field}`, says });
}

/** The text without what surrounds it. Errors: VALIDATION_FAILED. */
export function textOf(text: string, field: string, longest: number): string {
  const kept = text.trim();
  const length = `Here stand 1 to ${longest.toLocaleString('en')} characters.`;
  refuseUnless(kept !== '' && text.length <= longest, field, length);
  refuseUnless(
    text.isWellFormed() && !text.includes('\0'),
    field,
    'The text holds a NUL character or half of a character.',
  );
  return kept;
}

export function optionalTextOf(
  text: string | null | undefined,
  field: string,
  longest: number,
): string | null {
  return text == null ? null : textOf(text, field, longest);
}

/** A day as ISO 8601 writes it. Errors: VALIDATION_FAILED. */
export function dayOf(word: string, field: string): string {
  const date = new Date(`${word}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(word);
  refuseUnless(isDay, field, 'A day is written as 2026-03-31.');
  return word;
}

/** Errors: VALIDATION_FAILED, when the end comes before the beginning. */
export function checkOrder(from: string, until: string | null, field: string): void {
  refuseUnless(until === null || from <= until, field, `The dates are reversed: ${until} is before ${from}.`);
}

export function countryOf(word: string, field: string): string {
  refuseUnless(/^[a-z]{2}$/i.test(word), field, 'A country is two letters, ISO 3166-1.');
  return word.toUpperCase();
}

/** A language tag in its canonical form. Errors: VALIDATION_FAILED. */
export function languageOf(tag: string, field: string): string {
  try {
    return Intl.getCanonicalLocales(tag.slice(0, LONGEST_WORD))[0] as string;
  } catch {
    throw new AccordError('VALIDATION_FAILED', {
      field: `input.${field}`,
      says: 'A language is a BCP 47 tag, such as fr.',
    });
  }
}

/** Errors: VALIDATION_FAILED for the first that is not registered, or not active. */
export async function checkRegistered(tx: Transaction, ids: readonly string[], field: string): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    'registered-organisations',
    'select id from organisation where id = any($1) and active',
    [ids],
  );
  const registered = new Set(rows.map(({ id }) => id));
  const missing = ids.findIndex((id) => !registered.has(id));
  refuseUnless(missing < 0, `${field}.${missing}`, 'This organisation is not registered, or not active.');
}
