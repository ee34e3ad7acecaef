import { LANGUAGES, wordsIn } from '../../shared/words/words.ts';
import { html } from './html.ts';
import { pageOf } from './layout.ts';
import { textsIn } from './texts.ts';

export type Refused = 'gone' | 'tooOften' | 'unavailable';

const PAGES = new Map<Refused, string>();

/** In all languages at once: of whoever holds a link that opens nothing, nothing is known. Always the same bytes. */
export function refusalPage(refused: Refused): string {
  const known = PAGES.get(refused);
  if (known !== undefined) return known;
  const page = pageOf({
    language: 'en',
    title: textsIn('en').title,
    main: html`${LANGUAGES.map(
      (language) =>
        html`<p lang="${language}" dir="${wordsIn(language).direction}">${textsIn(language)[refused]}</p>`,
    )}`,
  });
  PAGES.set(refused, page);
  return page;
}
