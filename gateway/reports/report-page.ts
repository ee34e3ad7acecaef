import { type Html, html } from '../my/html.ts';
import type { ShownChanges } from './shown-changes.ts';
import type { ShownEntry, ShownFact } from './shown-entries.ts';
import type { ShownFigure, ShownParagraph, ShownReport } from './shown-report.ts';
import type { ShownText } from './shown-text.ts';
import { STYLE } from './style.ts';

/** Where this report lies in its other forms and languages. */
export interface ReportPlaces {
  readonly page: (language: string) => string;
  readonly pdf: string;
  readonly json: string;
  readonly list: string;
}

/** A report as a page that needs no script, picture or font. */
export function reportPage(shown: ShownReport, places: ReportPlaces): string {
  const { words, language, direction } = shown;
  const { labels, contents, says } = words;
  const page = html`<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title} · ${shown.conference}</title>
<style>${STYLE}</style>
<header><nav aria-label="${labels.otherLanguages}">${shown.languages.map(
    (one) =>
      html`<a href="${places.page(one.language)}" lang="${one.language}" hreflang="${one.language}"${
        one.language === language ? html` aria-current="page"` : null
      }>${one.name}</a> `,
  )}<span>${labels.files}: <a href="${places.pdf}">PDF</a> <a href="${places.json}">JSON</a></span></nav>
<p>${shown.conference}</p><h1>${words.title}</h1><p>${shown.resolution}</p></header>
<main>
${shown.sandbox ? html`<p class="sandbox">${says.sandbox}</p>` : null}
${pairs(shown.about.map(([label, value]) => ({ label, value })))}
<p>${says.scope}</p><p>${says.figures}</p>
<h2>${contents.summary}</h2>${summary(shown)}
<h2>${contents.figures}</h2>${shown.paragraphs.map((one) => paragraph(one, shown))}
<h2>${contents.changes}</h2>${shown.changes === null ? html`<p>${says.firstVersion}</p>` : changes(shown.changes, shown)}
<h2>${contents.measures}</h2>${shown.measures.length === 0 ? html`<p>${says.noMeasures}</p>` : null}${entries(shown.measures, 'm')}
${shown.consultations.length > 0 ? html`<h2>${contents.consultations}</h2>` : null}${entries(shown.consultations, 'c')}
${shown.pledges.length > 0 ? html`<h2>${contents.pledges}</h2>` : null}${entries(shown.pledges, 'p')}
<h2>${contents.verification}</h2><p>${says.verification}</p>
<dl>${shown.verification.map(([label, value]) => html`<dt>${label}</dt><dd><code dir="ltr">${value}</code></dd>`)}</dl>
</main><footer><p><a href="${places.list}">${says.list}</a></p></footer></html>
`;
  return page.text;
}

function summary({ words, years, totals, byCountry }: ShownReport): Html {
  const { labels } = words;
  if (totals.all.count === 0) return html`<p>${words.says.noMeasures}</p>`;
  return html`<div class="wide"><table><thead><tr><th scope="col">${labels.year}</th>${years.map(
    (year) => html`<th scope="col">${year}</th>`,
  )}<th scope="col">${labels.total}</th></tr></thead><tbody><tr><th scope="row">${labels.measures}</th>${totals.years.map(
    ({ count }) => html`<td>${count}</td>`,
  )}<td><b>${totals.all.count}</b></td></tr></tbody></table></div>
<div class="wide"><table><thead><tr><th scope="col">${labels.country}</th><th scope="col">${labels.total}</th><th scope="col">${labels.measures}</th></tr></thead>
<tbody>${byCountry.map(
    ([country, figure]) =>
      html`<tr><th scope="row">${country}</th><td><b>${figure.count}</b></td><td>${links(figure)}</td></tr>`,
  )}</tbody></table></div>`;
}

function paragraph(
  { code, name, strength, total, rows }: ShownParagraph,
  { words, years }: ShownReport,
): Html {
  const { labels, says } = words;
  return html`<section><h3><bdi>${code}</bdi> · ${name} (${total.count})</h3><p>${says.strength} ${strength}.</p>
<div class="wide"><table><thead><tr><th scope="col">${labels.country}</th>${years.map(
    (year) => html`<th scope="col">${year}</th>`,
  )}<th scope="col">${labels.total}</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.country}</th>${row.figures.map((figure) =>
        figure === null ? html`<td>–</td>` : html`<td><b>${figure.count}</b> ${links(figure)}</td>`,
      )}<td><b>${row.total.count}</b></td></tr>`,
  )}</tbody></table></div></section>`;
}

function changes({ lists, figures }: ShownChanges, { words }: ShownReport): Html {
  const { labels } = words;
  return html`${lists.map(
    ({ label, entries: changed }) =>
      html`<h3>${label} (${changed.length})</h3><ul>${changed.map(
        ({ number, title }) =>
          html`<li>${number === null ? null : html`<a href="#m${number}">${number}</a> · `}${spoken(title)}</li>`,
      )}</ul>`,
  )}${
    figures.length === 0
      ? null
      : html`<div class="wide"><table><thead><tr><th scope="col">${labels.figure}</th><th scope="col">${labels.country}</th><th scope="col">${labels.year}</th><th scope="col">${labels.before}</th><th scope="col">${labels.after}</th></tr></thead>
<tbody>${figures.map(
          (one) =>
            html`<tr><th scope="row">${one.paragraph}</th><td>${one.country}</td><td>${one.year}</td><td>${one.before}</td><td><b>${one.after}</b></td></tr>`,
        )}</tbody></table></div>`
  }`;
}

function entries(list: readonly ShownEntry[], prefix: string): Html[] {
  return list.map(
    ({ number, title, summary: told, facts }) =>
      html`<section id="${prefix}${number}"><h3>${number} · ${spoken(title)}</h3>${
        told === null ? null : html`<p>${spoken(told)}</p>`
      }${pairs(facts)}</section>`,
  );
}

function pairs(facts: readonly ShownFact[]): Html {
  return html`<dl>${facts.map(({ label, value, url, language, direction }) => {
    const said = language && direction ? spoken({ text: value, language, direction }) : html`${value}`;
    return html`<dt>${label}</dt><dd>${url ? html`<a href="${url}" rel="noopener noreferrer">${said}</a>` : said}</dd>`;
  })}</dl>`;
}

function links({ numbers }: ShownFigure): Html {
  return html`<small>${numbers.map((number) => html`<a href="#m${number}">${number}</a> `)}</small>`;
}

function spoken({ text, language, direction }: ShownText): Html {
  return html`<bdi lang="${language}" dir="${direction}">${text}</bdi>`;
}
