import type { ReportLanguage } from '../../shared/report/content.ts';
import type { PdfWorkshop } from './pdf-workshop.ts';
import { type PublishedReport, parsedDocument } from './published-reports.ts';
import { type ReportPlaces, reportPage } from './report-page.ts';
import { shownReport } from './shown-report.ts';

export const FORMS = ['json', 'html', 'pdf'] as const;
export type ReportForm = (typeof FORMS)[number];

export interface Wanted {
  readonly form: ReportForm;
  /** JSON holds every language. */
  readonly language: ReportLanguage;
  /** Pages and PDFs then say that what they tell is made up. */
  readonly sandbox: boolean;
}

/** A report in one form and language: the same bytes whenever and wherever it is written. */
export async function writtenReport(
  found: PublishedReport,
  { form, language, sandbox }: Wanted,
  workshop: PdfWorkshop,
): Promise<Buffer> {
  if (form === 'json') return Buffer.from(found.document);
  const document = parsedDocument(found);
  const shown = shownReport(document, language, sandbox);
  if (form === 'pdf') return workshop.write(shown, document.frozenAt);
  return Buffer.from(reportPage(shown, placesOf(document.conference, document.version, language)));
}

export function placesOf(conference: number, version: number, language: ReportLanguage): ReportPlaces {
  const base = `/reports/${conference}/${version}`;
  return {
    page: (other) => `${base}.html?lang=${other}`,
    pdf: `${base}.pdf?lang=${language}`,
    json: `${base}.json`,
    list: `/reports?lang=${language}`,
  };
}
