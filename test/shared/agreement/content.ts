import type { AgreementContent, ClausesContent } from '../../../shared/agreement/content.ts';
import { FIREWALL_CLAUSE } from '../../../shared/policy/agreement-terms.ts';

/** Every part of it says something. */
export const clauses: ClausesContent = {
  dataSubjects: 'Adults.',
  legalBasis: 'Consent.',
  recipientRoles: ['caseworker'],
  jurisdictions: ['JO'],
  retention: [
    { category: 'ROUTING', days: 365 },
    { category: 'IDENTITY', days: 730 },
  ],
  onward: 'FORBIDDEN',
  onwardRecipientIds: ['org_iom'],
  securityMeasures: 'Encryption.',
  breachNoticeHours: 72,
  clocks: [{ urgency: 'NORMAL', acknowledgeHours: 24, actHours: 72 }],
  rightsContact: 'The officer.',
  impactAssessment: 'Assessed.',
  atTheEnd: 'Destroyed.',
  text: 'More.',
  firewallClause: FIREWALL_CLAUSE,
  relationship: 'SEPARATE_CONTROLLERS',
  storageLocations: ['JO'],
  impactAssessedOn: '2026-01-31',
  reviewOn: '2026-09-01',
  governingRules: 'Rules.',
  signatories: [{ organisationId: 'org_jnrcs', office: 'Secretary General' }],
};
export const content: AgreementContent = {
  agreementId: 'agreement_1',
  kind: 'DATA_SHARING',
  providerId: 'org_jnrcs',
  recipientId: 'org_unhcr',
  revision: 1,
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'IDENTITY'],
  clauses,
  statesConformity: true,
  validFrom: '2026-06-01T00:00:00.000Z',
  validUntil: '2027-06-01T12:30:00.000Z',
};

export const withClauses = (over: Partial<ClausesContent>) => ({
  ...content,
  clauses: { ...clauses, ...over },
});
