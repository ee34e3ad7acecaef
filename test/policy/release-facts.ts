import type { ReleaseFacts } from '../../shared/policy/facts.ts';

const WORKED_ON = [
  'ROUTING',
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_COARSE',
  'ORIGIN',
  'MIGRATION_STATUS',
  'PROTECTION',
] as const;

/** UNHCR asks for legal aid, with agreement and consent, about a person whom a National Society has referred to it. */
export const recipientFacts: ReleaseFacts = {
  now: new Date('2026-06-01T12:00:00Z'),
  viewer: {
    organisationId: 'org_unhcr',
    type: 'UN_AGENCY',
    sharesCredentialsWith: [],
    active: true,
    parentId: null,
    childIds: [],
    jurisdiction: 'JO',
    mandatePurposes: null,
    role: 'caseworker',
    purposes: ['LEGAL_AID', 'SERVICE_REFERRAL'],
    credentialExpiresAt: new Date('2026-06-01T12:10:00Z'),
  },
  purpose: 'LEGAL_AID',
  record: {
    ownerId: 'org_jordan',
    ownerType: 'NATIONAL_SOCIETY',
    ownerSharesCredentialsWith: [],
    eraseAfter: {},
    withheld: { organisationIds: [], types: [] },
    referral: {
      fromId: 'org_jordan',
      toId: 'org_unhcr',
      state: 'ACCEPTED',
      serviceType: 'LEGAL_AID',
      urgency: 'NORMAL',
      completedAt: null,
    },
    agreements: [
      {
        id: 'agr_1',
        revision: 1,
        state: 'ACTIVE',
        providerId: 'org_jordan',
        recipientId: 'org_unhcr',
        purposes: ['LEGAL_AID'],
        categories: WORKED_ON,
        jurisdictions: ['JO'],
        recipientRoles: ['caseworker', 'coordinator', 'system'],
        validFrom: new Date('2026-01-01T00:00:00Z'),
        validUntil: new Date('2027-01-01T00:00:00Z'),
      },
    ],
    consents: [
      {
        id: 'con_1',
        revision: 1,
        state: 'GIVEN',
        recipientIds: ['org_unhcr'],
        purposes: ['LEGAL_AID'],
        categories: WORKED_ON,
        givenAt: new Date('2026-05-01T00:00:00Z'),
        validFrom: new Date('2026-05-01T00:00:00Z'),
        validUntil: new Date('2027-05-01T00:00:00Z'),
        acknowledgesReportingRisk: false,
      },
    ],
    vitalInterest: null,
    familyLinks: false,
    received: null,
  },
  ledgerAvailable: true,
};

/** The National Society's caseworker reads its own record, which nobody was ever asked about. */
export const ownerFacts: ReleaseFacts = {
  ...recipientFacts,
  viewer: { ...recipientFacts.viewer, organisationId: 'org_jordan', type: 'NATIONAL_SOCIETY' },
  record: { ...recipientFacts.record, referral: null, agreements: [], consents: [] },
};

/** A hospital takes in an unconscious person whom nobody could ask: no agreement, no consent, an approved emergency release. */
export const emergencyFacts: ReleaseFacts = {
  ...recipientFacts,
  viewer: {
    ...recipientFacts.viewer,
    organisationId: 'org_hospital',
    type: 'HEALTH_PROVIDER',
    purposes: ['HEALTH_CARE', 'VITAL_INTEREST_EMERGENCY'],
  },
  purpose: 'VITAL_INTEREST_EMERGENCY',
  record: {
    ...recipientFacts.record,
    referral: {
      fromId: 'org_jordan',
      toId: 'org_hospital',
      state: 'SENT',
      serviceType: 'EMERGENCY_HEALTH',
      urgency: 'EMERGENCY',
      completedAt: null,
    },
    agreements: [],
    consents: [],
    vitalInterest: {
      id: 'vit_1',
      reason: 'UNCONSCIOUS',
      recipientId: 'org_hospital',
      categories: ['ROUTING', 'TRIAGE', 'IDENTITY', 'HEALTH'],
      requestedBy: 'staff_1',
      approvedBy: 'staff_2',
      approvedAt: new Date('2026-06-01T10:00:00Z'),
      closedAt: null,
    },
  },
};

/** ICRC looks for a person whom a family seeks, through the National Society that knows of them. */
export const soughtPersonFacts: ReleaseFacts = {
  ...recipientFacts,
  viewer: {
    ...recipientFacts.viewer,
    organisationId: 'org_icrc',
    type: 'ICRC',
    purposes: ['RESTORING_FAMILY_LINKS'],
  },
  purpose: 'RESTORING_FAMILY_LINKS',
  record: {
    ...recipientFacts.record,
    referral: {
      fromId: 'org_jordan',
      toId: 'org_icrc',
      state: 'ACCEPTED',
      serviceType: 'RFL_TRACING',
      urgency: 'NORMAL',
      completedAt: null,
    },
    agreements: [],
    consents: [],
    familyLinks: true,
  },
};
