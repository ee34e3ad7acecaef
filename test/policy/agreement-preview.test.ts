import { describe, expect, test } from '@jest/globals';
import {
  neverOpened,
  PREVIEW_STAGES,
  type PreviewFacts,
  type PreviewStage,
  previewAgreement,
} from '../../shared/policy/agreement-preview.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import type { OrganisationType } from '../../shared/policy/organisations.ts';
import { ROLES, type Role } from '../../shared/policy/roles.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import {
  CLASSES,
  cellOpens,
  FAMILY_LINKS,
  HEALTH,
  ROLES as ROLES_OF_LAW,
  rows,
  words,
} from './law-tables.ts';

/** Everything is agreed between a National Society and an organisation of the type. */
const everythingTo = (type: OrganisationType): PreviewFacts => ({
  provider: {
    organisationId: 'org_jordan',
    type: 'NATIONAL_SOCIETY',
    sharesCredentialsWith: [],
    active: true,
  },
  viewer: {
    organisationId: 'org_viewer',
    type,
    sharesCredentialsWith: [],
    active: true,
    parentId: null,
    childIds: [],
    mandatePurposes: null,
  },
  terms: {
    recipientId: 'org_viewer',
    purposes: ['LEGAL_AID', 'INTERNATIONAL_PROTECTION_ACCESS', 'RESTORING_FAMILY_LINKS'],
    categories: DATA_CATEGORIES,
    jurisdictions: ['JO'],
    recipientRoles: ROLES,
    validFrom: new Date('2026-06-01T00:00:00Z'),
    validUntil: new Date('2027-06-01T00:00:00Z'),
  },
});

const agreed = (facts: PreviewFacts, terms: Partial<PreviewFacts['terms']>): PreviewFacts => ({
  ...facts,
  terms: { ...facts.terms, ...terms },
});

