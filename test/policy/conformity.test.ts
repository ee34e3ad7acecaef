import { describe, expect, test } from '@jest/globals';
import { expiryWarningOf } from '../../shared/policy/access-expiry.ts';
import {
  ACCESS_CONDITIONS,
  ACCESS_OBLIGATIONS,
  EXCLUSION_GROUNDS,
  STATUS_GROUPS,
} from '../../shared/policy/access-words.ts';
import {
  CONFORMITY_TESTS,
  type ConformityFacts,
  type ConformityTest,
  conformityOf,
  conformityVerdictOf,
} from '../../shared/policy/conformity.ts';

const clean: ConformityFacts = {
  groupsLeftOut: [],
  groundsLeftOut: [],
  conditions: [],
  obligations: [],
  modalityAnswers: { RFL_ACCESS: 'YES' },
  examined: true,
  consultation: 'BEFORE',
};
const verdictOn = (name: ConformityTest, over: Partial<ConformityFacts>) =>
  conformityOf({ ...clean, ...over }).find(({ test: one }) => one === name)?.verdict;

test('a text that was read whole, with nothing against it and the Society consulted, conforms in all six', () => {
  expect(conformityOf(clean).map(({ verdict }) => verdict)).toEqual(CONFORMITY_TESTS.map(() => 'CONFORMING'));
  expect(conformityVerdictOf(clean)).toBe('CONFORMING');
});

test('silence counts for nothing until somebody has read the whole', () => {
  const unread = { ...clean, examined: false, consultation: 'NEVER' as const };
  expect(conformityOf(unread).map(({ verdict }) => verdict)).toEqual(
    CONFORMITY_TESTS.map(() => 'NOT_ASSESSED'),
  );
  expect(conformityVerdictOf(unread)).toBe('NOT_ASSESSED');
});

test.each(STATUS_GROUPS)('to leave out %s by status does not conform, read whole or not', (group) => {
  for (const examined of [true, false]) {
    const facts = { ...clean, examined, groupsLeftOut: [group] };
    expect(verdictOn('IRRESPECTIVE_OF_STATUS', facts)).toBe('NOT_CONFORMING');
    expect(conformityVerdictOf(facts)).toBe('NOT_CONFORMING');
  }
});

test.each(EXCLUSION_GROUNDS)('to leave people out by %s discriminates', (ground) => {
  expect(verdictOn('NON_DISCRIMINATORY', { groundsLeftOut: [ground] })).toBe('NOT_CONFORMING');
});

describe('what stands against which test', () => {
  test.each([
    ['EFFECTIVE', { conditions: ['REFUSED_AT_WILL'] }, 'NOT_CONFORMING'],
    ['EFFECTIVE', { conditions: ['LIMITED_HOURS'] }, 'PARTLY'],
    ['EFFECTIVE', { modalityAnswers: { RFL_ACCESS: 'YES', PRIVATE_INTERVIEWS: 'NO' } }, 'PARTLY'],
    ['EFFECTIVE', { modalityAnswers: { RFL_ACCESS: 'NO', PRIVATE_INTERVIEWS: 'NO' } }, 'NOT_CONFORMING'],
    ['EFFECTIVE', { modalityAnswers: { RFL_ACCESS: 'UNKNOWN' } }, 'CONFORMING'],
    ['SAFE', { obligations: ['HAND_OVER_DATA'] }, 'NOT_CONFORMING'],
    ['SAFE', { conditions: ['ARMED_ESCORT_REQUIRED'] }, 'PARTLY'],
    ['NON_DISCRIMINATORY', { groupsLeftOut: ['CERTAIN_NATIONALITIES'] }, 'NOT_CONFORMING'],
    ['IRRESPECTIVE_OF_STATUS', { conditions: ['PEOPLE_SHOW_DOCUMENTS'] }, 'NOT_CONFORMING'],
    ['IRRESPECTIVE_OF_STATUS', { obligations: ['CHECK_STATUS'] }, 'NOT_CONFORMING'],
    ['WITHOUT_PENALTY', { conditions: ['HELPERS_LIABLE'] }, 'NOT_CONFORMING'],
    ['WITHOUT_PENALTY', { obligations: ['REGISTER_STAFF'] }, 'PARTLY'],
    ['CONSULTED_NATIONAL_SOCIETY', { consultation: 'AFTER' }, 'PARTLY'],
    ['CONSULTED_NATIONAL_SOCIETY', { consultation: 'NEVER' }, 'NOT_CONFORMING'],
  ] as const)('%s with %o is %s', (name, over, verdict) => {
    expect(verdictOn(name, over as Partial<ConformityFacts>)).toBe(verdict);
  });

  test('every condition stands against some test, and what only keeps things quiet against none', () => {
    const untouched = (over: Partial<ConformityFacts>) =>
      conformityVerdictOf({ ...clean, ...over }) === 'CONFORMING';
    expect(ACCESS_CONDITIONS.filter((one) => untouched({ conditions: [one] }))).toEqual([]);
    expect(ACCESS_OBLIGATIONS.filter((one) => untouched({ obligations: [one] }))).toEqual([
      'ANNOUNCE_VISITS',
      'KEEP_CONFIDENTIAL',
    ]);
  });

  test('the reason names the words, and the paragraph who asks', () => {
    const results = conformityOf({ ...clean, groupsLeftOut: ['PERSONS_WITHOUT_DOCUMENTS'] });
    expect(results[3]).toEqual({
      test: 'IRRESPECTIVE_OF_STATUS',
      verdict: 'NOT_CONFORMING',
      reason: 'It says: persons without documents.',
      paragraph: 'OP1',
    });
  });
});

test.each([
  [null, null],
  [91, null],
  [90, 90],
  [31, 90],
  [30, 30],
  [7, 7],
  [1, 7],
  [0, null],
  [-3, null],
])('with %s days left the warning is %s', (days, warning) => {
  const now = new Date('2026-06-01T00:00:00Z');
  const end = days === null ? null : new Date(now.getTime() + days * 86_400_000);
  expect(expiryWarningOf(end, now)).toBe(warning);
});
