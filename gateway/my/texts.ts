import type { Language } from '../../shared/words/words.ts';
import type { PageTexts } from './page-texts.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Language, PageTexts>> = { en, fr, es, ar };

export function textsIn(language: Language): PageTexts {
  return TEXTS[language];
}

/** Digits as on a phone's keys in every language, so that a date can be read out to anybody. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar-u-nu-latn' };

/** A day; with its hour, in UTC, where the hour matters. */
export function dayIn(language: Language, at: string, withHour = false): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    ...(withHour && { timeStyle: 'short' }),
    timeZone: 'UTC',
  });
  return withHour ? `${format.format(new Date(at))} UTC` : format.format(new Date(at));
}
