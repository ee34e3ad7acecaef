import { describe, expect, test } from '@jest/globals';
import {
  CONFORMITY_TESTS,
  type ConformityFacts,
  type ConformityTest,
  conformityOf,
} from '../../shared/policy/conformity.ts';

const silent: ConformityFacts = {
  groupsLeftOut: [],
  groundsLeftOut: [],
  conditions: [],
  obligations: [],
  modalityAnswers: {},
  examined: true,
  consultation: 'BEFORE',
};
/** The tests that this word fails, and those that it hinders; a word is put wherever a text may say it. */
function weight(word: string): [string[], string[]] {
  const facts = { ...silent, conditions: [word], obligations: [word] } as unknown as ConformityFacts;
  const having = (verdict: string) =>
    conformityOf(facts)
      .filter((one) => one.verdict === verdict)
      .map((one) => one.test);
  return [having('NOT_CONFORMING'), having('PARTLY')];
}

test.each<[string, ConformityTest[], ConformityTest[]]>([
  ['REFUSED_AT_WILL', ['EFFECTIVE'], []],
  ['PERMIT_FOR_EACH_VISIT', [], ['EFFECTIVE']],
  ['LIMITED_HOURS', [], ['EFFECTIVE']],
  ['SOME_PLACES_CLOSED', [], ['EFFECTIVE']],
  ['HAND_OVER_DATA', ['SAFE'], []],
  ['REPORT_PERSONS', ['SAFE', 'WITHOUT_PENALTY'], []],
  ['AUTHORITY_LISTENS', ['SAFE'], []],
  ['ARMED_ESCORT_REQUIRED', [], ['SAFE']],
  ['PEOPLE_REGISTERED_BY_AUTHORITY', [], ['SAFE', 'IRRESPECTIVE_OF_STATUS']],
  ['ACCEPT_ESCORT', [], ['SAFE']],
  ['CERTAIN_NATIONALITIES', ['NON_DISCRIMINATORY', 'IRRESPECTIVE_OF_STATUS'], []],
  ['CHECK_STATUS', ['IRRESPECTIVE_OF_STATUS'], []],
  ['PEOPLE_SHOW_DOCUMENTS', ['IRRESPECTIVE_OF_STATUS'], []],
  ['PEOPLE_PENALISED_FOR_ASKING', ['WITHOUT_PENALTY'], []],
  ['HELPERS_LIABLE', ['WITHOUT_PENALTY'], []],
  ['REGISTER_STAFF', [], ['WITHOUT_PENALTY']],
])('a text that says %s fails %j and hinders %j', (word, fails, hinders) => {
  expect(weight(word)).toEqual([fails, hinders]);
});

const of = (test: ConformityTest, change: object) =>
  conformityOf({ ...silent, ...change } as ConformityFacts).find((one) => one.test === test);

describe('a verdict says what it rests on', () => {
  test('in the words of the text, each once', () => {
    expect(
      of('SAFE', { conditions: ['AUTHORITY_LISTENS'], obligations: ['HAND_OVER_DATA', 'HAND_OVER_DATA'] }),
    ).toEqual({
      test: 'SAFE',
      paragraph: 'OP1',
      verdict: 'NOT_CONFORMING',
      reason: 'It says: hand over data, authority listens.',
    });
    expect(of('EFFECTIVE', { conditions: ['LIMITED_HOURS'] })?.reason).toBe('It says: limited hours.');
  });

  test.each([
    [true, 'CONFORMING', 'It was read whole, and nothing in it stands against this.'],
    [false, 'NOT_ASSESSED', 'Nobody has said that it was read whole.'],
  ])('where the text is silent, when it was examined: %s', (examined, verdict, reason) => {
    expect(of('SAFE', { examined })).toMatchObject({ verdict, reason });
  });

  test.each([
    ['BEFORE', true, 'CONFORMING', 'The National Society was consulted before it began to hold.'],
    ['AFTER', true, 'PARTLY', 'The National Society was consulted after it began to hold.'],
    ['NEVER', true, 'NOT_CONFORMING', 'No consultation of the National Society is recorded.'],
    ['NEVER', false, 'NOT_ASSESSED', 'Nobody has said whether the National Society was consulted.'],
  ])('of a consultation %s, examined %s', (consultation, examined, verdict, reason) => {
    expect(of('CONSULTED_NATIONAL_SOCIETY', { consultation, examined })).toMatchObject({ verdict, reason });
  });

  test('of the paragraph that asks for it', () => {
    const paragraphs = Object.fromEntries(
      conformityOf(silent).map(({ test, paragraph }) => [test, paragraph]),
    );
    expect(paragraphs).toEqual(
      Object.fromEntries(CONFORMITY_TESTS.map((one) => [one, one === 'WITHOUT_PENALTY' ? 'P10' : 'OP1'])),
    );
  });
});

test.each<[object, string, string]>([
  [{ RFL_ACCESS: 'NO' }, 'NOT_CONFORMING', 'It grants nothing that was asked for: rfl access.'],
  [
    { RFL_ACCESS: 'NO', ALL_PREMISES: 'UNKNOWN' },
    'NOT_CONFORMING',
    'It grants nothing that was asked for: rfl access.',
  ],
  [
    { RFL_ACCESS: 'NO', ALL_PREMISES: 'YES', REPEAT_VISITS: 'PARTIAL' },
    'PARTLY',
    'It does not grant, or not fully: rfl access, repeat visits.',
  ],
  [{ REPEAT_VISITS: 'PARTIAL' }, 'PARTLY', 'It does not grant, or not fully: repeat visits.'],
  [{ ALL_PREMISES: 'UNKNOWN' }, 'CONFORMING', 'It was read whole, and nothing in it stands against this.'],
  [{ ALL_PREMISES: 'YES' }, 'CONFORMING', 'It was read whole, and nothing in it stands against this.'],
])('what a text grants, %j, makes access %s', (modalityAnswers, verdict, reason) => {
  expect(of('EFFECTIVE', { modalityAnswers })).toMatchObject({ verdict, reason });
  expect(of('SAFE', { modalityAnswers })?.verdict).toBe('CONFORMING');
});

test('to grant nothing weighs more than what hinders', () => {
  const both = { modalityAnswers: { RFL_ACCESS: 'NO' }, conditions: ['LIMITED_HOURS'] };
  expect(of('EFFECTIVE', both)?.verdict).toBe('NOT_CONFORMING');
});
