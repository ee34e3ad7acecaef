import { expect, test } from '@jest/globals';
import { ReportPdf } from '../../../gateway/reports/report-pdf.ts';
import { shownReport } from '../../../gateway/reports/shown-report.ts';
import { REPORT_LANGUAGES } from '../../../shared/report/content.ts';
import { canReadPdf, readPdf, reportWith } from '../../support/published-report.ts';

const frozenAt = new Date('2015-11-01T00:00:00Z');
const titled = (title: string, language = 'en') =>
  reportWith({ texts: [{ language, title, summary: null }] });

test.each(REPORT_LANGUAGES)(
  '%s: it is tagged PDF/UA, and the same bytes from another compiler',
  (language) => {
    const shown = shownReport(titled('A measure'), language, false);
    const [one, two] = [new ReportPdf().write(shown, frozenAt), new ReportPdf().write(shown, frozenAt)];
    expect(one.equals(two)).toBe(true);
    const raw = one.toString('latin1');
    expect(raw).toMatch(/\/StructTreeRoot/);
    expect(raw).toMatch(/pdfuaid:part>1</);
    expect(raw).toMatch(new RegExp(`/Lang ?\\(${language}\\)`));
  },
);

test('a character that no font here has is drawn as one that says so, and the rest of the title stands', () => {
  const bytes = new ReportPdf().write(
    shownReport(titled('Help 帮助 🙂 for all', 'zh'), 'en', false),
    frozenAt,
  );
  expect(bytes.length).toBeGreaterThan(10_000);
  if (canReadPdf) expect(readPdf(bytes).text).toMatch(/Help .* for all/);
});

test('what stands in a title is text and no markup', () => {
  const title = '#pagebreak() *bold* $x$ <m1> @p1 \\ [a](b) {0}';
  const bytes = new ReportPdf().write(shownReport(titled(title), 'en', false), frozenAt);
  if (canReadPdf) expect(readPdf(bytes).text.replaceAll(/\s+/g, ' ')).toContain(title);
});

/** Said to be skipped where the program that reads a PDF is missing; `.ci/run` installs it. */
const testWhereRead = canReadPdf ? test : test.skip;
testWhereRead('Arabic is read in its order, and a Persian title in an English report as well', () => {
  const arabic = readPdf(
    new ReportPdf().write(shownReport(titled('تدريب موظفي الحدود', 'ar'), 'ar', false), frozenAt),
  );
  const plain = arabic.text.normalize('NFKC').replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  expect(plain).toContain('تدريب موظفي الحدود');
  expect(plain).toContain('ضمان الوصول والكرامة واحترام التنوع والاندماج الاجتماعي');
  expect(plain).toContain('الأردن');
  const english = readPdf(
    new ReportPdf().write(shownReport(titled('آموزش مرزبانان', 'fa'), 'en', false), frozenAt),
  );
  expect(english.text.replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')).toContain(
    'آموزش مرزبانان',
  );
});
