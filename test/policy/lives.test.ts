import { describe, expect, test } from '@jest/globals';
import { AGREEMENT_STATES, type AgreementState } from '../../shared/policy/agreement.ts';
import {
  AGREEMENT_LIFE,
  AGREEMENT_VERBS,
  type AgreementVerb,
  agreementVerbsFrom,
  mayTransitionAgreement,
} from '../../shared/policy/agreement-life.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import {
  CONSENT_LIFE,
  CONSENT_VERBS,
  type ConsentScope,
  consentVerbsFrom,
  ENDED_CONSENTS,
  mayTransitionConsent,
  narrows,
} from '../../shared/policy/consent-life.ts';
import { addMonths } from '../../shared/policy/months.ts';
import {
  deadlinesOf,
  mayTransition,
  OUTCOMES,
  possibleFrom,
  REFERRAL_LIFE,
  REFERRAL_REASONS,
  REFERRAL_VERBS,
} from '../../shared/policy/referral-life.ts';
import { READABLE_STATES, REFERRAL_STATES, readingOf } from '../../shared/policy/referral-states.ts';
import * as law from './law-tables.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const HOUR = 3_600_000;

describe('the life of a referral', () => {
  test('has the states of the law, in its order', () => {
    expect([...REFERRAL_STATES]).toEqual(law.rows(law.REFERRAL_STATES).map(([state]) => state));
  });

  test.each(law.rows(law.REFERRAL_STATES))(
    '%s is set by %s, lets the recipient read %s, and follows %s',
    (...row) => {
      const [state = '', by = '', reads = '', from = ''] = row;
      const steps = REFERRAL_VERBS.map((verb) => REFERRAL_LIFE[verb]).filter(({ to }) => to === state);
      const follows = steps.flatMap((step) => [...step.from]).sort();
      expect(follows).toEqual(law.words(from).sort());
      if (steps.length > 0) {
        expect(steps.flatMap((step) => step.by.map((actor) => actor.toLowerCase()))).toEqual(law.words(by));
      }
      const completedAt = state === 'COMPLETED' ? NOW : null;
      expect(readingOf(state as (typeof REFERRAL_STATES)[number], completedAt, NOW).toLowerCase()).toBe(
        reads.split(' ')[0],
      );
    },
  );

  test('says which verbs are possible from a state, and the same one by one', () => {
    for (const state of REFERRAL_STATES) {
      expect(possibleFrom(state)).toEqual(REFERRAL_VERBS.filter((verb) => mayTransition(state, verb)));
    }
    expect(possibleFrom('SENT')).toEqual([
      'acknowledge',
      'accept',
      'decline',
      'waitlist',
      'cancel',
      'withdraw',
      'reroute',
      'expire',
      'markInError',
    ]);
    expect(possibleFrom('ENTERED_IN_ERROR')).toEqual([]);
  });

  test('asks for a reason, an outcome, a time, a child or a second person where the law does', () => {
    const needs = REFERRAL_VERBS.flatMap((verb) => {
      const { needs: need } = REFERRAL_LIFE[verb];
      return need === null ? [] : [[verb, need]];
    });
    expect(needs).toEqual([
      ['decline', 'REASON'],
      ['schedule', 'WHEN'],
      ['hold', 'REASON'],
      ['complete', 'OUTCOME'],
      ['fail', 'REASON'],
      ['reroute', 'CHILD_REFERRAL'],
      ['markInError', 'SECOND_PERSON'],
    ]);
  });

  test('legal status is no reason', () => {
    expect(REFERRAL_REASONS.filter((reason) => /STATUS|LEGAL|PAPER|PERMIT/.test(reason))).toEqual([]);
    expect([REFERRAL_REASONS.length, OUTCOMES.length]).toEqual([11, 6]);
  });

  test('a completed referral is read for 14 days, and not at all without its time', () => {
    const days = (count: number) => new Date(+NOW - count * 24 * HOUR);
    expect(readingOf('COMPLETED', new Date(+days(14) + 1), NOW)).toBe('AFTER');
    expect(readingOf('COMPLETED', days(14), NOW)).toBe('NOTHING');
    expect(readingOf('COMPLETED', null, NOW)).toBe('NOTHING');
  });

  test('lists hold the states in which something is read', () => {
    expect([...READABLE_STATES]).toEqual([
      'SENT',
      'RECEIVED',
      'ACCEPTED',
      'WAITLISTED',
      'SCHEDULED',
      'IN_PROGRESS',
      'ON_HOLD',
      'COMPLETED',
    ]);
  });

  test.each([
    ['EMERGENCY', 4, 24, 48],
    ['URGENT', 24, 72, 144],
    ['NORMAL', 72, 336, 672],
  ] as const)(
    '%s is acknowledged in %i h, acted on in %i h, and expires after %i h',
    (urgency, first, act, end) => {
      const { acknowledgeBy, actBy, expiresAt } = deadlinesOf(NOW, urgency);
      expect([acknowledgeBy, actBy, expiresAt].map((time) => (+time - +NOW) / HOUR)).toEqual([
        first,
        act,
        end,
      ]);
    },
  );

  test('an agreement may set its own clocks', () => {
    const { acknowledgeBy, actBy, expiresAt } = deadlinesOf(NOW, 'NORMAL', { actMs: 10 * HOUR });
    expect([acknowledgeBy, actBy, expiresAt].map((time) => (+time - +NOW) / HOUR)).toEqual([72, 10, 20]);
  });
});

