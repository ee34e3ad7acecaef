import { describe, expect, test } from '@jest/globals';
import type { DataCategory } from '../../shared/policy/categories.ts';
import type { ConsentFacts } from '../../shared/policy/consent.ts';
import { VITAL_INTEREST_MS } from '../../shared/policy/emergency.ts';
import {
  EMERGENCY_RELEASE_LIFE,
  emergencyEndsAt,
  emergencyReleaseVerbsFrom,
  erasedByFinding,
  mayApproveInVitalInterest,
  mayAskInVitalInterest,
  mayReviewEmergencyRelease,
  mayTransitionEmergencyRelease,
} from '../../shared/policy/emergency-life.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import { isSoughtAndUnasked } from '../../shared/policy/family-links.ts';
import { closesAt } from '../../shared/policy/referral-life.ts';
import { disclose, mayOpenReferral } from '../../shared/policy/release.ts';
import { maySendReferral, type SendingFacts } from '../../shared/policy/sending.ts';
import { emergencyReview, sendingFacts, vitalInterestFacts } from './decision-facts.ts';
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

describe('a received person is sent on', () => {
  const receivedAt = new Date('2026-04-01T00:00:00Z');
  const received: NonNullable<SendingFacts['received']> = {
    receivedAt,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: new Date('2027-01-01T00:00:00Z'),
    state: 'ACTIVE',
    purposes: ['LEGAL_AID'],
    categories: ['ROUTING'],
    onward: 'SAME_PURPOSE_NAMED_RECIPIENTS',
    onwardRecipientIds: ['org_clinic'],
    authorisedRecipientIds: [],
  };
  const [consent] = sendingFacts.consents as [ConsentFacts];
  const given = (...moments: (Date | null)[]) => {
    const consents = moments.map((givenAt) => ({ ...consent, givenAt }));
    return maySendReferral({ ...sendingFacts, received, consents }).allowed;
  };
  const [before, after] = [new Date(+receivedAt - 1), new Date(+receivedAt + 1)];

  test('on a consent given after it arrived, not at that moment nor before, and never on one whose moment nobody knows', () => {
    expect([after, receivedAt, before, null].map((moment) => given(moment))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('for one of the purposes of the consent, though another may not pass', () => {
    const consents = [{ ...consent, givenAt: after, purposes: ['HEALTH_CARE', 'LEGAL_AID'] as const }];
    expect(maySendReferral({ ...sendingFacts, received, consents }).allowed).toBe(true);
  });

  test('on one such consent among others', () => {
    expect(given(before, after)).toBe(true);
    expect(given(after, null)).toBe(true);
    expect(given(before, null)).toBe(false);
  });
});

describe('a release in vital interest', () => {
  test.each(['REQUESTED', 'APPROVED', 'CLOSED'] as const)('goes from %s where its table says', (state) => {
    const verbs = { REQUESTED: ['approve', 'review'], APPROVED: ['review'], CLOSED: [] }[state];
    expect(emergencyReleaseVerbsFrom(state)).toEqual(verbs);
    for (const verb of ['approve', 'review'] as const)
      expect(mayTransitionEmergencyRelease(state, verb)).toBe(verbs.includes(verb as never));
  });

  test('is asked for without an approver, and approved only with another and in time', () => {
    const { request } = vitalInterestFacts;
    const asked = { ...vitalInterestFacts, request: { ...request, approvedBy: null, approvedAt: null } };
    expect(mayAskInVitalInterest(asked as never).allowed).toBe(true);
    expect(mayApproveInVitalInterest(asked as never).allowed).toBe(false);
    expect(mayApproveInVitalInterest(vitalInterestFacts).allowed).toBe(true);
    // What is about the request itself is asked for from the first moment.
    expect(mayAskInVitalInterest({ ...asked, urgency: 'URGENT' } as never).allowed).toBe(false);
    expect(
      mayAskInVitalInterest({ ...asked, recipientClass: 'PRIVATE', recipientType: 'PRIVATE_SECTOR' } as never)
        .allowed,
    ).toBe(false);
  });

  test('that was found unjustified is erased whole, one too wide in part, and a right one not at all', () => {
    const [identity, health] = ['IDENTITY', 'HEALTH'] as const;
    const categories = [identity, health];
    expect(erasedByFinding({ finding: 'NOT_JUSTIFIED', categories, erase: [] })).toEqual(categories);
    expect(erasedByFinding({ finding: 'TOO_WIDE', categories, erase: [health] })).toEqual([health]);
    expect(erasedByFinding({ finding: 'JUSTIFIED', categories, erase: [] })).toEqual([]);
  });

  test('is too wide only in what was asked for', () => {
    const wide = (erase: DataCategory[]) =>
      mayReviewEmergencyRelease({
        ...emergencyReview,
        finding: 'TOO_WIDE',
        categories: ['IDENTITY', 'HEALTH'],
        erase,
      }).allowed;
    expect(wide(['IDENTITY'])).toBe(true);
    expect(wide(['IDENTITY', 'CONTACT'])).toBe(false);
    expect(wide([])).toBe(false);
  });
});

test('a sought person’s referral is opened where one of the two categories passes, and not where neither does', () => {
  const opens = (over: Partial<ReleaseFacts['record']>) => {
    const facts = { ...soughtPersonFacts, record: { ...soughtPersonFacts.record, ...over } };
    return mayOpenReferral(facts, disclose(facts));
  };
  const over = new Date(0);
  expect(opens({ eraseAfter: { IDENTITY: over } })).toBe(true);
  expect(opens({ eraseAfter: { FAMILY: over } })).toBe(true);
  expect(opens({ eraseAfter: { FAMILY: over, IDENTITY: over } })).toBe(false);
  expect(opens({ withheld: { organisationIds: [soughtPersonFacts.viewer.organisationId], types: [] } })).toBe(
    false,
  );
});

test('what was completed is closed when its 14 days of reading are over', () => {
  expect(closesAt(new Date('2026-03-01T12:00:00Z'))).toEqual(new Date('2026-03-15T12:00:00Z'));
});
