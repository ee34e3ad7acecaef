import { createHash } from 'node:crypto';
import { LANGUAGES, type Language, wordsIn } from '../../shared/words/words.ts';
import { Html, html } from './html.ts';

/** One column, black on white, and nothing to tap that is smaller than a thumb. It knows no script, picture or font. */
export const PLAIN_STYLE = `*{box-sizing:border-box}body{margin:0;font:1.1rem/1.5 sans-serif;color:#000;background:#fff}
main,header,footer{max-width:36rem;margin:auto;padding:.5rem 1rem}h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin:2rem 0 .5rem}
section section{border:2px solid #595959;border-radius:.5rem;padding:.75rem;margin:0 0 1rem}dt{font-weight:bold;margin-top:.5rem}dd,ul{margin:0;padding-inline-start:1.1rem}
dd{padding:0}p,li,dd,a,textarea{overflow-wrap:anywhere}a{color:#00449e}nav a,.b{display:inline-block;min-height:3rem;padding:.75rem .9rem}
.b,button{width:100%;min-height:3.25rem;margin:.5rem 0;font:inherit;font-weight:bold;text-align:center;text-decoration:none;border:2px solid #000;border-radius:.5rem;color:#000;background:#fff}
.no{color:#fff;background:#8f1212;border-color:#8f1212}button{padding:.75rem}:focus{outline:4px solid #1a5fb4;outline-offset:2px}
.s{background:#e6f2e6;border:2px solid #1b5e20;border-radius:.5rem;padding:.75rem}textarea{width:100%;font:.8rem/1.4 monospace;direction:ltr;text-align:left}`;

/** What the browser enforces. There is no script on these pages, so that none can be smuggled in. */
const contentSecurityPolicy = (style: string) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Nothing of a page stays in a cache or an index, and its address is told to no other page. */
export const pageHeaders = (style: string) =>
  ({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(style),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }) as const;

export const PAGE_HEADERS = pageHeaders(PLAIN_STYLE);

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly main: Html;
  /** Where the page stands in another language; without it there is none to choose. */
  readonly inLanguage?: (language: Language) => string;
  /** What the choice of a language is called. */
  readonly languages?: string;
  /** Where a page needs more than the plain style; its headers must be made for the same. */
  readonly style?: string;
}

export function pageOf({
  language,
  title,
  main,
  inLanguage,
  languages = '',
  style = PLAIN_STYLE,
}: Page): string {
  const { direction } = wordsIn(language);
  const page = html`<!doctype html>
<html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><title>${title}</title><style>${new Html(style)}</style></head><body>
${inLanguage ? html`<header><nav aria-label="${languages}">${LANGUAGES.map((one) => choice(one, language, inLanguage))}</nav></header>` : null}
<main>${main}</main></body></html>
`;
  return page.text;
}

function choice(one: Language, present: Language, inLanguage: (language: Language) => string): Html {
  const { name, direction } = wordsIn(one);
  if (one === present)
    return html`<a href="${inLanguage(one)}" lang="${one}" dir="${direction}" aria-current="true"><b>${name}</b></a> `;
  return html`<a href="${inLanguage(one)}" lang="${one}" dir="${direction}">${name}</a> `;
}