describe('the life of an agreement', () => {
  const walk = (start: AgreementState, ...verbs: AgreementVerb[]): AgreementState =>
    verbs.reduce((state, verb) => {
      if (!mayTransitionAgreement(state, verb)) throw new Error(`${verb} is not possible from ${state}`);
      return AGREEMENT_LIFE[verb].to ?? state;
    }, start);

  test('leads from a draft through review and two signatures into force', () => {
    expect(walk('DRAFT', 'submit', 'approve', 'sign', 'signLast', 'activate')).toBe('ACTIVE');
  });

  test('goes back to negotiation with every edit before it is in force, and never after', () => {
    expect(AGREEMENT_LIFE.revise.to).toBe('NEGOTIATION');
    expect(AGREEMENT_STATES.filter((state) => mayTransitionAgreement(state, 'revise'))).toEqual([
      'DRAFT',
      'NEGOTIATION',
      'REVIEW',
      'APPROVED',
      'PARTIALLY_SIGNED',
      'SIGNED',
    ]);
  });

  test('one party suspends alone, both resume', () => {
    expect(AGREEMENT_LIFE.suspend).toEqual({ from: ['ACTIVE'], to: 'SUSPENDED', by: ['PARTY'] });
    expect(AGREEMENT_LIFE.resume).toEqual({ from: ['SUSPENDED'], to: 'ACTIVE', by: ['BOTH'] });
  });

  test('a breach suspends it', () => {
    expect(walk('ACTIVE', 'reportBreach')).toBe('SUSPENDED');
    expect(walk('ACTIVE', 'reportBreach', 'endForBreach')).toBe('BREACHED');
  });

  test.each(['EXPIRED', 'TERMINATED', 'REJECTED', 'BREACHED'] as const)('%s never reopens', (state) => {
    expect(agreementVerbsFrom(state)).toEqual([]);
  });

  test('nothing comes into force without every signature', () => {
    const leads = AGREEMENT_VERBS.filter((verb) => AGREEMENT_LIFE[verb].to === 'ACTIVE');
    expect(leads.flatMap((verb) => [...AGREEMENT_LIFE[verb].from])).toEqual(['SIGNED', 'SUSPENDED']);
  });
});

