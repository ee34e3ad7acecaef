import { en } from './en.ts';
import { fr } from './fr.ts';
import type { AgreementWords } from './word-table.ts';

/** The languages in which agreements are told to staff; BCP 47. */
export const AGREEMENT_LANGUAGES = ['en', 'fr'] as const;
export type AgreementLanguage = (typeof AGREEMENT_LANGUAGES)[number];

const WORDS: Readonly<Record<AgreementLanguage, AgreementWords>> = { en, fr };

export function agreementWordsIn(language: AgreementLanguage): AgreementWords {
  return WORDS[language];
}

/** The language of a BCP 47 tag or of an `Accept-Language`, its first; English where no agreement is told in it. */
export function agreementLanguageOf(tag: string | null | undefined): AgreementLanguage {
  const [, primary] = /^\s*([a-z]{2})\b/i.exec(tag ?? '') ?? [];
  return AGREEMENT_LANGUAGES.find((language) => language === primary?.toLowerCase()) ?? 'en';
}

/** "a, b and c". */
export function listed(words: readonly string[], language: AgreementLanguage): string {
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' }).format(words);
}
