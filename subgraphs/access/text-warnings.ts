import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';
import { DOCUMENT, INSTITUTION, MAIL, NAMED, PERSON_ON_THE_MOVE } from './text-signs.ts';
import type { TextWarning, TextWarningKind } from './text-warning.entity.ts';

type Sign = (text: string, country: string | null) => boolean;

/** What free text had better not hold: no person is a data subject in this part [capabilities, Access agreements]. */
const LOOKS_LIKE: readonly {
  readonly about: TextWarningKind;
  readonly says: string;
  readonly isIn: Sign;
}[] = [
  {
    about: 'PHONE_NUMBER',
    says: 'This looks like a phone number. Whoever reads this could call, or trace, a person.',
    isIn: holdsPhoneNumber,
  },
  {
    about: 'MAIL_ADDRESS',
    says: 'This looks like an address for mail. It names a person or leads to one.',
    isIn: (text) => MAIL.test(text),
  },
  {
    about: 'DOCUMENT_NUMBER',
    says: 'This looks like the number of a document or of a case. Accord holds no such number of anybody here.',
    isIn: (text) => matchesOf(DOCUMENT, text).some((number) => (number.match(/\p{Nd}/gu) ?? []).length >= 5),
  },
  {
    about: 'NAME',
    says: 'This looks like the name of a person. What happened can be told without it; a name here may put somebody at risk.',
    isIn: (text) => NAMED.some((pattern) => pattern.test(text)),
  },
  {
    about: 'NAME_OF_MIGRANT',
    says: 'This looks like the name of a person on the move. What happened can be told without it.',
    isIn: (text) => PERSON_ON_THE_MOVE.some((pattern) => matchesOf(pattern, text).some(isNoInstitution)),
  },
];

/**
 * One warning for each kind of thing in each field. `texts`: by the name of the input field; `country`: ISO 3166-1 alpha-2 of
 * where it happened, by which numbers are known that are written as people dial them there.
 */
export function warningsAbout(
  texts: Readonly<Record<string, string | null | undefined>>,
  country: string | null = null,
): TextWarning[] {
  return Object.entries(texts).flatMap(([field, text]) =>
    LOOKS_LIKE.filter(({ isIn }) => text != null && isIn(text, country)).map(({ about, says }) => ({
      field: `input.${field}`,
      about,
      says,
    })),
  );
}

/** Days, hours and degrees are written in digits as well. */
const NO_NUMBERS = [
  /(?<![\p{Nd}.])\p{Nd}{1,2}[:.]\p{Nd}{2}(?![.,]?\p{Nd})/gu,
  /(?<![\p{Nd}./-])\p{Nd}{1,4}([./-])\p{Nd}{1,2}\1\p{Nd}{2,4}(?!\1?\p{Nd})/gu,
  /[-−]?(?<!\p{Nd})\p{Nd}{1,3}[.,]\p{Nd}{3,}(?!\p{Nd})/gu,
];
/** As people dial beyond a border, where no country tells how: a trunk zero, then digits in groups. */
const DIALLED = /(?<![\p{Nd}+/.,-])\(?[0٠۰]\p{Nd}(?:[ ()-]{0,2}\p{Nd}){7,12}(?![\p{Nd}/])/u;

function holdsPhoneNumber(text: string, country: string | null): boolean {
  const numbers = NO_NUMBERS.reduce((left, pattern) => left.replace(pattern, ' · '), text);
  const code = country?.toUpperCase() ?? '';
  const defaultCountry: CountryCode | undefined = isSupportedCountry(code) ? code : undefined;
  return DIALLED.test(numbers) || findPhoneNumbersInText(numbers, { defaultCountry }).length > 0;
}

/** What the first group of a pattern found, each time that it did. */
function matchesOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** `refugee Status Determination` and `child Protection Officer` begin as names do. */
function isNoInstitution(found: string): boolean {
  return !found.split(/\s+/).some((word) => INSTITUTION.has(word.toLowerCase()));
}
