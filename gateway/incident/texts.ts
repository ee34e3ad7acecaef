import type { Language } from '../../shared/words/words.ts';
import type { FormTexts } from './form-texts.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Language, FormTexts>> = { en, fr, es, ar };

export function formTextsIn(language: Language): FormTexts {
  return TEXTS[language];
}
