import { allOf, type Rule } from './rule.ts';

/** The duties that an access agreement lays on the National Society. */
export interface AccessAgreementFacts {
  readonly obligesToHandOverData: boolean;
  readonly obligesToCheckStatus: boolean;
  readonly obligesToReportPersons: boolean;
}

export const ACCESS_AGREEMENT_RULES: readonly Rule<AccessAgreementFacts>[] = [
  {
    id: 'no-data-handed-over',
    says: 'It does not oblige the National Society to hand over data.',
    source: 'Access agreements, rule 2; 31IC/11/R3, P8',
    holds: ({ obligesToHandOverData }) => !obligesToHandOverData,
  },
  {
    id: 'no-status-checked',
    says: 'It does not oblige the National Society to check status.',
    source: 'Access agreements, rule 2; 31IC/11/R3, P8',
    holds: ({ obligesToCheckStatus }) => !obligesToCheckStatus,
  },
  {
    id: 'no-person-reported',
    says: 'It does not oblige the National Society to report persons.',
    source: 'Access agreements, rule 2; 31IC/11/R3, P8',
    holds: ({ obligesToReportPersons }) => !obligesToReportPersons,
  },
];

/** One that lays any of these on the National Society is recorded as it is, and never active. */
export const mayActivateAccessAgreement = allOf(ACCESS_AGREEMENT_RULES);
