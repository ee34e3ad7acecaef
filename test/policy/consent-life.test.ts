import { expect, test } from '@jest/globals';
import { CONSENT_STATES, consentIsInForce, RELEASING_STATES } from '../../shared/policy/consent.ts';
import { CONSENT_LIFE, CONSENT_VERBS } from '../../shared/policy/consent-life.ts';
import { recipientFacts } from './release-facts.ts';

/** The whole table, written here a second time: from, to (null: it stays what it is), by. */
const UNDECIDED = ['REQUESTED', 'DEFERRED', 'UNKNOWN'];
const ENDS = ['REQUESTED', 'DEFERRED', 'GIVEN', 'RENEWED', 'UNKNOWN'];
const STEPS: Readonly<Record<string, readonly [readonly string[], string | null, ...string[]]>> = {
  record: [[], 'GIVEN', 'OWNER'],
  request: [[], 'REQUESTED', 'OWNER'],
  import: [[], 'UNKNOWN', 'OWNER'],
  give: [UNDECIDED, 'GIVEN', 'OWNER', 'PERSON'],
  defer: [['REQUESTED'], 'DEFERRED', 'OWNER', 'PERSON'],
  refuse: [UNDECIDED, 'REFUSED', 'OWNER', 'PERSON'],
  renew: [['GIVEN', 'RENEWED'], 'RENEWED', 'OWNER'],
  narrow: [['GIVEN', 'RENEWED'], null, 'OWNER', 'PERSON'],
  withdraw: [ENDS, 'WITHDRAWN', 'PERSON', 'OWNER'],
  revoke: [ENDS, 'REVOKED', 'OWNER'],
  expire: [ENDS, 'EXPIRED', 'CLOCK'],
  invalidate: [['GIVEN', 'RENEWED', 'UNKNOWN'], 'INVALIDATED', 'OWNER'],
};

test.each([...CONSENT_VERBS])('a consent: %s leads where the table says, for whom it says', (verb) => {
  const { from, to, by } = CONSENT_LIFE[verb];
  expect([from, to, ...by]).toEqual(STEPS[verb]);
});

test('no verb makes a consent that a person has ended give again, and a recipient has none at all', () => {
  const steps = CONSENT_VERBS.map((verb) => CONSENT_LIFE[verb]);
  for (const ended of ['REFUSED', 'WITHDRAWN', 'REVOKED', 'EXPIRED', 'INVALIDATED'] as const)
    expect(steps.filter(({ from }) => from.includes(ended))).toEqual([]);
  expect([...new Set(steps.flatMap(({ by }) => by))].sort()).toEqual(['CLOCK', 'OWNER', 'PERSON']);
});

test('given and renewed consents release, and no others', () => {
  const [consent] = recipientFacts.record.consents;
  if (!consent) throw new Error('The base facts changed.');
  const releasing = CONSENT_STATES.filter((state) =>
    consentIsInForce({ ...consent, state }, recipientFacts.now),
  );
  expect(releasing).toEqual(['GIVEN', 'RENEWED']);
  expect([...RELEASING_STATES]).toEqual(releasing);
});
