import {
  ACTION_LEVELS,
  BENEFICIARY_GROUPS,
  EVIDENCE_KINDS,
  MEASURE_STATUSES,
  MEASURE_TYPES,
} from '../../shared/policy/measure-words.ts';
import { RESOLUTION_PARAGRAPHS } from '../../shared/policy/resolution.ts';
import type { Measure, MeasureEvidence, TitleTranslation } from './measure.entity.ts';
import type { EvidenceInput, FileMeasureInput, TitleTranslationInput } from './measure.inputs.ts';
import {
  checkOrder,
  codeOf,
  codesOf,
  countryOf,
  dayOf,
  languageOf,
  optionalTextOf,
  refuseUnless,
  textOf,
} from './reporting-checks.ts';

const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 5_000;
const LONGEST_ADDRESS = 2_000;
const MOST_TRANSLATIONS = 20;
const MOST_LINKS = 50;

/** What a measure says, in its own words. */
export type ToldMeasure = Pick<
  Measure,
  | 'title'
  | 'summary'
  | 'language'
  | 'translations'
  | 'type'
  | 'status'
  | 'paragraphs'
  | 'countries'
  | 'level'
  | 'beneficiaryGroups'
  | 'jointImplementerIds'
  | 'evidence'
  | 'startedOn'
  | 'endedOn'
  | 'isPublic'
>;

/** A measure out of a form. Errors: VALIDATION_FAILED, with the field; an unknown code names the nearest one. */
export function toldMeasure(input: FileMeasureInput): ToldMeasure {
  const startedOn = dayOf(input.startedOn, 'startedOn');
  const endedOn = input.endedOn == null ? null : dayOf(input.endedOn, 'endedOn');
  checkOrder(startedOn, endedOn, 'endedOn');
  const level = codeOf(input.level, ACTION_LEVELS, 'level');
  const countries = input.countries.map((word, index) => countryOf(word, `countries.${index}`));
  refuseUnless(new Set(countries).size === countries.length, 'countries', 'Each stands here once.');
  const hasPlace = countries.length > 0 || level === 'REGIONAL' || level === 'GLOBAL';
  refuseUnless(hasPlace, 'countries', 'A local or national measure names its country.');
  const paragraphs = codesOf(input.paragraphs, RESOLUTION_PARAGRAPHS, 'paragraphs');
  refuseUnless(
    paragraphs.length > 0,
    'paragraphs',
    'A measure is about one paragraph of the resolution at least.',
  );
  refuseUnless(
    input.jointImplementerIds.length <= MOST_LINKS,
    'jointImplementerIds',
    'A measure has at most 50 joint implementers.',
  );
  const language = languageOf(input.language, 'language');
  return {
    title: textOf(input.title, 'title', LONGEST_TITLE),
    summary: optionalTextOf(input.summary, 'summary', LONGEST_SUMMARY),
    language,
    translations: translationsOf(input.translations, language),
    type: codeOf(input.type, MEASURE_TYPES, 'type'),
    status: codeOf(input.status, MEASURE_STATUSES, 'status'),
    paragraphs: inOrder(paragraphs, RESOLUTION_PARAGRAPHS),
    countries: countries.toSorted(),
    level,
    beneficiaryGroups: inOrder(
      codesOf(input.beneficiaryGroups, BENEFICIARY_GROUPS, 'beneficiaryGroups'),
      BENEFICIARY_GROUPS,
    ),
    jointImplementerIds: [...new Set(input.jointImplementerIds)],
    evidence: evidenceOf(input.evidence),
    startedOn,
    endedOn,
    isPublic: input.isPublic,
  };
}

function inOrder<Word>(words: readonly Word[], order: readonly Word[]): Word[] {
  return order.filter((word) => words.includes(word));
}

/** Errors: VALIDATION_FAILED. */
export function translationsOf(
  given: readonly TitleTranslationInput[],
  original: string,
): TitleTranslation[] {
  refuseUnless(given.length <= MOST_TRANSLATIONS, 'translations', 'There are at most 20 translations.');
  const translations = given.map(({ language, title, summary }, index) => ({
    language: languageOf(language, `translations.${index}.language`),
    title: textOf(title, `translations.${index}.title`, LONGEST_TITLE),
    summary: optionalTextOf(summary, `translations.${index}.summary`, LONGEST_SUMMARY),
  }));
  const languages = [original, ...translations.map(({ language }) => language)];
  refuseUnless(
    new Set(languages).size === languages.length,
    'translations',
    'Each language stands here once, and not that of the original.',
  );
  return translations;
}

function evidenceOf(given: readonly EvidenceInput[]): MeasureEvidence[] {
  refuseUnless(given.length <= MOST_LINKS, 'evidence', 'A measure has at most 50 pieces of evidence.');
  return given.map((one, index) => {
    const at = `evidence.${index}`;
    const kind = codeOf(one.kind, EVIDENCE_KINDS, `${at}.kind`);
    const title = optionalTextOf(one.title, `${at}.title`, LONGEST_TITLE);
    const isDocument = kind === 'DOCUMENT';
    refuseUnless(isDocument === (one.id == null), `${at}.id`, 'An id stands for everything but a document.');
    refuseUnless(!isDocument || title !== null, `${at}.title`, 'A document has a title.');
    const id = optionalTextOf(one.id, `${at}.id`, LONGEST_TITLE);
    return { kind, id, title, url: addressOf(one.url, `${at}.url`) };
  });
}

function addressOf(url: string | null | undefined, field: string): string | null {
  const kept = optionalTextOf(url, field, LONGEST_ADDRESS);
  const isAddress = kept === null || (URL.canParse(kept) && /^https?:$/.test(new URL(kept).protocol));
  refuseUnless(isAddress, field, 'An address begins with http:// or https://.');
  return kept;
}
