import { expect, test } from '@jest/globals';
import {
  ACCESS_RECORDING_RULES,
  type AccessRecordingFacts,
  mayRecordAccessAgreement,
} from '../../shared/policy/access-recording.ts';
import { casesOf, lay, missingCases } from './cases.ts';

const base: AccessRecordingFacts = {
  recorderId: 'org_krcs',
  partyIds: ['org_krcs', 'org_guard'],
  knownPartyTypes: ['NATIONAL_SOCIETY', 'BORDER_GUARD'],
  settings: ['BORDER_CROSSING_POINT'],
  icrcCoordinatedOn: null,
  icrcNotCoordinatedBecause: null,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: new Date('2027-01-01T00:00:00Z'),
};

const cases = casesOf('access-recording');

test('every rule of recording access has a case that allows and a case that denies', () => {
  const ruleIds = ACCESS_RECORDING_RULES.map(({ id }) => id);
  expect(missingCases(cases, ruleIds)).toEqual([]);
});

test.each(cases)('$says ($file)', ({ facts, expected }) => {
  const decision = mayRecordAccessAgreement(lay(base, facts));
  expect(decision.allowed ? decision : { allowed: false, rule: decision.rule.id }).toEqual(expected);
});
