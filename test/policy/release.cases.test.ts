import { expect, test } from '@jest/globals';
import type { DataCategory } from '../../shared/policy/categories.ts';
import { RELEASE_RULES, release } from '../../shared/policy/release.ts';
import { voiceFor } from '../../shared/policy/voice.ts';
import { casesOf, lay, missingCases } from './cases.ts';
import { emergencyFacts, ownerFacts, recipientFacts, soughtPersonFacts } from './release-facts.ts';

const BASES = new Map([
  ['recipient', recipientFacts],
  ['owner', ownerFacts],
  ['emergency', emergencyFacts],
  ['sought-person', soughtPersonFacts],
]);

const cases = casesOf('release');

test('every line of the release rule has a case that allows and a case that denies', () => {
  const ruleIds = RELEASE_RULES.map(({ id }) => id);
  expect(missingCases(cases, ruleIds)).toEqual([]);
});

test.each(cases)('$says ($file)', ({ side, rule, base = 'recipient', category, facts, expected }) => {
  const start = BASES.get(base);
  if (start === undefined) throw new Error(`no base facts are called ${base}`);
  const situation = lay(start, facts);
  const answer = release(situation, category as DataCategory);
  const shown = answer.released
    ? { released: true, basis: answer.by.basis }
    : { ...answer, heard: voiceFor(situation, answer.refusal) };
  expect(shown).toEqual(expected);
  expect(answer.released).toBe(side === 'ALLOW');
  if (!answer.released) expect(answer.rule).toBe(rule);
});
