import { expect, test } from '@jest/globals';
import {
  ACCESS_AGREEMENT_LIFE,
  ACCESS_AGREEMENT_STATES,
  ACCESS_AGREEMENT_VERBS,
  type AccessActivationFacts,
  type AccessAgreementState,
  mayBringAccessIntoForce,
  verbsOfInstrument,
} from '../../shared/policy/access-life.ts';

const facts: AccessActivationFacts = {
  now: new Date('2026-06-01T00:00:00Z'),
  validUntil: new Date('2027-01-01T00:00:00Z'),
  partyIds: ['org_krcs', 'org_guard'],
  signedIds: [],
  obligesStatusCheckOrReport: false,
  obligesToHandOverData: false,
  obligesToCheckStatus: false,
  obligesToReportPersons: false,
  statesConformity: false,
};

function reachable(instrument: 'VERBAL' | 'REGULATION'): Set<AccessAgreementState> {
  const states = new Set<AccessAgreementState>(['DRAFT']);
  for (const state of states) {
    for (const verb of verbsOfInstrument(instrument)) {
      const { from, to } = ACCESS_AGREEMENT_LIFE[verb];
      if (to !== null && from.includes(state)) states.add(to);
    }
  }
  return states;
}

test('what is verbal is never signed and never active, what is written is never in force by word of mouth', () => {
  const [verbal, written] = [reachable('VERBAL'), reachable('REGULATION')];
  for (const state of ['PARTIALLY_SIGNED', 'SIGNED', 'ACTIVE'] as const) expect(verbal).not.toContain(state);
  expect(verbal).toContain('IN_FORCE_VERBAL');
  expect(written).toContain('ACTIVE');
  expect(written).not.toContain('IN_FORCE_VERBAL');
});

test('no verb leads out of a state that is for ever', () => {
  const ended: readonly AccessAgreementState[] = ['EXPIRED', 'TERMINATED', 'REJECTED', 'BREACHED'];
  for (const state of ACCESS_AGREEMENT_STATES.filter((one) => ended.includes(one))) {
    expect(ACCESS_AGREEMENT_VERBS.filter((verb) => ACCESS_AGREEMENT_LIFE[verb].from.includes(state))).toEqual(
      [],
    );
  }
});

test('a word of mouth needs no signature, a written agreement needs each', () => {
  expect(mayBringAccessIntoForce('VERBAL', facts).allowed).toBe(true);
  expect(mayBringAccessIntoForce('REGULATION', facts).allowed).toBe(false);
  const signed = { ...facts, statesConformity: true, signedIds: facts.partyIds };
  expect(mayBringAccessIntoForce('REGULATION', signed).allowed).toBe(true);
});

test.each(['VERBAL', 'REGULATION'] as const)('%s or not, past its end none holds', (instrument) => {
  const over = { ...facts, statesConformity: true, signedIds: facts.partyIds, now: facts.validUntil };
  expect(mayBringAccessIntoForce(instrument, over)).toMatchObject({
    allowed: false,
    rule: { id: 'not-over' },
  });
});
