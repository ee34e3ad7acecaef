import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Words } from './word-table.ts';

/** The languages in which Accord speaks to the persons themselves; BCP 47. */
export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS: Readonly<Record<Language, Words>> = { en, fr, es, ar };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/** The language of a BCP 47 tag, such as `ar` for `ar-JO`; English where Accord does not speak it. */
export function languageOf(tag: string | null | undefined): Language {
  const primary = tag?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}
