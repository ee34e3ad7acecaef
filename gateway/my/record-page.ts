import { type Language, wordsIn } from '../../shared/words/words.ts';
import type { NamedRecord, Told, ToldConsent } from './door.ts';
import { type Html, html } from './html.ts';
import { pageOf } from './layout.ts';
import { dayIn, textsIn } from './texts.ts';

/** Where the pages of one link are. */
export interface Places {
  record(language: Language): string;
  withdraw(language: Language, consent: string | null): string;
  receipt(language: Language, consent: string, revision: number, format: 'ISO_27560' | 'NEUTRAL'): string;
}

/** The person's own page: which consents stand, who was sent something, who read what and when, who was told to erase. */
export function recordPage(named: NamedRecord, language: Language, places: Places, isDone: boolean): string {
  const { record, nameOf } = named;
  const texts = textsIn(language);
  const standing = record.consents.filter(({ mayBeWithdrawn }) => mayBeWithdrawn);
  return pageOf({
    language,
    title: texts.title,
    languages: texts.languages,
    inLanguage: (one) => places.record(one),
    main: html`${isDone ? html`<p class="s" role="status">${texts.withdrawal.done}</p>` : null}
<h1>${texts.heading}</h1><p>${texts.keptBy}: <bdi>${nameOf(record.owner)}</bdi></p><p>${texts.intro}</p>
<section><h2>${texts.consents.heading}</h2>${record.consents.length === 0 ? html`<p>${texts.consents.none}</p>` : null}
${record.consents.map((consent) => consentOf(consent, named, language, places))}
${standing.length > 1 ? html`<a class="b no" href="${places.withdraw(language, null)}">${texts.withdrawal.all}</a>` : null}</section>
${recipientsOf(named, language)}${readingsOf(named, language)}${erasuresOf(named, language)}
<p>${texts.linkUntil} ${dayIn(language, record.linkExpiresAt)}.</p>`,
  });
}

function consentOf(consent: ToldConsent, { nameOf }: NamedRecord, language: Language, places: Places): Html {
  const { id, state, revision, inForce, mayBeWithdrawn, recipients, purposes, categories } = consent;
  const texts = textsIn(language);
  const words = wordsIn(language);
  const isOver = mayBeWithdrawn && !inForce && Date.parse(consent.validUntil) <= Date.now();
  return html`<section><p><b>${isOver ? texts.consents.over : words.states[state]}</b> · ${dayIn(language, isOver ? consent.validUntil : consent.changedAt)}</p>
<dl><dt>${texts.consents.recipients}</dt>${recipients.map((one) => html`<dd><bdi>${nameOf(one)}</bdi></dd>`)}
<dt>${texts.consents.categories}</dt><dd>${listOf(categories.map((one) => words.categories[one]))}</dd>
<dt>${texts.consents.purposes}</dt>${purposes.map((one) => html`<dd>${words.purposes[one]}</dd>`)}
${inForce ? html`<dt>${texts.consents.until}</dt><dd>${dayIn(language, consent.validUntil)}</dd>` : null}</dl>
${mayBeWithdrawn ? html`<a class="b no" href="${places.withdraw(language, id)}">${texts.withdrawal.one}</a>` : null}
<a class="b" href="${places.receipt(language, id, revision, 'ISO_27560')}">${texts.receipt.full}</a>
<a class="b" href="${places.receipt(language, id, revision, 'NEUTRAL')}">${texts.receipt.neutral}</a></section>`;
}

function recipientsOf({ record, nameOf }: NamedRecord, language: Language): Html {
  const { recipients: texts } = textsIn(language);
  return sectionOf(
    texts.heading,
    texts.none,
    record.recipients.map(
      ({ organisation, lastSentAt, open }) =>
        html`<li><bdi>${nameOf(organisation)}</bdi> · ${dayIn(language, lastSentAt)} · ${open ? texts.open : texts.ended}</li>`,
    ),
  );
}

function readingsOf({ record, nameOf }: NamedRecord, language: Language): Html {
  const { readings: texts } = textsIn(language);
  const { categories: words } = wordsIn(language);
  const lines = record.readings.map(
    ({ organisation, categories, lastAt, times }) =>
      html`<li><bdi>${nameOf(organisation)}</bdi> · ${dayIn(language, lastAt, true)}${times > 1 ? html` · ${times}×` : null}${listOf(categories.map((one) => words[one]))}</li>`,
  );
  return html`${sectionOf(texts.heading, texts.none, lines)}<p>${texts.note}</p>`;
}

function erasuresOf({ record, nameOf }: NamedRecord, language: Language): Html {
  const { erasures: texts } = textsIn(language);
  return sectionOf(
    texts.heading,
    texts.none,
    record.erasures.map(
      (order) => html`<li><bdi>${nameOf(order.organisation)}</bdi> · ${stateOf(order, language)}</li>`,
    ),
  );
}

function stateOf({ acknowledgedAt, overdue, dueAt }: Told['erasures'][number], language: Language): string {
  const { erasures: texts } = textsIn(language);
  if (acknowledgedAt !== null) return `${texts.acknowledged} ${dayIn(language, acknowledgedAt)}`;
  return `${overdue ? texts.overdue : texts.due} ${dayIn(language, dueAt)}`;
}

function sectionOf(heading: string, none: string, lines: readonly Html[]): Html {
  return html`<section><h2>${heading}</h2>${lines.length === 0 ? html`<p>${none}</p>` : html`<ul>${lines}</ul>`}</section>`;
}

function listOf(words: readonly string[]): Html {
  return html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`;
}
