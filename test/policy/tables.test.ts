import { describe, expect, test } from '@jest/globals';
import { exceedsCeiling } from '../../shared/policy/agreement.ts';
import { DATA_CATEGORIES, SEVERE_CATEGORIES, sensitivityOf } from '../../shared/policy/categories.ts';
import { BEFORE_ACCEPTANCE, classMayReceive, isWithinCeiling } from '../../shared/policy/ceilings.ts';
import {
  FIREWALL_CLASSES,
  firewallClassOf,
  ORGANISATION_TYPES,
  type OrganisationType,
} from '../../shared/policy/organisations.ts';
import { isProhibited, isPurpose, PROHIBITED_PURPOSES, PURPOSES } from '../../shared/policy/purposes.ts';
import { RELEASE_RULE_IDS } from '../../shared/policy/refusals.ts';
import { RELEASE_RULES } from '../../shared/policy/release.ts';
import { categoriesOf, ROLES } from '../../shared/policy/roles.ts';
import { FAMILY_LINKS_TYPES, HEALTH_TYPES, SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import { partyVoice } from '../../shared/policy/voice.ts';
import * as law from './law-tables.ts';

describe('the tables of the code are those of the law', () => {
  test('the categories, their order and their sensitivity', () => {
    const coded = DATA_CATEGORIES.map((category) => [category, sensitivityOf(category).toLowerCase()]);
    expect(coded).toEqual(law.rows(law.CATEGORIES));
    expect([...SEVERE_CATEGORIES]).toEqual([
      'LOCATION_PRECISE',
      'MIGRATION_STATUS',
      'PROTECTION',
      'BELIEF',
      'NARRATIVE',
    ]);
  });

  test('the class of every type of organisation', () => {
    const printed = law
      .rows(law.CLASSES)
      .flatMap(([types, name]) => law.words(types ?? '').map((type) => [type, name]));
    expect(ORGANISATION_TYPES.map((type) => [type, firewallClassOf(type)])).toEqual(printed);
  });

  test('the categories that each role covers', () => {
    const coded = ROLES.map((role) => {
      const covered = [...categoriesOf(role)];
      const cell = covered.length === DATA_CATEGORIES.length ? 'every' : covered.join(', ');
      return [role, cell === '' ? 'none' : cell];
    });
    expect(coded).toEqual(law.rows(law.ROLES).sort(byOrderOf(ROLES)));
  });

  test('the thirteen lines, their order and their refusals', () => {
    const coded = RELEASE_RULES.map(({ id, refusal }, index) => [String(index + 1), id, refusal]);
    expect(coded).toEqual(law.rows(law.RELEASE_LINES));
    expect(RELEASE_RULES.map(({ id }) => id)).toEqual([...RELEASE_RULE_IDS]);
  });

  test('what a recipient sees before acceptance', () => {
    expect([...BEFORE_ACCEPTANCE]).toEqual(['ROUTING', 'TRIAGE', 'LOCATION_COARSE']);
  });

  test('the word a party hears for each refusal', () => {
    expect(Object.fromEntries(RELEASE_RULES.map(({ refusal }) => [refusal, partyVoice(refusal)]))).toEqual({
      UNAUTHENTICATED: 'NOT_FOUND',
      PURPOSE: 'PURPOSE',
      FIREWALL: 'NOT_FOUND',
      RETENTION: 'AGREEMENT',
      ROLE: 'NOT_FOUND',
      WITHHELD: 'CONSENT',
      NO_RELATION: 'NOT_FOUND',
      AGREEMENT: 'AGREEMENT',
      CONSENT: 'CONSENT',
      STAGE: 'STAGE',
      CEILING: 'CEILING',
      ONWARD: 'AGREEMENT',
      LEDGER_UNAVAILABLE: 'LEDGER_UNAVAILABLE',
    });
  });

  test('family links types and health types', () => {
    expect([...FAMILY_LINKS_TYPES]).toEqual(law.FAMILY_LINKS);
    expect([...HEALTH_TYPES]).toEqual(law.HEALTH);
    expect(SERVICE_TYPES).toHaveLength(32);
  });
});

describe.each([...FIREWALL_CLASSES])('the ceiling of %s', (firewallClass) => {
  test.each([...DATA_CATEGORIES])('for %s, under each service type and purpose', (category) => {
    const differences = SERVICE_TYPES.flatMap((serviceType) =>
      PURPOSES.filter(
        (purpose) =>
          isWithinCeiling(firewallClass, serviceType, purpose, category) !==
          law.cellOpens(firewallClass, category, serviceType, purpose),
      ).map((purpose) => `${serviceType} ${purpose}`),
    );
    expect(differences).toEqual([]);
    expect(classMayReceive(firewallClass, category)).toBe(law.ceilingCell(firewallClass, category) !== '–');
  });
});

describe('a data-sharing agreement beyond the ceiling of its recipient', () => {
  const beyond = (type: OrganisationType) =>
    DATA_CATEGORIES.filter((category) => exceedsCeiling(type, [category]));

  test('has no category for enforcement, statistics or the private sector', () => {
    for (const type of ['BORDER_GUARD', 'DONOR', 'PRIVATE_SECTOR'] as const) {
      expect(beyond(type)).toEqual([...DATA_CATEGORIES]);
    }
  });

  test('has none of the severe categories, origin or belief for a hospital', () => {
    expect(beyond('HEALTH_PROVIDER')).toEqual([
      'LOCATION_PRECISE',
      'ORIGIN',
      'MIGRATION_STATUS',
      'PROTECTION',
      'BELIEF',
      'NARRATIVE',
    ]);
  });

  test('is one if a single category exceeds', () => {
    expect(exceedsCeiling('HEALTH_PROVIDER', ['ROUTING', 'HEALTH', 'FAMILY'])).toBe(false);
    expect(exceedsCeiling('HEALTH_PROVIDER', ['ROUTING', 'BELIEF'])).toBe(true);
  });
});

describe('purposes', () => {
  test('an unknown purpose is a prohibited one, and a missing one is missing', () => {
    expect([isProhibited('RESEARCH'), isProhibited(''), isProhibited(null)]).toEqual([true, true, false]);
    expect([isPurpose('RESEARCH'), isPurpose(null)]).toEqual([false, false]);
  });

  test('every prohibited purpose is prohibited, and no allowed one', () => {
    expect(PROHIBITED_PURPOSES.filter((word) => !isProhibited(word))).toEqual([]);
    expect(PURPOSES.filter((word) => isProhibited(word) || !isPurpose(word))).toEqual([]);
    expect([PURPOSES.length, PROHIBITED_PURPOSES.length]).toEqual([15, 24]);
  });
});

describe('units that share credentials', () => {
  test.each<[OrganisationType, OrganisationType[], string]>([
    ['HEALTH_PROVIDER', [], 'PUBLIC_SERVICE'],
    ['HEALTH_PROVIDER', ['LAW_ENFORCEMENT'], 'ENFORCEMENT'],
    ['PUBLIC_AUTHORITY_SOCIAL', ['PUBLIC_AUTHORITY_ASYLUM', 'SCHOOL'], 'ASYLUM_AUTHORITY'],
    ['NATIONAL_SOCIETY', ['PRIVATE_SECTOR', 'NATIONAL_NGO'], 'PRIVATE'],
    ['BORDER_GUARD', ['NATIONAL_SOCIETY'], 'ENFORCEMENT'],
    ['MILITARY', ['DONOR'], 'ENFORCEMENT'],
  ])('%s with %j takes the class %s', (type, others, expected) => {
    expect(firewallClassOf(type, others)).toBe(expected);
  });
});

function byOrderOf(order: readonly string[]) {
  return ([left = '']: string[], [right = '']: string[]) => order.indexOf(left) - order.indexOf(right);
}
