import { createHash } from 'node:crypto';
import { canonical } from '../../shared/canonical.ts';
import { PLEDGE_KINDS } from '../../shared/policy/pledge-life.ts';
import { RESOLUTION_PARAGRAPHS } from '../../shared/policy/resolution.ts';
import { translationsOf } from './measure-form.ts';
import type { Pledge } from './pledge.entity.ts';
import type { SubmitPledgeInput } from './pledge.inputs.ts';
import { checkOrder, codeOf, codesOf, dayOf, languageOf, refuseUnless, textOf } from './reporting-checks.ts';

/** Of which the resolution is the first. */
const FIRST_CONFERENCE = 31;
const LAST_CONFERENCE = 99;

/** What is pledged and by whom: all that a signature binds. */
export type ToldPledge = Omit<
  Pledge,
  'id' | 'submitterId' | 'state' | 'hash' | 'submittedAt' | 'version' | 'signatures' | 'reports'
>;

/** A pledge out of a form. Errors: VALIDATION_FAILED, with the field; an unknown code names the nearest one. */
export function toldPledge(input: SubmitPledgeInput): ToldPledge {
  const { conference, partyIds } = input;
  const known = conference >= FIRST_CONFERENCE && conference <= LAST_CONFERENCE;
  refuseUnless(known, 'conference', 'The Conference is the 31st or a later one.');
  refuseUnless(partyIds.length >= 1 && partyIds.length <= 100, 'partyIds', 'A pledge has 1 to 100 parties.');
  refuseUnless(new Set(partyIds).size === partyIds.length, 'partyIds', 'Each party is named once.');
  const [beginsOn, endsOn] = [dayOf(input.beginsOn, 'beginsOn'), dayOf(input.endsOn, 'endsOn')];
  checkOrder(beginsOn, endsOn, 'endsOn');
  refuseUnless(input.paragraphs.length > 0, 'paragraphs', 'A pledge is about one paragraph at least.');
  const language = languageOf(input.language, 'language');
  return {
    kind: codeOf(input.kind, PLEDGE_KINDS, 'kind'),
    conference,
    partyIds,
    title: textOf(input.title, 'title', 300),
    text: textOf(input.text, 'text', 20_000),
    language,
    translations: translationsOf(input.translations, language),
    paragraphs: codesOf(input.paragraphs, RESOLUTION_PARAGRAPHS, 'paragraphs'),
    beginsOn,
    endsOn,
  };
}

export function pledgeHashOf(told: ToldPledge): string {
  return createHash('sha256').update(canonical(told)).digest('hex');
}
