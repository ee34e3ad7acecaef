import fc from 'fast-check';
import { AGREEMENT_STATES, type AgreementFacts, ONWARD_TRANSFERS } from '../../shared/policy/agreement.ts';
import { DATA_CATEGORIES } from '../../shared/policy/categories.ts';
import { CONSENT_STATES, type ConsentFacts } from '../../shared/policy/consent.ts';
import { VITAL_INTEREST_REASONS, type VitalInterestFacts } from '../../shared/policy/emergency.ts';
import type { RecordFacts, ReferralFacts, ReleaseFacts, ViewerFacts } from '../../shared/policy/facts.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { PURPOSES } from '../../shared/policy/purposes.ts';
import { REFERRAL_STATES } from '../../shared/policy/referral-states.ts';
import { ROLES } from '../../shared/policy/roles.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';

/**
 * Random situations around one record. Each fact is usually the one that lets a release through and sometimes any other, so that
 * every line of the rule decides often enough to be tested; moments fall on, just before and just after `now`.
 */
const HOUR = 3_600_000;
export const NOW = new Date('2026-06-01T12:00:00Z');
const OWNER = 'org_owner';
const VIEWER = 'org_viewer';

const mostly = <Value>(usual: Value, any: fc.Arbitrary<Value>, weight = 24): fc.Arbitrary<Value> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: any });
const among = <Value>(...usual: readonly Value[]) => fc.constantFrom(...usual);
const someOf = <Value>(words: readonly Value[]): fc.Arbitrary<Value[]> => fc.subarray([...words]);

const moment = among(-20 * 24, -14 * 24, -72, -71, -1, 0, 1, 72).map(
  (hours) => new Date(+NOW + hours * HOUR),
);
const past = mostly(new Date(+NOW - 30 * 24 * HOUR), moment);
const future = mostly(new Date(+NOW + 30 * 24 * HOUR), moment);
const organisationId = among(OWNER, VIEWER, 'org_third', 'org_parent');

/** The purposes that matter to one line or another, so that declared and covered ones meet. */
const purpose = among(
  'LEGAL_AID' as const,
  'VITAL_INTEREST_EMERGENCY' as const,
  'RESTORING_FAMILY_LINKS' as const,
  'INTERNATIONAL_PROTECTION_ACCESS' as const,
);
const purposeList = mostly([...PURPOSES], someOf(PURPOSES), 12);
const categoryList = mostly([...DATA_CATEGORIES], someOf(DATA_CATEGORIES), 3);
const organisationType = fc.oneof(
  { weight: 6, arbitrary: among('NATIONAL_SOCIETY' as const, 'ICRC' as const, 'HEALTH_PROVIDER' as const) },
  { weight: 1, arbitrary: among(...ORGANISATION_TYPES) },
);
const serviceType = fc.oneof(
  {
    weight: 2,
    arbitrary: among('LEGAL_AID' as const, 'RFL_TRACING' as const, 'INTERNATIONAL_PROTECTION' as const),
  },
  { weight: 1, arbitrary: among(...SERVICE_TYPES) },
);

const viewer: fc.Arbitrary<ViewerFacts> = fc.record({
  organisationId: mostly(VIEWER, among(OWNER, 'org_third'), 4),
  type: organisationType,
  sharesCredentialsWith: mostly([], someOf(['SCHOOL', 'PUBLIC_AUTHORITY_ASYLUM', 'BORDER_GUARD'] as const)),
  active: mostly(true, fc.boolean(), 30),
  parentId: mostly(null, among('org_parent')),
  childIds: mostly([], someOf(['org_third', 'org_child'])),
  jurisdiction: mostly('JO', among('LB')),
  mandatePurposes: mostly(null, someOf(PURPOSES)),
  role: mostly('caseworker', among(...ROLES), 4),
  purposes: purposeList,
  credentialExpiresAt: future,
});

const referral: fc.Arbitrary<ReferralFacts> = fc.record({
  fromId: mostly(OWNER, organisationId, 20),
  toId: mostly(VIEWER, organisationId, 20),
  state: fc.oneof(
    { weight: 2, arbitrary: among('ACCEPTED' as const) },
    { weight: 1, arbitrary: among('SENT' as const, 'COMPLETED' as const) },
    { weight: 1, arbitrary: among(...REFERRAL_STATES) },
  ),
  serviceType,
  urgency: among('EMERGENCY' as const, 'EMERGENCY' as const, 'NORMAL' as const),
  completedAt: fc.option(moment),
});