describe('the life of a consent', () => {
  test.each<[ConsentState, string]>([
    ['REQUESTED', 'give defer refuse withdraw revoke expire'],
    ['DEFERRED', 'give refuse withdraw revoke expire'],
    ['REFUSED', ''],
    ['GIVEN', 'renew narrow withdraw revoke expire invalidate'],
    ['RENEWED', 'renew narrow withdraw revoke expire invalidate'],
    ['WITHDRAWN', ''],
    ['REVOKED', ''],
    ['EXPIRED', ''],
    ['INVALIDATED', ''],
    ['UNKNOWN', 'give refuse withdraw revoke expire invalidate'],
  ])('from %s: %s', (state, verbs) => {
    expect(consentVerbsFrom(state).join(' ')).toBe(verbs);
    expect(mayTransitionConsent(state, 'withdraw')).toBe(verbs.includes('withdraw'));
  });

  test('what has ended never releases again', () => {
    expect(ENDED_CONSENTS).toEqual(['REFUSED', 'WITHDRAWN', 'REVOKED', 'EXPIRED', 'INVALIDATED']);
  });

  test('is begun by recording, asking or importing, and of these recording alone releases', () => {
    const begins = CONSENT_VERBS.filter((verb) => CONSENT_LIFE[verb].from.length === 0);
    expect(begins.map((verb) => [verb, CONSENT_LIFE[verb].to])).toEqual([
      ['record', 'GIVEN'],
      ['request', 'REQUESTED'],
      ['import', 'UNKNOWN'],
    ]);
  });

  test('the person withdraws, the owner revokes', () => {
    expect(CONSENT_LIFE.withdraw.by).toContain('PERSON');
    expect(CONSENT_LIFE.revoke.by).toEqual(['OWNER']);
  });

  const scope: ConsentScope = {
    recipientIds: ['org_unhcr', 'org_iom'],
    purposes: ['LEGAL_AID', 'CASE_MANAGEMENT'],
    categories: ['ROUTING', 'TRIAGE'],
    validUntil: NOW,
    statistics: true,
    withheldOrganisationIds: ['org_clinic'],
    withheldTypes: ['SCHOOL'],
  };

  test.each<[string, Partial<ConsentScope>]>([
    ['the same', {}],
    ['fewer recipients', { recipientIds: ['org_iom'] }],
    ['fewer purposes', { purposes: [] }],
    ['fewer categories', { categories: ['TRIAGE'] }],
    ['an earlier end', { validUntil: new Date(+NOW - 1) }],
    ['to be counted no more', { statistics: false }],
    [
      'more to withhold from',
      { withheldOrganisationIds: ['org_clinic', 'org_x'], withheldTypes: ['SCHOOL', 'ICRC'] },
    ],
  ])('%s is narrow enough', (_, change) => {
    expect(narrows(scope, { ...scope, ...change })).toBe(true);
  });

  test.each<[string, Partial<ConsentScope>]>([
    ['another recipient', { recipientIds: ['org_iom', 'org_x'] }],
    ['another purpose', { purposes: ['STATISTICS'] }],
    ['another category', { categories: ['ROUTING', 'HEALTH'] }],
    ['a later end', { validUntil: new Date(+NOW + 1) }],
    ['an organisation less to withhold from', { withheldOrganisationIds: [] }],
    ['a type less to withhold from', { withheldTypes: [] }],
  ])('%s is a new consent', (_, change) => {
    expect(narrows(scope, { ...scope, ...change })).toBe(false);
  });

  test('to be counted is a tick of its own, which narrowing never sets', () => {
    const uncounted = { ...scope, statistics: false };
    expect(narrows(uncounted, uncounted)).toBe(true);
    expect(narrows(uncounted, scope)).toBe(false);
  });
});

test.each([
  ['2026-06-15T12:00:00Z', 12, '2027-06-15T12:00:00Z'],
  ['2026-08-31T00:00:00Z', 6, '2027-02-28T00:00:00Z'],
  ['2024-02-29T00:00:00Z', 12, '2025-02-28T00:00:00Z'],
  ['2026-12-31T23:59:59Z', 2, '2027-02-28T23:59:59Z'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(new Date(from), months)).toEqual(new Date(to));
});
