import type { Language } from '../../shared/words/words.ts';
import { html } from './html.ts';
import { pageOf } from './layout.ts';
import { textsIn } from './texts.ts';

/** Where anybody asks whether a receipt is genuine. `verdict`: null before anything was asked. */
export function checkPage(language: Language, verdict: boolean | null): string {
  const { check: texts, languages } = textsIn(language);
  return pageOf({
    language,
    title: texts.heading,
    languages,
    inLanguage: (one) => `/receipts?lang=${one}`,
    main: html`<h1>${texts.heading}</h1>${verdict === null ? null : html`<p class="s" role="status">${verdict ? texts.valid : texts.invalid}</p>`}
<form method="post" action="/receipts/verify?lang=${language}"><label for="r">${texts.label}</label>
<textarea id="r" name="receipt" rows="8" required></textarea><button>${texts.button}</button></form><p>${texts.limits}</p>`,
  });
}
