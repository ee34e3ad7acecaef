import { COUNTRIES, countryName } from '../../shared/countries.ts';
import { ACCESS_CONSTRAINTS, INCIDENT_IMPACTS, INCIDENT_KINDS } from '../../shared/policy/incident-words.ts';
import { LANGUAGES, type Language, wordsIn } from '../../shared/words/words.ts';
import { type Html, html } from '../my/html.ts';
import { pageOf } from '../my/layout.ts';
import { dayIn } from '../my/texts.ts';
import type { Filling } from './filling.ts';
import type { ToldForm, ToldIntake } from './form-door.ts';
import { FORM_STYLE } from './form-style.ts';
import type { FieldName, FormTexts, Outcome } from './form-texts.ts';
import { formTextsIn } from './texts.ts';

export interface ShownForm {
  readonly language: Language;
  /** Where the form is sent to, but for the language. */
  readonly address: string;
  /** Null while the part behind it is away: what was typed is shown all the same. */
  readonly told: ToldForm | null;
  readonly filling: Filling;
  readonly outcome: Outcome | null;
  readonly intake: ToldIntake | null;
}

const MOST_TEXT = 5_000;
const MOST_NAME = 200;

/** The form, with what was typed in it, and beside each field what is to be mended or thought over. */
export function formPage(shown: ShownForm): string {
  const { language, address, told, filling, outcome } = shown;
  const texts = formTextsIn(language);
  const toldBy =
    told === null
      ? null
      : html`<p>${texts.team}: <b><bdi>${told.team}</bdi></b>${
          told.organisation === null ? null : html`<br>${texts.organisation}: <bdi>${told.organisation}</bdi>`
        }</p>`;
  return pageOf({
    language,
    title: texts.title,
    style: FORM_STYLE,
    main: html`<form method="post" action="${address}?lang=${language}" autocomplete="off" novalidate>
<button hidden name="first" value="1"></button><div class="l" role="group" aria-label="${texts.languages}">${LANGUAGES.map((one) => languageButton(one, language))}</div>
<h1>${texts.heading}</h1>${outcome === null ? null : html`<p class="${outcome === 'filed' ? 's' : 'w'}" role="status">${texts.outcomes[outcome]}</p>`}
${toldBy}<p>${texts.intro}</p><input type="hidden" name="entry" value="${filling.entry}">
${fieldsOf(shown, texts)}
<button class="go">${texts.file}</button>${
      outcome === 'warned' ? html`<button name="despite" value="1">${texts.fileDespite}</button>` : null
    }</form>${told === null ? null : html`<p>${texts.linkUntil} ${dayIn(language, told.expiresAt, true)}.</p>`}`,
  });
}

function languageButton(one: Language, present: Language): Html {
  const { name, direction } = wordsIn(one);
  const current = one === present ? html` aria-current="true"` : null;
  return html`<button name="speak" value="${one}" lang="${one}" dir="${direction}"${current}>${name}</button>`;
}

function fieldsOf(shown: ShownForm, texts: FormTexts): Html {
  const { language, told, filling } = shown;
  const { texts: given } = filling;
  const today = new Date(Date.now() + 14 * 60 * 60 * 1_000).toISOString().slice(0, 10);
  const places = (told?.places ?? []).map(
    ({ id, name, admin1 }) => [id, admin1 === null ? name : `${name}, ${admin1}`] as const,
  );
  const field = (name: FieldName, control: (attributes: Html) => Html) => fieldOf(name, control, shown);
  return html`${field('kind', (is) => html`<select ${is} required>${kindOptions(given.kind, texts)}</select>`)}
${field('occurredOn', (is) => html`<input ${is} type="date" min="1990-01-01" max="${today}" value="${given.occurredOn}" placeholder="2026-03-31" required>`)}
${
  places.length > 0
    ? field(
        'placeId',
        (is) => html`<select ${is}>${options(places, given.placeId, texts.anotherPlace)}</select>`,
      )
    : html`<input type="hidden" name="placeId" value="${given.placeId}">`
}
${field('country', (is) => html`<select ${is}>${options(countriesIn(language), given.country, texts.choose)}</select>`)}
${field('admin1', (is) => html`<input ${is} dir="auto" maxlength="${MOST_NAME}" value="${given.admin1}">`)}
${impactsOf(shown, texts)}
${field('severity', (is) => html`<select ${is}>${options(severitiesOf(texts), given.severity, texts.choose)}</select>`)}
${field('description', (is) => longText(is, given.description))}
${field('actionTaken', (is) => longText(is, given.actionTaken))}`;
}

