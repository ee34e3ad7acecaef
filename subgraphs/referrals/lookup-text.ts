import type { CaseNumber, Identity, PersonContact } from './person-categories.entity.ts';

/** What an owner may find its own persons by, and the category that holds it. */
export const LOOKUP_CATEGORIES = {
  CASE_NUMBER: 'IDENTITY',
  NAME_AND_BIRTH_DATE: 'IDENTITY',
  PHONE: 'CONTACT',
} as const;
export type LookupKind = keyof typeof LOOKUP_CATEGORIES;

/** One value to be looked up by, written in one way; what is hashed is its kind and its text. */
export interface LookupText {
  readonly kind: LookupKind;
  readonly text: string;
}

/** A case code as it is looked up: one text for all ways of writing it. */
export function caseCodeText(caseCode: string): string {
  return folded(caseCode);
}

/** Null when nothing of it is left. */
export function caseNumberText({ issuer, number }: CaseNumber): LookupText | null {
  const text = folded(number).replaceAll(/\s/gu, '');
  const by = folded(issuer);
  return by && text ? { kind: 'CASE_NUMBER', text: JSON.stringify([by, text]) } : null;
}

/**
 * A phone number as E.164 writes it, `+962790000000`, however it was written: with blanks, dashes, dots or brackets, behind
 * `00`, in the digits of any script. Null for what has no country code (a zero in front says so), or is no number.
 */
export function phoneNumber(written: string): string | null {
  const digits = folded(written)
    .replace('(0)', '')
    .replaceAll(/[\s().\-/\p{Cf}\p{Pd}]/gu, '')
    .replace(/^\+|^00/, '');
  return /^[1-9]\d{1,14}$/.test(digits) ? `+${digits}` : null;
}

/** Null for what is no number with its country code. */
export function phoneText(phone: string): LookupText | null {
  const text = phoneNumber(phone);
  return text === null ? null : { kind: 'PHONE', text };
}

/** A name alone is borne by many: only both together are looked up. */
export function nameAndBirthDateText(name: string, birthDate: string): LookupText | null {
  const [called, born] = [folded(name), folded(birthDate)];
  return called && born ? { kind: 'NAME_AND_BIRTH_DATE', text: JSON.stringify([called, born]) } : null;
}

/** Everything that a person of these values is found by, each once. */
export function lookupTexts(identity?: Identity | null, contact?: PersonContact | null): LookupText[] {
  const texts = [
    ...(identity?.caseNumbers ?? []).map(caseNumberText),
    identity?.name && identity.birthDate ? nameAndBirthDateText(identity.name, identity.birthDate) : null,
    contact?.phone ? phoneText(contact.phone) : null,
  ].filter((one) => one !== null);
  return [...new Map(texts.map((one) => [hashedText(one), one])).values()];
}

/** What the vault hashes: a phone number never meets a case number of the same digits. */
export function hashedText({ kind, text }: LookupText): string {
  return JSON.stringify([kind, text]);
}

/** Without difference of width (Unicode NFKC), capitals, blanks and script of digits: `٢` and `２` are 2. */
function folded(text: string): string {
  const oneForm = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Nd}/gu, digitOf);
  return oneForm.replaceAll(/\s+/gu, ' ').trim();
}

/** In every script the digits stand in a row from 0 to 9, so a digit is as much as there are digits before it. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) as number;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
  return String(value % 10);
}
