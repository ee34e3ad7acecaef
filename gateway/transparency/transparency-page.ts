import { createHash } from 'node:crypto';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import type { SharingStage } from '../../shared/policy/transparency.ts';
import { LANGUAGES, type Language, wordsIn } from '../../shared/words/words.ts';
import { Html, html } from '../my/html.ts';
import type { SharingTexts } from './page-texts.ts';
import type { ToldParty, ToldSharing } from './sharing-door.ts';
import { ar } from './texts/ar.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';

const TEXTS: Readonly<Record<Language, SharingTexts>> = { en, fr, es, ar };

const STYLE = `body{margin:0;font:1rem/1.5 sans-serif;color:#111;background:#fff}body:lang(ar){line-height:1.8}main,header{max-width:46rem;margin:auto;padding:.5rem 1rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin:0 0 .25rem}nav a{display:inline-block;padding:.5rem .75rem}a{color:#00449e}
section{border:1px solid #bbb;border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}dt{font-weight:bold;margin-top:.5rem}dd,ul{margin:0;padding-inline-start:1.1rem}dd{padding:0}
.never{background:#e6f2e6;border:2px solid #1b5e20;border-radius:.5rem;padding:.75rem}.quiet{color:#555}`;

/** What the browser enforces: no script, no picture, no form, nothing from anywhere. */
export const SHARING_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // The same for everybody, and soon read anew: an agreement that is suspended is gone from here within a minute.
  'cache-control': 'public, max-age=60',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export function transparencyPage(sharings: readonly ToldSharing[], language: Language): string {
  const texts = TEXTS[language];
  const organisations = new Set(sharings.flatMap(({ provider, recipient }) => [provider.id, recipient.id]));
  const choices = LANGUAGES.map((one) => {
    const { name, direction } = wordsIn(one);
    return html`<a href="/transparency?lang=${one}" lang="${one}" hreflang="${one}" dir="${direction}">${name}</a> `;
  });
  const files = ['json', 'csv', 'dot'].map(
    (form) => html`<a href="/transparency.${form}">${form.toUpperCase()}</a> `,
  );
  const told =
    sharings.length === 0
      ? html`<p>${texts.none}</p>`
      : html`<p>${texts.count(sharings.length, organisations.size)}</p>${sharings.map((one) => section(one, language, texts))}`;
  return html`<!doctype html>
<html lang="${language}" dir="${wordsIn(language).direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${texts.title}</title><style>${new Html(STYLE)}</style></head><body>
<header><nav aria-label="${texts.languages}">${choices}</nav></header><main><h1>${texts.title}</h1><p>${texts.intro}</p><p class="never">${texts.never}</p>
<p>${texts.asData}: ${files}</p>${told}</main></body></html>
`.text;
}

function section(sharing: ToldSharing, language: Language, texts: SharingTexts): Html {
  const { purposes } = wordsIn(language);
  return html`<section><h2>${texts.mayShareWith(sharing.provider.name, sharing.recipient.name)}</h2>
<p class="quiet">${party(sharing.provider, texts)} → ${party(sharing.recipient, texts)}</p>
<dl><dt>${texts.purposes}</dt><dd>${sharing.purposes.map((one) => purposes[one]).join('; ')}</dd>
<dt>${texts.before}</dt><dd>${lines(sharing, 'BEFORE_ACCEPTANCE', language, texts)}</dd>
<dt>${texts.after}</dt><dd>${lines(sharing, 'AFTER_ACCEPTANCE', language, texts)}</dd>
<dt>${texts.until}</dt><dd>${sharing.validUntil.slice(0, 10)}</dd></dl></section>`;
}

function party({ name, formerNames, firewallClass, country }: ToldParty, texts: SharingTexts): Html {
  const [last] = formerNames;
  const before = last ? html` (${texts.formerly} ${last.name})` : null;
  return html`${name}${before}, ${texts.classes[firewallClass]}${country === null ? null : html`, ${country}`}`;
}

function lines(sharing: ToldSharing, stage: SharingStage, language: Language, texts: SharingTexts): Html {
  const { categories } = wordsIn(language);
  const open = sharing.opens.filter((line) => line.stage === stage);
  if (open.length === 0) return html`${texts.nothing}`;
  return html`<ul>${open.map(({ category, serviceTypes }) => {
    const some = serviceTypes.length < SERVICE_TYPES.length ? html` (${texts.someServices})` : null;
    return html`<li>${categories[category]}${some}</li>`;
  })}</ul>`;
}
