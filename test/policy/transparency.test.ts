import { describe, expect, test } from '@jest/globals';
import { DATA_CATEGORIES } from '../../shared/policy/categories.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { PURPOSES } from '../../shared/policy/purposes.ts';
import { sharingLines } from '../../shared/policy/transparency.ts';
import { CLASSES, cellOpens, rows, words } from './law-tables.ts';

const terms = {
  recipientType: 'UN_AGENCY',
  recipientSharesCredentialsWith: [],
  purposes: ['LEGAL_AID'],
  categories: DATA_CATEGORIES,
} as const;

describe('the most that an agreement could let be shared', () => {
  test.each(ORGANISATION_TYPES)(
    'with a %s is what the table of the law says, and no free text',
    (recipientType) => {
      const firewallClass =
        rows(CLASSES).find(([types]) => words(types ?? '').includes(recipientType))?.[1] ?? '';
      for (const { category, serviceTypes, stage } of sharingLines({
        ...terms,
        recipientType,
        purposes: PURPOSES,
      })) {
        for (const serviceType of serviceTypes)
          expect(PURPOSES.some((purpose) => cellOpens(firewallClass, category, serviceType, purpose))).toBe(
            true,
          );
        expect(stage).toBe(
          ['ROUTING', 'TRIAGE', 'LOCATION_COARSE'].includes(category)
            ? 'BEFORE_ACCEPTANCE'
            : 'AFTER_ACCEPTANCE',
        );
        expect(category).not.toBe('NARRATIVE');
      }
    },
  );

  test('is nothing with who shares credentials with enforcement', () => {
    expect(sharingLines(terms).length).toBeGreaterThan(5);
    expect(sharingLines({ ...terms, recipientSharesCredentialsWith: ['BORDER_GUARD'] })).toEqual([]);
  });

  test('is for an asylum authority the own claim, whatever else it receives for', () => {
    const lines = sharingLines({
      ...terms,
      recipientType: 'PUBLIC_AUTHORITY_ASYLUM',
      purposes: ['LEGAL_AID', 'INTERNATIONAL_PROTECTION_ACCESS'],
    });
    expect(lines.map(({ category }) => category)).toContain('ORIGIN');
    for (const { serviceTypes } of lines) expect(serviceTypes).toEqual(['INTERNATIONAL_PROTECTION']);
  });

  test('is no more than it says: of two categories two lines at most', () => {
    const lines = sharingLines({ ...terms, categories: ['ROUTING', 'LOCATION_PRECISE'] });
    expect(lines.map(({ category }) => category)).toEqual(['ROUTING', 'LOCATION_PRECISE']);
    expect(lines[1]?.serviceTypes).toContain('SAFE_SHELTER');
    expect(lines[1]?.serviceTypes).not.toContain('FOOD');
  });
});
