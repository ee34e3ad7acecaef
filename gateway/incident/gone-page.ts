import { LANGUAGES, type Language, wordsIn } from '../../shared/words/words.ts';
import { html } from '../my/html.ts';
import { pageOf } from '../my/layout.ts';
import { textsIn } from '../my/texts.ts';
import type { Filling } from './filling.ts';
import { FORM_STYLE } from './form-style.ts';
import { formTextsIn } from './texts.ts';

/**
 * For whoever sends a form by a link that opens nothing, be it over since it was opened, revoked or none: in every language,
 * and with the texts that were typed, so that they are not lost. Nothing in it depends on what the link was.
 */
export function gonePage(language: Language, { texts }: Filling): string {
  const typed = [texts.description, texts.actionTaken].filter((text) => text.trim() !== '').join('\n\n');
  const kept = html`<label for="k" lang="${language}" dir="${wordsIn(language).direction}">${formTextsIn(language).kept}</label><textarea id="k" rows="12" readonly dir="auto">
${typed}</textarea>`;
  return pageOf({
    language: 'en',
    title: textsIn('en').title,
    style: FORM_STYLE,
    main: html`${LANGUAGES.map(
      (one) => html`<p lang="${one}" dir="${wordsIn(one).direction}">${textsIn(one).gone}</p>`,
    )}${typed === '' ? null : kept}`,
  });
}