export const anyAgreement: fc.Arbitrary<AgreementFacts> = fc.record({
  id: among('agr_1', 'agr_2'),
  revision: fc.nat(3),
  state: mostly('ACTIVE', among(...AGREEMENT_STATES), 8),
  providerId: mostly(OWNER, organisationId, 20),
  recipientId: mostly(VIEWER, organisationId, 20),
  purposes: purposeList,
  categories: categoryList,
  jurisdictions: mostly(['JO'], someOf(['LB', 'SY'])),
  recipientRoles: mostly([...ROLES], someOf(ROLES), 8),
  validFrom: past,
  validUntil: future,
});

export const anyConsent: fc.Arbitrary<ConsentFacts> = fc.record({
  id: among('con_1', 'con_2'),
  revision: fc.nat(3),
  state: mostly('GIVEN', among(...CONSENT_STATES), 6),
  recipientIds: mostly([VIEWER], someOf([OWNER, VIEWER, 'org_third']), 8),
  purposes: purposeList,
  categories: categoryList,
  givenAt: fc.option(past, { freq: 20 }),
  validFrom: past,
  validUntil: future,
  acknowledgesReportingRisk: fc.boolean(),
});

const vitalInterest: fc.Arbitrary<VitalInterestFacts> = fc.record({
  id: among('vit_1'),
  reason: among(...VITAL_INTEREST_REASONS),
  recipientId: mostly(VIEWER, organisationId),
  categories: mostly(['IDENTITY', 'HEALTH'], someOf(DATA_CATEGORIES)),
  requestedBy: among('staff_1'),
  approvedBy: mostly<string | null>('staff_2', among('staff_1', null)),
  approvedAt: mostly<Date | null>(new Date(+NOW - HOUR), fc.option(moment), 3),
  closedAt: mostly<Date | null>(null, moment, 6),
});

const received = fc.record({
  receivedAt: mostly(new Date(+NOW - 60 * 24 * HOUR), moment, 4),
  state: mostly('ACTIVE' as const, among(...AGREEMENT_STATES)),
  validFrom: past,
  validUntil: future,
  purposes: purposeList,
  categories: categoryList,
  onward: among(...ONWARD_TRANSFERS),
  onwardRecipientIds: mostly([VIEWER], someOf(['org_third']), 3),
  authorisedRecipientIds: mostly([VIEWER], someOf(['org_third']), 3),
});

const record: fc.Arbitrary<RecordFacts> = fc.record({
  ownerId: fc.constant(OWNER),
  ownerType: mostly('NATIONAL_SOCIETY', organisationType, 3),
  ownerSharesCredentialsWith: mostly([], someOf(['SCHOOL', 'BORDER_GUARD'] as const)),
  eraseAfter: mostly({}, fc.dictionary(among(...DATA_CATEGORIES), moment, { maxKeys: 4 }), 4),
  withheld: fc.record({
    organisationIds: mostly([], someOf([VIEWER, 'org_parent', 'org_child', 'org_other'])),
    types: mostly([], someOf(['NATIONAL_SOCIETY', 'HEALTH_PROVIDER'] as const)),
  }),
  referral: fc.option(referral, { freq: 20 }),
  agreements: fc.array(anyAgreement, { minLength: 1, maxLength: 3 }),
  consents: fc.array(anyConsent, { minLength: 1, maxLength: 3 }),
  vitalInterest: fc.option(vitalInterest, { freq: 2 }),
  familyLinks: fc.boolean(),
  received: mostly(null, received, 2),
});

export const anyFacts: fc.Arbitrary<ReleaseFacts> = fc.record({
  now: fc.constant(NOW),
  viewer,
  purpose: mostly<string | null>(
    'LEGAL_AID',
    fc.oneof({ weight: 4, arbitrary: purpose }, among('ImmigrationManagement', 'RESEARCH', '', null)),
    1,
  ),
  record,
  ledgerAvailable: mostly(true, fc.boolean()),
});

export const anyCategory = among(...DATA_CATEGORIES);
