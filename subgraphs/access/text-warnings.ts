import type { TextWarning, TextWarningKind } from './text-warning.entity.ts';

/** What free text had better not hold: no person is a data subject in this part [capabilities, Access agreements]. */
const LOOKS_LIKE: readonly {
  readonly about: TextWarningKind;
  readonly pattern: RegExp;
  readonly says: string;
}[] = [
  {
    about: 'PHONE_NUMBER',
    pattern: /(?:\+|\b00)[\d٠-٩][\d٠-٩ ()./-]{6,}[\d٠-٩]|\b0[\d٠-٩][\d٠-٩ ./-]{6,}[\d٠-٩]\b/u,
    says: 'This looks like a phone number. Whoever reads this could call, or trace, a person.',
  },
  {
    about: 'MAIL_ADDRESS',
    pattern: /[\w.+-]+@[\w-]+\.[\w.-]+/u,
    says: 'This looks like an address for mail. It names a person or leads to one.',
  },
  {
    about: 'DOCUMENT_NUMBER',
    pattern:
      /\b(?:passport|passeport|pasaporte|visa|permit|id)\s*(?:no\.?|number|n[°o]\.?|#)?\s*:?\s*[A-Z]{0,3}\d{5,}/iu,
    says: 'This looks like the number of a document. Accord holds no such number of anybody.',
  },
  {
    about: 'NAME',
    pattern:
      /\b(?:Mr|Mrs|Ms|Mme|Mlle|Sr|Sra|Señor|Señora|named|called|nommée?|appelée?|llamad[oa]|name is|mi nombre es)\.?\s+\p{Lu}\p{L}+/u,
    says: 'This looks like the name of a person. What happened can be told without it; a name here may put somebody at risk.',
  },
  {
    about: 'NAME_OF_MIGRANT',
    pattern:
      /\b(?:migrant|refugee|detainee|asylum seeker|boy|girl|man|woman|child|mother|father)[,:]?\s+(?:\p{Lu}\p{Ll}+\s+)\p{Lu}\p{Ll}+/u,
    says: 'This looks like the name of a person on the move. What happened can be told without it.',
  },
  {
    about: 'NAME',
    pattern: /(?:السيد|السيدة|اسمه|اسمها|يدعى|تدعى)\s+\p{Script=Arabic}{2,}/u,
    says: 'This looks like the name of a person. What happened can be told without it; a name here may put somebody at risk.',
  },
];

/** `texts`: by the name of the input field. One warning for each kind of thing in each field. */
export function warningsAbout(texts: Readonly<Record<string, string | null | undefined>>): TextWarning[] {
  return Object.entries(texts).flatMap(([field, text]) =>
    LOOKS_LIKE.filter(({ pattern }) => text != null && pattern.test(text)).map(({ about, says }) => ({
      field: `input.${field}`,
      about,
      says,
    })),
  );
}
