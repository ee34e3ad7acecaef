import { describe, expect, test } from '@jest/globals';
import { accessReadingOf, holdsPublicPower } from '../../shared/policy/access-reading.ts';
import {
  mayReadEntryHistory,
  mayTransitionOrganisation,
  ORGANISATION_LIFE,
  ORGANISATION_STANDINGS,
  ORGANISATION_VERBS,
  organisationVerbsFrom,
} from '../../shared/policy/organisation-life.ts';
import { isRegistrar } from '../../shared/policy/registry.ts';

describe('the life of an entry', () => {
  test('is this table, and nothing leads out of what is for good', () => {
    const table = ORGANISATION_STANDINGS.map((standing) => [standing, organisationVerbsFrom(standing)]);
    expect(Object.fromEntries(table)).toEqual({
      ACTIVE: ['rename', 'recognise', 'suspend', 'close', 'merge'],
      SUSPENDED: ['reinstate', 'close', 'merge'],
      CLOSED: [],
      MERGED: [],
    });
    expect(ORGANISATION_VERBS.map((verb) => ORGANISATION_LIFE[verb].to)).toEqual([
      'ACTIVE',
      'ACTIVE',
      'SUSPENDED',
      'ACTIVE',
      'CLOSED',
      'MERGED',
    ]);
  });

  test('says one by one what it says as a list', () => {
    for (const standing of ORGANISATION_STANDINGS)
      for (const verb of ORGANISATION_VERBS)
        expect(mayTransitionOrganisation(standing, verb)).toBe(
          organisationVerbsFrom(standing).includes(verb),
        );
  });

  test('names who says each verb', () => {
    expect(ORGANISATION_VERBS.map((verb) => ORGANISATION_LIFE[verb].by)).toEqual([
      ['KEEPER'],
      ['RECOGNISER'],
      ['KEEPER'],
      ['SUSPENDER'],
      ['KEEPER'],
      ['REGISTRAR'],
    ]);
  });
});

test('the registry is kept for all by two, and by nobody who is not registered', () => {
  expect(isRegistrar('ICRC')).toBe(true);
  expect(isRegistrar('IFRC')).toBe(true);
  expect(isRegistrar('NATIONAL_SOCIETY')).toBe(false);
  expect(isRegistrar(null)).toBe(false);
});

describe('what was done to an entry', () => {
  const subject = { id: 'org_unit', parentId: 'org_parent' };

  test.each([
    ['itself', { id: 'org_unit', type: 'NATIONAL_NGO' }],
    ['its parent', { id: 'org_parent', type: 'NATIONAL_NGO' }],
    ['a registrar', { id: 'org_icrc', type: 'ICRC' }],
  ] as const)('is read by %s', (_who, viewer) => {
    expect(mayReadEntryHistory(viewer, subject)).toBe(true);
  });

  test.each([
    ['nobody', null],
    ['a stranger', { id: 'org_other', type: 'UN_AGENCY' }],
  ] as const)('is not read by %s', (_who, viewer) => {
    expect(mayReadEntryHistory(viewer, subject)).toBe(false);
  });
});

describe('who shares credentials with an authority', () => {
  test('holds public power as it does', () => {
    expect(holdsPublicPower({ type: 'NATIONAL_NGO', sharesCredentialsWith: ['BORDER_GUARD'] })).toBe(true);
    expect(holdsPublicPower({ type: 'BORDER_GUARD', sharesCredentialsWith: [] })).toBe(true);
    expect(holdsPublicPower({ type: 'NATIONAL_NGO', sharesCredentialsWith: ['SCHOOL'] })).toBe(false);
  });

  test('reads final texts of access agreements, and never a draft that another wrote', () => {
    const facts = {
      partyIds: ['org_clinic', 'org_krcs'],
      recordedById: 'org_krcs',
      state: 'DRAFT' as const,
      validFrom: new Date('2026-01-01'),
      validUntil: null,
      now: new Date('2026-06-01'),
    };
    const viewer = { organisationId: 'org_clinic', type: 'NATIONAL_NGO' as const };
    const read = (sharesCredentialsWith: readonly ('BORDER_GUARD' | 'SCHOOL')[], over = {}) =>
      accessReadingOf({ ...facts, viewer: { ...viewer, sharesCredentialsWith }, ...over });
    expect(read(['SCHOOL'])).toBe('EVERYTHING');
    expect(read(['BORDER_GUARD'])).toBe('NOTHING');
    expect(read(['BORDER_GUARD'], { state: 'ACTIVE' })).toBe('EVERYTHING');
  });
});
