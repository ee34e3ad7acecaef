import type { Language } from '../../shared/words/words.ts';
import type { NamedRecord } from './door.ts';
import { html } from './html.ts';
import { pageOf } from './layout.ts';
import type { Places } from './record-page.ts';
import { textsIn } from './texts.ts';

/**
 * The second of two taps. To come here changes nothing: whoever follows links to show what is behind them, as messengers
 * do, takes nothing back.
 */
export function withdrawPage(
  { record, nameOf }: NamedRecord,
  consent: string | null,
  language: Language,
  places: Places,
): string {
  const { withdrawal: texts, title, languages } = textsIn(language);
  const concerned = record.consents.filter(
    ({ id, mayBeWithdrawn }) => mayBeWithdrawn && (consent ?? id) === id,
  );
  const names = new Set(concerned.flatMap(({ recipients }) => recipients.map(nameOf)));
  return pageOf({
    language,
    title,
    languages,
    inLanguage: (one) => places.withdraw(one, consent),
    main: html`<h1 id="q">${consent === null ? texts.askAll : texts.askOne}</h1>
<ul>${[...names].map((name) => html`<li><bdi>${name}</bdi></li>`)}</ul><p>${texts.effect}</p>
<form method="post" action="${places.withdraw(language, consent)}" aria-labelledby="q"><button class="no">${texts.yes}</button></form>
<a class="b" href="${places.record(language)}">${texts.no}</a>`,
  });
}

/** Whether there is anything to be asked: what has ended already needs no second tap. */
export function isStanding({ record }: NamedRecord, consent: string | null): boolean {
  return record.consents.some(({ id, mayBeWithdrawn }) => mayBeWithdrawn && (consent ?? id) === id);
}
