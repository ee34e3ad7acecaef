import { createHash } from 'node:crypto';
import { LANGUAGES, type Language, wordsIn } from '../../shared/words/words.ts';
import { Html, html } from '../my/html.ts';
import { constraintsChart, safeguardsChart } from './charts.ts';
import type { NamedCountry, ToldProcedure } from './country-door.ts';
import type { CountryTexts } from './page-texts.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Language, CountryTexts>> = { en, fr, es, ar };

const STYLE = `body{margin:0;font:1rem/1.5 sans-serif;color:#111;background:#fff}main,header{max-width:60rem;margin:auto;padding:.5rem 1rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:2px solid #111}h3{font-size:1.05rem;margin:1.5rem 0 .25rem}
nav a{display:inline-block;padding:.5rem .75rem}a{color:#00449e}.scroll{overflow-x:auto}svg{width:100%;min-width:40rem;height:auto}svg.bar{min-width:0}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:start;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
.label{font:13px sans-serif}.small{font:11px sans-serif}.light{fill:#fff}.empty{fill:#fff;stroke:#bbb}.bad{color:#8f1212;font-weight:bold}.good{color:#1b5e20}.flag{background:#fff3c4;padding:0 .3rem}li{margin:.25rem 0}`;

/** What the browser enforces: no script, no picture, no form, nothing from anywhere. */
export const COUNTRY_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // Public and the same for everybody, and soon read anew: a release and an expiry show within a minute.
  'cache-control': 'public, max-age=60',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export function countryPage({ name, told, nameOf }: NamedCountry, iso2: string, language: Language): string {
  const texts = TEXTS[language];
  const {
    accessProfile: profile,
    accessAgreements,
    legalInstruments,
    borderProcedures,
    accessIncidents,
  } = told;
  const main = html`<h1>${texts.title(name)}</h1><p>${texts.resolution}</p>
<h2>${texts.constraints}</h2><p>${texts.scale} ${texts.fewer}</p><div class="scroll">${constraintsChart(profile.months, texts)}</div>
${totals(profile.months, texts)}
<h2>${texts.agreements}</h2><p>${texts.inForce(profile.agreementsInForce)}</p><ul>${accessAgreements.nodes.map(
    ({ settings, parties, verdict }) =>
      html`<li>${settings.map((one) => texts.settings[one]).join(', ')}. ${texts.between}: ${parties.map(nameOf).join(', ')}. <b class="${classOf(verdict)}">${texts.verdicts[verdict]}</b></li>`,
  )}</ul>
<h2>${texts.gaps}</h2>${profile.gaps.length === 0 ? html`<p>${texts.noGaps}</p>` : html`<ul>${profile.gaps.map(({ setting, since }) => html`<li class="bad">${texts.settings[setting]}: ${texts.since(since)}</li>`)}</ul>`}
<h2>${texts.laws}</h2>${laws(legalInstruments.nodes, texts)}
<h2>${texts.safeguards}</h2>${borderProcedures.nodes.length === 0 ? html`<p>${texts.noProcedures}</p>` : borderProcedures.nodes.map((one) => procedure(one, nameOf, texts))}
<h2>${texts.released}</h2>${accessIncidents.nodes.length === 0 ? html`<p>${texts.noReleased}</p>` : html`<ul>${accessIncidents.nodes.map(({ month, constraint, admin1, severity, publicSummary }) => html`<li>${month}. ${texts.constraintNames[constraint]}${admin1 === null ? null : html`, ${admin1}`}${severity === null ? null : html`, ${texts.severity} ${severity}`}. ${publicSummary}</li>`)}</ul>`}`;
  return page(texts.title(name), iso2, language, main);
}

export function missingCountryPage(iso2: string, language: Language): string {
  return page(TEXTS[language].notFound, iso2, language, html`<h1>${TEXTS[language].notFound}</h1>`);
}

const styleAsItIs = new Html(STYLE);

function page(title: string, iso2: string, language: Language, main: Html): string {
  // A word that is no country has no page in any language.
  const choices = (iso2 === '' ? [] : LANGUAGES).map((one) => {
    const { name, direction } = wordsIn(one);
    return html`<a href="/countries/${iso2}?lang=${one}" lang="${one}" dir="${direction}">${name}</a> `;
  });
  return html`<!doctype html>
<html lang="${language}" dir="${wordsIn(language).direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${styleAsItIs}</style></head><body>
<header><nav aria-label="${TEXTS[language].languages}">${choices}</nav></header><main>${main}</main></body></html>
`.text;
}

/** What the chart shows, and what it does not: all incidents of each month. */
function totals(months: NamedCountry['told']['accessProfile']['months'], texts: CountryTexts): Html {
  const told = months.filter(({ incidents }) => incidents !== null);
  if (told.length === 0) return html``;
  return html`<table><thead><tr><th>${texts.month}</th><th>${texts.allIncidents}</th></tr></thead><tbody>${told.map(
    ({ month, incidents }) => html`<tr><td>${month}</td><td>${incidents}</td></tr>`,
  )}</tbody></table>`;
}

function laws(instruments: NamedCountry['told']['legalInstruments']['nodes'], texts: CountryTexts): Html {
  if (instruments.length === 0) return html`<p>${texts.noLaws}</p>`;
  return html`<ul>${instruments.map(({ title, url, verdict, conformity }) => {
    const failed = conformity
      .filter((one) => one.verdict === 'NOT_CONFORMING')
      .map(({ test }) => texts.tests[test]);
    const named = url === null ? html`${title}` : html`<a href="${url}" rel="noreferrer">${title}</a>`;
    const reasons = failed.length === 0 ? null : html` (${texts.fails} ${failed.join(', ')})`;
    return html`<li>${named}: <b class="${classOf(verdict)}">${texts.verdicts[verdict]}</b>${reasons}</li>`;
  })}</ul>`;
}

function procedure(told: ToldProcedure, nameOf: NamedCountry['nameOf'], texts: CountryTexts): Html {
  const whole = told.safeguards.filter(({ missing }) => missing === null).length;
  const rows = told.safeguards.map(({ safeguard, inLaw, inPractice, missing, assessment }) => {
    const flag = assessment?.withoutConsultation
      ? html` <span class="flag">${texts.withoutConsultation}</span>`
      : null;
    const by =
      assessment === null
        ? html`${texts.notAssessed}`
        : html`${assessment.assessedOn}, ${nameOf(assessment.assessedBy)}${flag}`;
    return html`<tr><th scope="row" class="${missing === null ? 'good' : 'bad'}">${texts.safeguardNames[safeguard]}</th><td>${texts.answers[inLaw]}</td><td>${texts.answers[inPractice]}</td><td>${by}</td></tr>`;
  });
  const title = `${texts.procedures[told.type]}${told.name === null ? '' : `: ${told.name}`}`;
  return html`<h3>${title}</h3><p>${texts.present(whole)}</p>${told.years.map(({ year, present }) => html`<p>${year}: ${texts.present(present)}</p>`)}${safeguardsChart(told, texts.present(whole))}
<div class="scroll"><table><thead><tr><th>${texts.safeguard}</th><th>${texts.inLaw}</th><th>${texts.inPractice}</th><th>${texts.assessed}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function classOf(verdict: string): string {
  return verdict === 'CONFORMING' ? 'good' : verdict === 'NOT_ASSESSED' ? '' : 'bad';
}
