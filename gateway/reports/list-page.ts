import { REPORT_LANGUAGES, type ReportLanguage } from '../../shared/report/content.ts';
import { html } from '../my/html.ts';
import type { ReportList } from './published-reports.ts';
import { dayIn } from './shown-text.ts';
import { STYLE } from './style.ts';
import { wordsIn } from './words/words.ts';

/** Every report there is, with every version. */
export function listPage({ implementationReports }: ReportList, language: ReportLanguage): string {
  const { direction, labels, says, conference } = wordsIn(language);
  const page = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${says.list}</title>
<style>${STYLE}</style>
<header><nav aria-label="${labels.otherLanguages}">${REPORT_LANGUAGES.map(
    (one) =>
      html`<a href="/reports?lang=${one}" lang="${one}" hreflang="${one}"${
        one === language ? html` aria-current="page"` : null
      }>${wordsIn(one).language}</a> `,
  )}</nav><h1>${says.list}</h1></header>
<main>${implementationReports.length === 0 ? html`<p>${says.noReports}</p>` : null}${implementationReports.map(
    (report) => html`<section><h2>${conference(report.conference)}</h2>
<p>${labels.frozenOn} ${dayIn(language, report.frozenAt)} · ${labels.measures}: ${report.measureCount}</p>
<ul>${report.versions
      .toReversed()
      .map(
        (version) =>
          html`<li>${labels.version} ${version}: ${['html', 'pdf', 'json'].map(
            (form) =>
              html`<a href="/reports/${report.conference}/${version}.${form}?lang=${language}">${form.toUpperCase()}</a> `,
          )}</li>`,
      )}</ul></section>`,
  )}</main></html>
`;
  return page.text;
}
