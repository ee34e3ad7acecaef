import { describe, expect, test } from '@jest/globals';
import { FIREWALL_CLAUSE } from '../../shared/policy/agreement-terms.ts';
import { DATA_CATEGORIES, isDataCategory, UNRECORDED_CATEGORIES } from '../../shared/policy/categories.ts';
import { erasureDueAt, isErasureOverdue } from '../../shared/policy/erasure.ts';
import { mayGoOnward } from '../../shared/policy/grounds.ts';
import { isOrganisationType, ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { RELEASE_RULES, refusalOf, release } from '../../shared/policy/release.ts';
import { isRole, ROLES } from '../../shared/policy/roles.ts';
import { GRANTED } from '../../shared/policy/rule.ts';
import { isServiceType, SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import { listenerOf } from '../../shared/policy/voice.ts';
import { emergencyFacts, ownerFacts, recipientFacts } from './release-facts.ts';

describe.each([
  ['a category', isDataCategory, DATA_CATEGORIES],
  ['a type of organisation', isOrganisationType, ORGANISATION_TYPES],
  ['a role', isRole, ROLES],
  ['a type of service', isServiceType, SERVICE_TYPES],
] as const)('%s', (_what, isOne: (word: string) => boolean, words) => {
  test('is what the law lists, to the letter', () => {
    expect(words.filter((word) => !isOne(word))).toEqual([]);
    expect(['', 'toString', 'constructor', '__proto__', `${words[0]} `].filter(isOne)).toEqual([]);
  });
});

test('a rule that is none of the release rule’s refuses like a stranger’s', () => {
  for (const { id, refusal } of RELEASE_RULES) expect(refusalOf(id)).toBe(refusal);
  expect(refusalOf('no-such-line')).toBe('NO_RELATION');
});

test('nothing is granted by the grant that stands for a missing one', () => {
  expect(GRANTED.id).toBe('granted');
  expect(GRANTED.holds(undefined)).toBe(false);
});

test('the firewall clause has these words, and signatures of years bind them', () => {
  expect(FIREWALL_CLAUSE).toBe(
    'Personal data shared under this agreement is never given to, or used for, immigration enforcement, border control, law enforcement, prosecution, intelligence or national security, and no consent, instruction or later agreement lifts this.',
  );
});

test('routing and triage alone are released without an entry', () => {
  expect([...UNRECORDED_CATEGORIES]).toEqual(['ROUTING', 'TRIAGE']);
});

describe('an order to erase', () => {
  const issuedAt = new Date('2026-02-01T12:00:00Z');
  const dueAt = new Date('2026-03-03T12:00:00Z');

  test('is due after 30 days', () => {
    expect(erasureDueAt(issuedAt)).toEqual(dueAt);
  });

  test.each([
    ['the moment before', -1, null, false],
    ['at that moment', 0, null, true],
    ['long after', 1e9, null, true],
    ['long after, but acknowledged', 1e9, issuedAt, false],
    ['before, and acknowledged', -1, issuedAt, false],
  ])('%s is overdue or not', (_when, milliseconds, acknowledgedAt, overdue) => {
    expect(isErasureOverdue(dueAt, acknowledgedAt, new Date(+dueAt + milliseconds))).toBe(overdue);
  });
});

describe('who is listening', () => {
  const { viewer } = recipientFacts;
  test.each([
    ['the owner', ownerFacts, 'OWNER'],
    ['the recipient', recipientFacts, 'PARTY'],
    ['somebody else', { ...recipientFacts, viewer: { ...viewer, organisationId: 'org_x' } }, 'STRANGER'],
    [
      'a border guard',
      { ...recipientFacts, viewer: { ...viewer, type: 'BORDER_GUARD' as const } },
      'STRANGER',
    ],
    ['an analyst', { ...recipientFacts, viewer: { ...viewer, role: 'analyst' as const } }, 'STRANGER'],
    ['an inactive organisation', { ...recipientFacts, viewer: { ...viewer, active: false } }, 'STRANGER'],
    [
      'an owner that is inactive',
      { ...ownerFacts, viewer: { ...ownerFacts.viewer, active: false } },
      'STRANGER',
    ],
    [
      'somebody whose credential ends now',
      { ...recipientFacts, viewer: { ...viewer, credentialExpiresAt: recipientFacts.now } },
      'STRANGER',
    ],
  ] as const)('%s', (_who, facts, expected) => {
    expect(listenerOf(facts)).toBe(expected);
  });
});

test('a release in vital interest names the request that it stands on, and no other does', () => {
  const basis = (facts: typeof ownerFacts) => {
    const answer = release(facts, 'IDENTITY');
    return answer.released ? [answer.by.basis, answer.by.vitalInterestId] : answer;
  };
  expect(basis(emergencyFacts)).toEqual(['VITAL_INTEREST', 'vit_1']);
  expect(basis(ownerFacts)).toEqual(['OWNER', null]);
  expect(basis(recipientFacts)).toEqual(['CONSENT', null]);
});

test('what was received under an agreement that forbids it does not go on, and the answer is no', () => {
  const [agreement] = recipientFacts.record.agreements;
  if (!agreement) throw new Error('The base facts changed.');
  const received = {
    ...agreement,
    receivedAt: new Date('2026-04-01T00:00:00Z'),
    onward: 'FORBIDDEN' as const,
    onwardRecipientIds: ['org_unhcr'],
    authorisedRecipientIds: ['org_unhcr'],
  };
  const facts = { ...recipientFacts, record: { ...recipientFacts.record, received } };
  expect(mayGoOnward(facts, 'IDENTITY')).toBe(false);
  const named = { ...received, onward: 'SAME_PURPOSE_NAMED_RECIPIENTS' as const };
  expect(mayGoOnward({ ...facts, record: { ...facts.record, received: named } }, 'IDENTITY')).toBe(true);
});
