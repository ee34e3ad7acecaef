import type { AgreementKind } from './agreement-reading.ts';
import { FIREWALL_CLAUSE } from './agreement-terms.ts';
import { type DataCategory, SEVERE_CATEGORIES } from './categories.ts';
import { allOf, type Rule } from './rule.ts';

/** Who decides over the data: the four kinds of such agreements in the W3C Data Privacy Vocabulary. */
export const CONTROLLER_RELATIONSHIPS = [
  'SEPARATE_CONTROLLERS',
  'JOINT_CONTROLLERS',
  'CONTROLLER_AND_PROCESSOR',
  'PROCESSOR_AND_SUBPROCESSOR',
] as const;
export type ControllerRelationship = (typeof CONTROLLER_RELATIONSHIPS)[number];

/** What a data-sharing agreement says, in nineteen clauses [law 7; field standards, section 5]. */
export const AGREEMENT_CLAUSES = [
  'PARTIES_AND_ROLES',
  'PURPOSES',
  'CATEGORIES',
  'DATA_SUBJECTS',
  'LEGAL_BASIS',
  'RECIPIENT_ROLES',
  'JURISDICTIONS_AND_STORAGE',
  'RETENTION',
  'ONWARD_TRANSFER',
  'FIREWALL',
  'SECURITY_MEASURES',
  'BREACH_NOTICE',
  'RIGHTS_CONTACT',
  'IMPACT_ASSESSMENT',
  'VALIDITY',
  'GOVERNING_RULES',
  'AT_THE_END',
  'REVIEW_DATE',
  'SIGNATORIES',
] as const;
export type AgreementClause = (typeof AGREEMENT_CLAUSES)[number];

type Said = string | null | undefined;

/** What a revision says, clause by clause. */
export interface ClauseFacts {
  readonly kind: AgreementKind;
  readonly partyIds: readonly string[];
  readonly relationship?: ControllerRelationship | null;
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly dataSubjects: Said;
  readonly legalBasis: Said;
  readonly recipientRoles: readonly string[];
  readonly jurisdictions: readonly string[];
  readonly storageLocations?: readonly string[] | null;
  readonly retention: readonly { readonly category: DataCategory }[];
  readonly onward: Said;
  readonly firewallClause: Said;
  readonly securityMeasures: Said;
  readonly breachNoticeHours: number;
  readonly rightsContact: Said;
  readonly impactAssessment: Said;
  readonly impactAssessedOn?: Said;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly governingRules?: Said;
  readonly atTheEnd: Said;
  readonly reviewOn?: Said;
  readonly signatories?: readonly { readonly organisationId: string }[] | null;
}

const said = (text: Said): boolean => (text ?? '').trim() !== '';
const some = (list: readonly unknown[] | null | undefined): boolean => (list ?? []).length > 0;

/** When each is stated, clause by clause. */
const STATED: Readonly<Record<AgreementClause, (facts: ClauseFacts) => boolean>> = {
  PARTIES_AND_ROLES: ({ relationship }) => said(relationship),
  PURPOSES: ({ purposes }) => some(purposes),
  CATEGORIES: ({ categories }) => some(categories),
  DATA_SUBJECTS: ({ dataSubjects }) => said(dataSubjects),
  LEGAL_BASIS: ({ legalBasis }) => said(legalBasis),
  RECIPIENT_ROLES: ({ recipientRoles }) => some(recipientRoles),
  JURISDICTIONS_AND_STORAGE: ({ jurisdictions, storageLocations }) =>
    some(jurisdictions) && some(storageLocations),
  RETENTION: ({ categories, retention }) =>
    categories.every((category) => retention.some((kept) => kept.category === category)),
  ONWARD_TRANSFER: ({ onward }) => said(onward),
  FIREWALL: ({ firewallClause }) => firewallClause === FIREWALL_CLAUSE,
  SECURITY_MEASURES: ({ securityMeasures }) => said(securityMeasures),
  BREACH_NOTICE: ({ breachNoticeHours }) => breachNoticeHours > 0,
  RIGHTS_CONTACT: ({ rightsContact }) => said(rightsContact),
  IMPACT_ASSESSMENT: ({ categories, impactAssessment, impactAssessedOn }) =>
    !categories.some((category) => SEVERE_CATEGORIES.has(category)) ||
    (said(impactAssessment) && said(impactAssessedOn)),
  VALIDITY: ({ validFrom, validUntil }) => validFrom < validUntil,
  GOVERNING_RULES: ({ governingRules }) => said(governingRules),
  AT_THE_END: ({ atTheEnd }) => said(atTheEnd),
  REVIEW_DATE: ({ reviewOn }) => said(reviewOn),
  SIGNATORIES: ({ partyIds, signatories }) =>
    partyIds.every(
      (partyId) => signatories?.some(({ organisationId }) => organisationId === partyId) ?? false,
    ),
};

/** The clauses that are not stated yet, in their order. An MoU shares nothing, and needs none of them. */
export function missingClauses(facts: ClauseFacts): AgreementClause[] {
  return facts.kind === 'MOU' ? [] : AGREEMENT_CLAUSES.filter((clause) => !STATED[clause](facts));
}

export const APPROVAL_RULES: readonly Rule<ClauseFacts>[] = [
  {
    id: 'all-clauses-stated',
    says: 'A data-sharing agreement states all nineteen clauses before it is approved.',
    source: 'law 7: it must state',
    holds: (facts) => missingClauses(facts).length === 0,
  },
];

export const mayApproveAgreement = allOf(APPROVAL_RULES);
