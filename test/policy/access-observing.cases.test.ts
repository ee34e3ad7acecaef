import { expect, test } from '@jest/globals';
import {
  ACCESS_OBSERVING_RULES,
  type AccessObservingFacts,
  mayObserveAccess,
} from '../../shared/policy/access-observing.ts';
import { casesOf, lay, missingCases } from './cases.ts';

const base: AccessObservingFacts = {
  role: 'caseworker',
  type: 'NATIONAL_SOCIETY',
  sharesCredentialsWith: [],
  active: true,
};
const cases = casesOf('access-observing');

test('every rule of observing access has a case that allows and a case that denies', () => {
  expect(
    missingCases(
      cases,
      ACCESS_OBSERVING_RULES.map(({ id }) => id),
    ),
  ).toEqual([]);
});

test.each(cases)('$says ($file)', ({ facts, expected }) => {
  const decision = mayObserveAccess(lay(base, facts));
  expect(decision.allowed ? decision : { allowed: false, rule: decision.rule.id }).toEqual(expected);
});
