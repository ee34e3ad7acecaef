import { describe, expect, test } from '@jest/globals';
import { ACCESS_AGREEMENT_STATES } from '../../shared/policy/access-life.ts';
import {
  ACCESS_UNFINISHED,
  type AccessReadingFacts,
  AUTHORITY_TYPES,
  accessReadingOf,
  accessStandingOf,
} from '../../shared/policy/access-reading.ts';
import { AGREEMENT_STATES } from '../../shared/policy/agreement.ts';
import { type AgreementReadingFacts, agreementReadingOf } from '../../shared/policy/agreement-reading.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';

const at = (day: string) => new Date(`2026-06-${day}T00:00:00Z`);
const validity = { validFrom: at('01'), validUntil: at('20') };
const outside = [
  ['before it begins', at('01'), new Date(+at('01') - 1)],
  ['when it ends', new Date(+at('20') - 1), at('20')],
] as const;

describe('an agreement', () => {
  const facts: AgreementReadingFacts = {
    ...validity,
    viewerId: 'org_other',
    partyIds: ['org_one', 'org_two'],
    state: 'ACTIVE',
    now: at('10'),
  };

  test('is read whole by its parties, in every state', () => {
    for (const state of AGREEMENT_STATES)
      expect(agreementReadingOf({ ...facts, viewerId: 'org_two', state })).toBe('EVERYTHING');
  });

  test('is transparent to everybody else, signed in or not, while it is active, and then alone', () => {
    for (const viewerId of ['org_other', null]) {
      const read = AGREEMENT_STATES.map((state) => [
        state,
        agreementReadingOf({ ...facts, viewerId, state }),
      ]);
      expect(read).toEqual(
        AGREEMENT_STATES.map((state) => [state, state === 'ACTIVE' ? 'TRANSPARENCY' : 'NOTHING']),
      );
    }
  });

  test.each(outside)('is not found %s', (_when, inside, now) => {
    expect(agreementReadingOf({ ...facts, now: inside })).toBe('TRANSPARENCY');
    expect(agreementReadingOf({ ...facts, now })).toBe('NOTHING');
  });
});

describe('an access agreement', () => {
  const facts: AccessReadingFacts = {
    ...validity,
    viewer: { organisationId: 'org_other', type: 'NATIONAL_SOCIETY', sharesCredentialsWith: [] },
    partyIds: ['org_krcs', 'org_guard'],
    recordedById: 'org_krcs',
    state: 'ACTIVE',
    now: at('10'),
  };
  const read = (change: Partial<AccessReadingFacts>) => accessReadingOf({ ...facts, ...change });
  const guard = { organisationId: 'org_guard', type: 'BORDER_GUARD', sharesCredentialsWith: [] } as const;

  test('is transparent to everybody while it is in force, also by word of mouth, and then alone', () => {
    const open = ['ACTIVE', 'IN_FORCE_VERBAL'];
    for (const viewer of [facts.viewer, null])
      for (const state of ACCESS_AGREEMENT_STATES)
        expect([state, read({ viewer, state })]).toEqual([
          state,
          open.includes(state) ? 'TRANSPARENCY' : 'NOTHING',
        ]);
  });

  test.each(outside)('is not found %s', (_when, inside, now) => {
    expect(read({ now: inside })).toBe('TRANSPARENCY');
    expect(read({ now })).toBe('NOTHING');
    expect(read({ now: at('30'), validUntil: null })).toBe('TRANSPARENCY');
  });

  test('is read whole by a party that is no authority, in every state', () => {
    const viewer = {
      organisationId: 'org_krcs',
      type: 'NATIONAL_SOCIETY',
      sharesCredentialsWith: [],
    } as const;
    for (const state of ACCESS_AGREEMENT_STATES) {
      expect(read({ viewer, state })).toBe('EVERYTHING');
      expect(read({ viewer, state, recordedById: 'org_guard' })).toBe('EVERYTHING');
    }
  });

  test('shows an authority final texts alone, unless it wrote them itself', () => {
    const unfinished = ['DRAFT', 'NEGOTIATION', 'REVIEW', 'REJECTED'];
    expect([...ACCESS_UNFINISHED]).toEqual(unfinished);
    for (const state of ACCESS_AGREEMENT_STATES) {
      expect([state, read({ viewer: guard, state })]).toEqual([
        state,
        unfinished.includes(state) ? 'NOTHING' : 'EVERYTHING',
      ]);
      expect(read({ viewer: guard, state, recordedById: 'org_guard' })).toBe('EVERYTHING');
    }
  });

  test('knows as an authority whoever holds public power over people', () => {
    expect([...AUTHORITY_TYPES]).toEqual(
      ORGANISATION_TYPES.filter((type) => /AUTHORITY|ENFORCEMENT|GUARD|MILITARY|EMBASSY/.test(type)),
    );
  });

  test('stands challenged for a party that is no authority; the others see no more than that it is in force', () => {
    const krcs = { organisationId: 'org_krcs', type: 'NATIONAL_SOCIETY', sharesCredentialsWith: [] } as const;
    const standing = (change: object) => accessStandingOf({ ...facts, challenged: true, ...change });
    expect(standing({ viewer: krcs })).toBe('CHALLENGED');
    expect(standing({ viewer: krcs, challenged: false })).toBe('IN_FORCE');
    for (const viewer of [guard, facts.viewer, null]) expect(standing({ viewer })).toBe('IN_FORCE');
    for (const viewer of [krcs, guard, null])
      expect(standing({ viewer, state: 'SUSPENDED' })).toBe('NOT_IN_FORCE');
    expect(standing({ viewer: krcs, now: at('20') })).toBe('NOT_IN_FORCE');
  });

  test('shows nothing more to who is of the same type as a party', () => {
    expect(read({ viewer: { ...guard, organisationId: 'org_other_guard' }, state: 'DRAFT' })).toBe('NOTHING');
    expect(read({ viewer: null, partyIds: [], state: 'DRAFT' })).toBe('NOTHING');
  });
});