/** A label, a control, and beside it what is wrong or had better be changed: read out together with it. */
function fieldOf(name: FieldName, control: (attributes: Html) => Html, shown: ShownForm): Html {
  const texts = formTextsIn(shown.language);
  const notes = notesOf(name, shown);
  const hint = texts.hints[name];
  const isFaulty = shown.intake?.faults.includes(name) ?? false;
  const describes = hint !== undefined || notes.length > 0 ? html` aria-describedby="${name}-n"` : null;
  const attributes = html`id="${name}" name="${name}"${describes}${isFaulty ? html` aria-invalid="true"` : null}`;
  const about =
    hint === undefined && notes.length === 0
      ? null
      : html`<div id="${name}-n">${hint === undefined ? null : html`<p class="h">${hint}</p>`}${notes}</div>`;
  return html`<label for="${name}">${texts.fields[name]}</label>${about}${control(attributes)}`;
}

function notesOf(name: FieldName, { language, intake }: ShownForm): Html[] {
  const texts = formTextsIn(language);
  const fault = intake?.faults.includes(name) ? [html`<p class="e">${texts.faults[name]}</p>`] : [];
  const warned = (intake?.warnings ?? []).filter(({ field }) => field === name);
  return [...fault, ...warned.map(({ about }) => html`<p class="w">${texts.warnings[about]}</p>`)];
}

function impactsOf(shown: ShownForm, texts: FormTexts): Html {
  const boxes = INCIDENT_IMPACTS.map((impact) => {
    const checked = shown.filling.impacts.includes(impact) ? html` checked` : null;
    return html`<label class="c"><input type="checkbox" name="impacts" value="${impact}"${checked}>${texts.impacts[impact]}</label>`;
  });
  return html`<fieldset><legend>${texts.fields.impacts}</legend>${notesOf('impacts', shown)}${boxes}</fieldset>`;
}

/** A browser takes away the first line end of a text area: hence one that may be taken. */
function longText(attributes: Html, text: string): Html {
  return html`<textarea ${attributes} rows="6" dir="auto" maxlength="${MOST_TEXT}">
${text}</textarea>`;
}

function kindOptions(chosen: string, texts: FormTexts): Html {
  const isConstraint = (kind: string) => ACCESS_CONSTRAINTS.some((one) => one === kind);
  const named = (kinds: readonly (typeof INCIDENT_KINDS)[number][]) =>
    kinds.map((kind) => [kind, texts.kinds[kind]] as const);
  const subtypes = named(INCIDENT_KINDS.filter((kind) => !isConstraint(kind)));
  return html`${options(subtypes, chosen, texts.choose)}<optgroup label="${texts.otherKinds}">${options(named(ACCESS_CONSTRAINTS), chosen)}</optgroup>`;
}

function options(choices: readonly (readonly [string, string])[], chosen: string, none?: string): Html {
  const lines = choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  );
  return html`${none === undefined ? null : html`<option value="">${none}</option>`}${lines}`;
}

function severitiesOf({ severities }: FormTexts): (readonly [string, string])[] {
  return severities.map((text, severity) => [String(severity), `${severity} · ${text}`] as const);
}

const COUNTRIES_IN = new Map<Language, readonly (readonly [string, string])[]>();

/** In the order of their names in the language. */
function countriesIn(language: Language): readonly (readonly [string, string])[] {
  const known = COUNTRIES_IN.get(language);
  if (known) return known;
  const { compare } = new Intl.Collator(language);
  const named = COUNTRIES.map((iso2) => [iso2, countryName(iso2, language)] as const).sort(
    ([, one], [, other]) => compare(one, other),
  );
  COUNTRIES_IN.set(language, named);
  return named;
}
