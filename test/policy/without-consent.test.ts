import { expect, test } from '@jest/globals';
import { VITAL_INTEREST_MS } from '../../shared/policy/emergency.ts';
import { EMERGENCY_RELEASE_LIFE, emergencyEndsAt } from '../../shared/policy/emergency-life.ts';
import { isSoughtAndUnasked } from '../../shared/policy/family-links.ts';
import { disclose, mayOpenReferral } from '../../shared/policy/release.ts';
import { ownerFacts, recipientFacts, soughtPersonFacts } from './release-facts.ts';

test('a release in vital interest is approved by staff once, and closed by the officer', () => {
  const steps = Object.entries(EMERGENCY_RELEASE_LIFE).map(([verb, { from, to, by }]) => [
    verb,
    from,
    to,
    by,
  ]);
  expect(steps).toEqual([
    ['approve', ['REQUESTED'], 'APPROVED', ['STAFF']],
    ['review', ['REQUESTED', 'APPROVED'], 'CLOSED', ['OFFICER']],
  ]);
  expect(+emergencyEndsAt(new Date(0))).toBe(VITAL_INTEREST_MS);
});

test('a sought person is one that is sought and has said nothing against it', () => {
  const [consent] = recipientFacts.record.consents;
  const said = (state: 'GIVEN' | 'REFUSED') => (consent ? [{ ...consent, state }] : []);
  expect(isSoughtAndUnasked(true, [])).toBe(true);
  expect(isSoughtAndUnasked(true, said('GIVEN'))).toBe(true);
  expect(isSoughtAndUnasked(true, said('REFUSED'))).toBe(false);
  expect(isSoughtAndUnasked(false, [])).toBe(false);
});

test('a referral is opened by whom its routing is released to, and by who may learn of a sought person', () => {
  const opens = (facts: typeof recipientFacts) => mayOpenReferral(facts, disclose(facts));
  expect(opens(recipientFacts)).toBe(true);
  expect(opens(ownerFacts)).toBe(true);
  expect(opens({ ...ownerFacts, purpose: null })).toBe(false);
  expect(opens({ ...recipientFacts, record: { ...recipientFacts.record, consents: [] } })).toBe(false);
  expect(opens(soughtPersonFacts)).toBe(true);
  expect(opens({ ...soughtPersonFacts, purpose: 'LEGAL_AID' })).toBe(false);
  expect(opens({ ...soughtPersonFacts, record: { ...soughtPersonFacts.record, familyLinks: false } })).toBe(
    false,
  );
});
