import { expect, test } from '@jest/globals';
import {
  ACCESS_OBSERVING_RULES,
  type AccessObservingFacts,
  mayObserveAccess,
  OBSERVER_HUMANITARIAN,
} from '../../shared/policy/access-observing.ts';
import { AUTHORITY_TYPES } from '../../shared/policy/access-reading.ts';
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

test.each(AUTHORITY_TYPES)('a %s records nothing, nor who signs in with its credentials', (authority) => {
  expect(mayObserveAccess({ ...base, type: authority }).allowed).toBe(false);
  expect(mayObserveAccess({ ...base, sharesCredentialsWith: [authority] }).allowed).toBe(false);
});

test('whoever is not registered is not humanitarian by the credentials it shares', () => {
  const { holds } = OBSERVER_HUMANITARIAN;
  expect(holds({ type: null, sharesCredentialsWith: ['UN_AGENCY'] })).toBe(false);
  expect(holds({ type: 'UN_AGENCY', sharesCredentialsWith: ['UN_AGENCY'] })).toBe(true);
});
