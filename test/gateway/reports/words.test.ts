import { describe, expect, test } from '@jest/globals';
import { quotedParagraph } from '../../../gateway/reports/quoted-paragraph.ts';
import type { ReportWords } from '../../../gateway/reports/words/word-table.ts';
import { wordsIn } from '../../../gateway/reports/words/words.ts';
import * as lists from '../../../shared/policy/measure-words.ts';
import { PLEDGE_KINDS, PLEDGE_PROGRESSES } from '../../../shared/policy/pledge-life.ts';
import { PARAGRAPH_STRENGTHS, RESOLUTION_PARAGRAPHS } from '../../../shared/policy/resolution.ts';
import { REPORT_LANGUAGES } from '../../../shared/report/content.ts';

/** Every code that a report may have to speak. */
const CODES: readonly (readonly [keyof ReportWords, readonly string[]])[] = [
  ['paragraphs', RESOLUTION_PARAGRAPHS],
  ['strengths', PARAGRAPH_STRENGTHS],
  ['types', lists.MEASURE_TYPES],
  ['statuses', lists.MEASURE_STATUSES],
  ['levels', lists.ACTION_LEVELS],
  ['groups', lists.BENEFICIARY_GROUPS],
  ['evidence', lists.EVIDENCE_KINDS],
  ['pledgeKinds', PLEDGE_KINDS],
  ['progresses', PLEDGE_PROGRESSES],
];

/** All that is said, by its place. */
function stringsOf(value: unknown, place = ''): [string, string][] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') return [[place, String(value(32))]];
  return Object.entries(value as object).flatMap(([name, part]) => stringsOf(part, `${place}.${name}`));
}

const english = new Map(stringsOf(wordsIn('en')));

/** Words that two languages really share. */
const SHARED =
  /^\.(contents\.consultations|labels\.(versions?|participants|page|total|type|kind|signature)|types\.CONSULTATION|evidence\.(SERVICE|DOCUMENT|CONSULTATION)|levels\.(LOCAL|NATIONAL|REGIONAL|GLOBAL)|direction)$/;

describe.each(REPORT_LANGUAGES)('%s', (language) => {
  const words = wordsIn(language);
  const strings = stringsOf(words);

  test('says everything that English says, and nothing twice over or empty', () => {
    expect(strings.map(([place]) => place).sort()).toEqual([...english.keys()].sort());
    expect(strings.filter(([, said]) => said.trim() === '' || said !== said.trim())).toEqual([]);
  });

  test.each(CODES)('has a word for every code of %s, each its own', (table, codes) => {
    const spoken = words[table] as Readonly<Record<string, string>>;
    expect(Object.keys(spoken).sort()).toEqual([...codes].sort());
    expect(new Set(Object.values(spoken)).size).toBe(codes.length);
  });

  test('is not English left standing', () => {
    if (language === 'en') return;
    const left = strings.filter(([place, said]) => english.get(place) === said && !SHARED.test(place));
    expect(left).toEqual([]);
  });

  test('is written in its own script', () => {
    const odd = strings.filter(
      ([place, said]) => place !== '.direction' && /[\u0600-\u06ff]/.test(said) !== (language === 'ar'),
    );
    expect(odd).toEqual([]);
    expect(words.direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
  });
});

test('the four duties of OP2 and the four of OP3 are quoted as the resolution numbers them', () => {
  expect([...new Set(RESOLUTION_PARAGRAPHS.map(quotedParagraph))].join(' ')).toBe(
    'P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 OP1 OP2 OP3A OP3B OP3C OP3D OP4 OP5',
  );
});

test('a Conference is counted as each language counts', () => {
  expect(REPORT_LANGUAGES.map((language) => wordsIn(language).conference(33).split(' ')[0])).toEqual([
    '33rd',
    '33e',
    '33.ª',
    'المؤتمر',
  ]);
  expect(wordsIn('en').conference(34)).toMatch(/^34th /);
  expect(wordsIn('ar').conference(32)).toContain('الثاني والثلاثون');
});
