import { describe, expect, test } from '@jest/globals';
import {
  ACCESS_AGREEMENT_LIFE,
  ACCESS_AGREEMENT_VERBS,
  mayBringAccessIntoForce,
  verbsOfInstrument,
} from '../../shared/policy/access-life.ts';
import {
  ACTIVATION_RULES,
  AGREEMENT_LIFE,
  AGREEMENT_VERBS,
  PROPOSED,
} from '../../shared/policy/agreement-life.ts';

/** The whole table, written here a second time: verb, from, to, by. */
const UNSIGNED = ['DRAFT', 'NEGOTIATION', 'REVIEW', 'APPROVED', 'PARTIALLY_SIGNED'];
const HOLDING = ['SIGNED', 'ACTIVE', 'SUSPENDED'];
const STEPS: Readonly<Record<string, readonly [readonly string[], string, string]>> = {
  revise: [[...UNSIGNED, 'SIGNED'], 'NEGOTIATION', 'PARTY'],
  submit: [['DRAFT', 'NEGOTIATION'], 'REVIEW', 'PARTY'],
  approve: [['REVIEW'], 'APPROVED', 'PARTY'],
  sign: [['APPROVED', 'PARTIALLY_SIGNED'], 'PARTIALLY_SIGNED', 'PARTY'],
  signLast: [['APPROVED', 'PARTIALLY_SIGNED'], 'SIGNED', 'PARTY'],
  activate: [['SIGNED'], 'ACTIVE', 'PARTY'],
  suspend: [['ACTIVE'], 'SUSPENDED', 'PARTY'],
  resume: [['SUSPENDED'], 'ACTIVE', 'BOTH'],
  reportBreach: [['ACTIVE', 'SUSPENDED'], 'SUSPENDED', 'PARTY'],
  endForBreach: [['SUSPENDED'], 'BREACHED', 'PARTY'],
  terminate: [HOLDING, 'TERMINATED', 'PARTY'],
  reject: [UNSIGNED, 'REJECTED', 'PARTY'],
  expire: [HOLDING, 'EXPIRED', 'CLOCK'],
};

/** What differs for access agreements: what an authority allowed by word of mouth is suspended and ended like the rest. */
const OF_ACCESS: typeof STEPS = {
  ...STEPS,
  activateVerbal: [['APPROVED'], 'IN_FORCE_VERBAL', 'PARTY'],
  suspend: [['ACTIVE', 'IN_FORCE_VERBAL'], 'SUSPENDED', 'PARTY'],
  resumeVerbal: [['SUSPENDED'], 'IN_FORCE_VERBAL', 'BOTH'],
  reportBreach: [['ACTIVE', 'SUSPENDED', 'IN_FORCE_VERBAL'], 'SUSPENDED', 'PARTY'],
  terminate: [[...HOLDING, 'IN_FORCE_VERBAL'], 'TERMINATED', 'PARTY'],
  expire: [[...HOLDING, 'IN_FORCE_VERBAL'], 'EXPIRED', 'CLOCK'],
};

test('an agreement begins as a draft', () => {
  expect(PROPOSED).toBe('DRAFT');
});

test.each([...AGREEMENT_VERBS])('an agreement: %s leads where the table says, for whom it says', (verb) => {
  const { from, to, by } = AGREEMENT_LIFE[verb];
  expect([from, to, ...by]).toEqual(STEPS[verb]);
});

test.each([...ACCESS_AGREEMENT_VERBS])('an access agreement: %s does too', (verb) => {
  const { from, to, by } = ACCESS_AGREEMENT_LIFE[verb];
  expect([from, to, ...by]).toEqual(OF_ACCESS[verb]);
});

describe('the form of an access agreement', () => {
  const [verbal, written] = [verbsOfInstrument('VERBAL'), verbsOfInstrument('REGULATION')];

  test('decides by which verbs it comes into force, and nothing else', () => {
    const only = (ones: readonly string[], others: readonly string[]) =>
      ones.filter((one) => !others.includes(one));
    expect(only(written, verbal)).toEqual(['sign', 'signLast', 'activate', 'resume']);
    expect(only(verbal, written)).toEqual(['activateVerbal', 'resumeVerbal']);
    expect([...new Set([...verbal, ...written])].sort()).toEqual([...ACCESS_AGREEMENT_VERBS].sort());
  });

  test('decides by which rules: a word of mouth has neither signatures nor clauses', () => {
    const facts = {
      now: new Date('2026-06-01T00:00:00Z'),
      validUntil: new Date('2027-01-01T00:00:00Z'),
      partyIds: ['org_krcs', 'org_guard'],
      signedIds: ['org_krcs', 'org_guard'],
      obligesStatusCheckOrReport: false,
      obligesToHandOverData: false,
      obligesToCheckStatus: false,
      obligesToReportPersons: false,
      statesConformity: true,
    };
    const refusals = [
      { signedIds: [] },
      { statesConformity: false },
      { validUntil: facts.now },
      { obligesStatusCheckOrReport: true },
    ].map((change) =>
      ['REGULATION', 'VERBAL'].map(
        (instrument) => mayBringAccessIntoForce(instrument as 'VERBAL', { ...facts, ...change }).allowed,
      ),
    );
    expect(refusals).toEqual([
      [false, true],
      [false, true],
      [false, false],
      [false, false],
    ]);
    expect(refusals).toHaveLength(ACTIVATION_RULES.length);
    for (const duty of ['obligesToHandOverData', 'obligesToCheckStatus', 'obligesToReportPersons'])
      expect(mayBringAccessIntoForce('VERBAL', { ...facts, [duty]: true }).allowed).toBe(false);
  });
});
