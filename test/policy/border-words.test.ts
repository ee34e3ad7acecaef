import { expect, test } from '@jest/globals';
import type { ModalityAnswer } from '../../shared/policy/access-words.ts';
import {
  BORDER_PROCEDURE_TYPES,
  isPresent,
  missingOf,
  SAFEGUARDS,
  spokenSafeguard,
} from '../../shared/policy/border-words.ts';

/** What the code says of each, word for word: a country's page is made of it. */
const SPOKEN = {
  NON_REFOULEMENT_CHECK: 'A check against refoulement',
  INDIVIDUAL_ASSESSMENT: 'An assessment of each person',
  NO_COLLECTIVE_EXPULSION: 'The ban on collective expulsion',
  ACCESS_TO_ASYLUM_PROCEDURE: 'Access to the asylum procedure',
  INFORMATION_IN_UNDERSTOOD_LANGUAGE: 'Information in a language that is understood',
  INTERPRETER: 'An interpreter',
  LEGAL_ASSISTANCE: 'Legal assistance',
  EFFECTIVE_REMEDY_WITH_SUSPENSIVE_EFFECT: 'An effective remedy with suspensive effect',
  BEST_INTERESTS_OF_CHILD: 'The best interests of the child',
  GUARDIAN_FOR_UNACCOMPANIED_CHILD: 'A guardian for an unaccompanied child',
  VULNERABILITY_IDENTIFICATION: 'Identification of people in a vulnerable situation',
  IMMEDIATE_ASSISTANCE: 'Immediate assistance',
  FAMILY_UNITY_AND_RFL: 'Family unity and the restoring of family links',
  DETENTION_LAST_RESORT: 'Detention as a last resort alone',
  SEARCH_AND_RESCUE_PRIORITY: 'The priority of search and rescue',
  USE_OF_FORCE_LIMITS: 'Limits to the use of force',
  DATA_PROTECTION_FIREWALL: 'A firewall for personal data',
  INDEPENDENT_MONITORING: 'Independent monitoring',
  NATIONAL_SOCIETY_ACCESS: 'Access of the National Society',
  STAFF_TRAINING: 'Training of the staff',
} as const;

test('the twenty safeguards are these, each with its name in words', () => {
  expect(Object.fromEntries(SAFEGUARDS.map((one) => [one, spokenSafeguard(one)]))).toEqual(SPOKEN);
  expect(SAFEGUARDS).toHaveLength(20);
});

test('the ten procedures are these', () => {
  expect(BORDER_PROCEDURE_TYPES.join(' ')).toBe(
    'ENTRY_SCREENING REFUSAL_OF_ENTRY INTERDICTION INTERCEPTION_AT_SEA RESCUE_AND_DISEMBARKATION BORDER_DETENTION ACCELERATED_ASYLUM_PROCEDURE SAFE_THIRD_COUNTRY_TRANSFER READMISSION DEPORTATION',
  );
});

test.each<[ModalityAnswer, ModalityAnswer, boolean]>([
  ['YES', 'NO', true],
  ['NO', 'PARTIAL', true],
  ['PARTIAL', 'UNKNOWN', true],
  ['UNKNOWN', 'YES', true],
  ['NO', 'UNKNOWN', false],
  ['UNKNOWN', 'UNKNOWN', false],
  ['NO', 'NO', false],
])('%s in law and %s in practice is there: %s', (inLaw, inPractice, present) => {
  expect(isPresent({ inLaw, inPractice })).toBe(present);
});

test.each<[ModalityAnswer, ModalityAnswer, string | null]>([
  ['YES', 'YES', null],
  ['NO', 'NO', 'An interpreter: missing in law and in practice.'],
  ['YES', 'NO', 'An interpreter: the law provides for it, in practice it is missing.'],
  ['PARTIAL', 'YES', 'An interpreter: the law provides for it in part, in practice it is there.'],
  ['NO', 'PARTIAL', 'An interpreter: no law provides for it, in practice it is there in part.'],
  [
    'UNKNOWN',
    'UNKNOWN',
    'An interpreter: whether the law provides for it is not known, whether it is there in practice is not known.',
  ],
])('what is missing of %s in law and %s in practice', (inLaw, inPractice, sentence) => {
  expect(missingOf('INTERPRETER', { inLaw, inPractice })).toBe(sentence);
});

test('what nobody has assessed is said to be so', () => {
  expect(missingOf('STAFF_TRAINING', null)).toBe('Training of the staff: nobody has assessed it.');
});
