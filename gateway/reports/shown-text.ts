import type { Named, ReportedText, ReportLanguage } from '../../shared/report/content.ts';

/** A text, and the language it is in: what is not translated stays in its own, and is marked as such. */
export interface ShownText {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

export interface ShownTexts {
  readonly title: ShownText;
  readonly summary: ShownText | null;
}

/** Languages written from right to left, by their first subtag. */
const RIGHT_TO_LEFT = ['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

/** The day before the month in every language. */
const LOCALES: Readonly<Record<ReportLanguage, string>> = { en: 'en-GB', fr: 'fr', es: 'es', ar: 'ar' };

/** In this language where it is there, else as it was written. */
export function textIn(language: ReportLanguage, texts: readonly ReportedText[]): ShownTexts {
  const own = texts.find((one) => one.language.split('-')[0] === language) ?? texts[0];
  const tag = own?.language ?? language;
  return {
    title: shown(own?.title ?? '', tag),
    summary: own?.summary == null ? null : shown(own.summary, tag),
  };
}

export function nameIn(language: ReportLanguage, { name, names }: Named): string {
  return names[language] ?? name;
}

/** A day in words, in the Gregorian calendar and with European digits in every language. */
export function dayIn(language: ReportLanguage, day: string): string {
  const format = new Intl.DateTimeFormat(`${LOCALES[language]}-u-ca-gregory-nu-latn`, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(day));
}

function shown(text: string, language: string): ShownText {
  const isReversed = RIGHT_TO_LEFT.includes(language.split('-')[0] ?? '');
  return { text, language, direction: isReversed ? 'rtl' : 'ltr' };
}