describe('the preview of an agreement', () => {
  test.each(rows(CLASSES))('opens to %s what the tables of the law open to %s', (types = '', ofLaw = '') => {
    const facts = everythingTo(words(types)[0] as OrganisationType);
    const lines = previewAgreement(facts);
    const told = lines.flatMap(({ stage, roles, purposes, serviceTypes, categories }) =>
      roles.flatMap((role) =>
        purposes.flatMap((purpose) =>
          serviceTypes.map((serviceType) => said(stage, role, purpose, serviceType, categories)),
        ),
      ),
    );
    const law = PREVIEW_STAGES.flatMap((stage) =>
      ROLES.flatMap((role) =>
        facts.terms.purposes.flatMap((purpose) =>
          SERVICE_TYPES.flatMap((serviceType) => {
            const open = openByLaw(ofLaw, stage, role, purpose, serviceType);
            return open.length === 0 ? [] : said(stage, role, purpose, serviceType, open);
          }),
        ),
      ),
    );
    expect(told.sort()).toEqual(law.sort());
  });

  test('says what is alike once: before acceptance first, the roles in their order', () => {
    const facts = agreed(everythingTo('UN_AGENCY'), {
      purposes: ['LEGAL_AID', 'HEALTH_CARE'],
      categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'HEALTH'],
      recipientRoles: ['caseworker', 'system', 'coordinator', 'data_protection_officer', 'signatory'],
    });
    const all = SERVICE_TYPES.filter((type) => !FAMILY_LINKS.includes(type));
    const ofHealth = all.filter((type) => type === 'MHPSS' || HEALTH.includes(type));
    const purposes = ['LEGAL_AID', 'HEALTH_CARE'];
    expect(previewAgreement(facts)).toEqual([
      {
        stage: 'BEFORE_ACCEPTANCE',
        roles: ['caseworker', 'system', 'coordinator'],
        purposes,
        serviceTypes: all,
        categories: ['ROUTING', 'TRIAGE'],
      },
      {
        stage: 'BEFORE_ACCEPTANCE',
        roles: ['data_protection_officer'],
        purposes,
        serviceTypes: all,
        categories: ['ROUTING'],
      },
      {
        stage: 'AFTER_ACCEPTANCE',
        roles: ['caseworker', 'system'],
        purposes,
        serviceTypes: all.filter((type) => !ofHealth.includes(type)),
        categories: ['ROUTING', 'TRIAGE', 'IDENTITY'],
      },
      {
        stage: 'AFTER_ACCEPTANCE',
        roles: ['caseworker', 'system'],
        purposes,
        serviceTypes: ofHealth,
        categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'HEALTH'],
      },
      {
        stage: 'AFTER_ACCEPTANCE',
        roles: ['coordinator'],
        purposes,
        serviceTypes: all,
        categories: ['ROUTING', 'TRIAGE'],
      },
      {
        stage: 'AFTER_ACCEPTANCE',
        roles: ['data_protection_officer'],
        purposes,
        serviceTypes: all,
        categories: ['ROUTING'],
      },
    ]);
  });

  test('opens nothing that is not agreed, not even within the Movement for family links', () => {
    const lines = previewAgreement(agreed(everythingTo('ICRC'), { categories: ['ROUTING'] }));
    expect(new Set(lines.flatMap(({ categories }) => categories))).toEqual(new Set(['ROUTING']));
    expect(lines.flatMap(({ purposes }) => purposes)).toContain('RESTORING_FAMILY_LINKS');
  });

  test.each<[string, (facts: PreviewFacts) => PreviewFacts]>([
    [
      'somebody else than the recipient',
      (facts) => ({ ...facts, viewer: { ...facts.viewer, organisationId: 'org_other' } }),
    ],
    ['a recipient that is suspended', (facts) => ({ ...facts, viewer: { ...facts.viewer, active: false } })],
    [
      'a recipient whose mandate has none of the purposes',
      (facts) => ({ ...facts, viewer: { ...facts.viewer, mandatePurposes: ['STATISTICS'] } }),
    ],
    [
      'a recipient that shares credentials with a border guard',
      (facts) => ({ ...facts, viewer: { ...facts.viewer, sharesCredentialsWith: ['BORDER_GUARD'] } }),
    ],
    ['anybody where no place is agreed', (facts) => agreed(facts, { jurisdictions: [] })],
    ['roles that read no person', (facts) => agreed(facts, { recipientRoles: ['signatory', 'analyst'] })],
  ])('opens nothing to %s', (_who, changed) => {
    const facts = everythingTo('UN_AGENCY');
    expect(previewAgreement(facts)).not.toEqual([]);
    expect(previewAgreement(changed(facts))).toEqual([]);
  });

  test('names what is agreed in vain', () => {
    const facts = agreed(everythingTo('HEALTH_PROVIDER'), { categories: ['BELIEF', 'ROUTING', 'NARRATIVE'] });
    expect(neverOpened(facts, previewAgreement(facts))).toEqual(['BELIEF', 'NARRATIVE']);
    expect(neverOpened(facts, [])).toEqual(['BELIEF', 'ROUTING', 'NARRATIVE']);
  });
});

function said(
  stage: PreviewStage,
  role: Role,
  purpose: string,
  serviceType: string,
  categories: readonly DataCategory[],
): string {
  return `${role} for ${purpose} and ${serviceType}, ${stage}: ${categories.join(', ')}`;
}

function openByLaw(
  firewallClass: string,
  stage: PreviewStage,
  role: Role,
  purpose: string,
  serviceType: string,
): DataCategory[] {
  if (FAMILY_LINKS.includes(serviceType) && firewallClass !== 'MOVEMENT') return [];
  const covered = rows(ROLES_OF_LAW).find(([one]) => one === role)?.[1] ?? '';
  return DATA_CATEGORIES.filter(
    (category) =>
      (covered === 'every' || words(covered).includes(category)) &&
      (stage === 'AFTER_ACCEPTANCE' || ['ROUTING', 'TRIAGE', 'LOCATION_COARSE'].includes(category)) &&
      cellOpens(firewallClass, category, serviceType, purpose),
  );
}
