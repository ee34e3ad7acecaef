import { firewallClassOf, type OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** Who reports what was done about the resolution. */
export interface ReporterFacts {
  readonly role: Role;
  readonly type: OrganisationType;
  readonly active: boolean;
}

/** No word about a person is in a report, so five roles may write one; a machine answers for nothing [choice]. */
export const REPORTING_ROLES = [
  'caseworker',
  'coordinator',
  'signatory',
  'analyst',
  'administrator',
] as const satisfies readonly Role[];

export const REPORTER_ACTIVE: Rule<ReporterFacts> = {
  id: 'reporter-is-active',
  says: 'The reporting organisation is active.',
  source: 'law 2, line 1',
  holds: ({ active }) => active,
};

export const REPORTER_ROLE: Rule<ReporterFacts> = {
  id: 'role-reports',
  says: 'A caseworker, coordinator, signatory, analyst or administrator reports.',
  source: 'choice',
  holds: ({ role }) => REPORTING_ROLES.some((one) => one === role),
};

/** States by their units, the Movement, and the partners of OP4. Who stands outside reads what they report. */
const REPORTER_ADDRESSED: Rule<ReporterFacts> = {
  id: 'addressee-reports',
  says: 'Those whom the resolution addresses report: authorities, the Movement and its partners, not a donor, a school of research, a medium or a congregation.',
  source: '31IC/11/R3, OP1 to OP5; choice',
  holds: ({ type }) => firewallClassOf(type) !== 'STATISTICS_ONLY',
};

export const REPORTER_RULES: readonly Rule<ReporterFacts>[] = [
  REPORTER_ACTIVE,
  REPORTER_ROLE,
  REPORTER_ADDRESSED,
];

export interface ConsultationFacts extends ReporterFacts {
  readonly organisationId: string;
  readonly participantIds: readonly string[];
  /** Types of those participants that are registered and active. */
  readonly participantTypes: readonly OrganisationType[];
  /** ISO 8601 days. */
  readonly heldOn: string;
  readonly today: string;
}

export const CONSULTATION_RULES: readonly Rule<ConsultationFacts>[] = [
  ...REPORTER_RULES,
  {
    id: 'participant-records-consultation',
    says: 'A participant records a consultation.',
    source: '31IC/11/R3, OP2',
    holds: ({ organisationId, participantIds }) => participantIds.includes(organisationId),
  },
  {
    id: 'movement-is-consulted',
    says: 'A component of the Movement takes part, and somebody beside it.',
    source: '31IC/11/R3, OP1 and OP2: in consultation with National Societies',
    holds: ({ participantTypes }) =>
      participantTypes.length >= 2 && participantTypes.some((type) => firewallClassOf(type) === 'MOVEMENT'),
  },
  {
    id: 'consultation-was-held',
    says: 'A consultation is recorded when it has been held.',
    source: 'choice',
    holds: ({ heldOn, today }) => heldOn <= today,
  },
];

export const mayRecordConsultation = allOf(CONSULTATION_RULES);

export interface ConsultationWithdrawal extends ReporterFacts {
  readonly organisationId: string;
  readonly recordedById: string;
}

export const CONSULTATION_WITHDRAWAL_RULES: readonly Rule<ConsultationWithdrawal>[] = [
  REPORTER_ACTIVE,
  REPORTER_ROLE,
  {
    id: 'recorder-withdraws-consultation',
    says: 'The organisation that recorded a consultation withdraws it.',
    source: 'choice',
    holds: ({ organisationId, recordedById }) => organisationId === recordedById,
  },
];

export const mayWithdrawConsultation = allOf(CONSULTATION_WITHDRAWAL_RULES);

export const FREEZING_RULES: readonly Rule<ReporterFacts>[] = [
  REPORTER_ACTIVE,
  REPORTER_ROLE,
  {
    id: 'federation-reports',
    says: 'The International Federation reports to the Conference.',
    source: '31IC/11/R3, OP5',
    holds: ({ type }) => type === 'IFRC',
  },
];

export const mayFreezeReport = allOf(FREEZING_RULES);
