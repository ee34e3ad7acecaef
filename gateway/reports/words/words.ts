import type { ReportLanguage } from '../../../shared/report/content.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { ReportWords } from './word-table.ts';

const WORDS: Readonly<Record<ReportLanguage, ReportWords>> = { en, fr, es, ar };

export function wordsIn(language: ReportLanguage): ReportWords {
  return WORDS[language];
}
