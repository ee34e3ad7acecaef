import { isPossible, type Life, verbsFrom } from './life.ts';
import type { AttestationState, MeasureStatus } from './measure-words.ts';
import { REPORTER_ACTIVE, REPORTER_ROLE, REPORTER_RULES, type ReporterFacts } from './reporting.ts';
import type { ReportingPeriod } from './resolution.ts';
import { allOf, type Rule } from './rule.ts';

export type MeasureActor = 'FILER' | 'SECOND_PERSON';
export const MEASURE_VERBS = ['revise', 'attest', 'withdraw'] as const;
export type MeasureVerb = (typeof MEASURE_VERBS)[number];

/** Filing makes the record, in this state; every other verb is in the table. */
export const FILED: AttestationState = 'DRAFT';

/** An edit voids the attestation, as it voids a signature. What was withdrawn never comes back. */
export const MEASURE_LIFE: Life<MeasureVerb, AttestationState, MeasureActor> = {
  revise: { from: ['DRAFT', 'ATTESTED'], to: 'DRAFT', by: ['FILER'] },
  attest: { from: ['DRAFT'], to: 'ATTESTED', by: ['SECOND_PERSON'] },
  withdraw: { from: ['DRAFT', 'ATTESTED'], to: 'WITHDRAWN', by: ['FILER'] },
};

export function mayTransitionMeasure(state: AttestationState, verb: MeasureVerb): boolean {
  return isPossible(MEASURE_LIFE, state, verb);
}

export function measureVerbsFrom(state: AttestationState): MeasureVerb[] {
  return verbsFrom(MEASURE_LIFE, state);
}

export const mayFileMeasure = allOf(REPORTER_RULES);

export interface MeasureChangeFacts extends ReporterFacts {
  readonly organisationId: string;
  readonly filerId: string;
}

export const MEASURE_CHANGE_RULES: readonly Rule<MeasureChangeFacts>[] = [
  ...REPORTER_RULES,
  {
    id: 'filer-changes-measure',
    says: 'The organisation that filed a measure revises and withdraws it.',
    source: 'choice',
    holds: ({ organisationId, filerId }) => organisationId === filerId,
  },
];

export const mayChangeMeasure = allOf(MEASURE_CHANGE_RULES);

export interface MeasureAttestationFacts extends ReporterFacts {
  readonly organisationId: string;
  /** Who filed it and who took it together with them. */
  readonly implementerIds: readonly string[];
  /** `sub` of whoever attests, and of whoever wrote what stands now. */
  readonly attesterSubject: string;
  readonly writerSubject: string;
  readonly evidenceCount: number;
}

export const MEASURE_ATTESTATION_RULES: readonly Rule<MeasureAttestationFacts>[] = [
  REPORTER_ACTIVE,
  REPORTER_ROLE,
  {
    id: 'implementer-attests',
    says: 'Whoever took the measure attests it, alone or together.',
    source: 'choice',
    holds: ({ organisationId, implementerIds }) => implementerIds.includes(organisationId),
  },
  {
    id: 'second-person-attests',
    says: 'Another person attests what one person wrote.',
    source: 'capabilities, OP5: measures with evidence and attestation',
    holds: ({ attesterSubject, writerSubject }) => attesterSubject !== writerSubject,
  },
  {
    id: 'attested-on-evidence',
    says: 'A measure is attested on evidence.',
    source: 'capabilities, OP5: measures with evidence and attestation',
    holds: ({ evidenceCount }) => evidenceCount > 0,
  },
];

export const mayAttestMeasure = allOf(MEASURE_ATTESTATION_RULES);

/** What decides over who reads a measure, and over whether a report counts it. */
export interface MeasureStanding {
  readonly isPublic: boolean;
  readonly attestation: AttestationState;
}

/** Anyone reads what is public and attested; the rest is for those who took the measure. */
export function mayReadMeasure(
  measure: MeasureStanding & { readonly implementerIds: readonly string[] },
  viewerId: string | null,
): boolean {
  if (viewerId !== null && measure.implementerIds.includes(viewerId)) return true;
  return measure.isPublic && measure.attestation === 'ATTESTED';
}

export interface ReportableFacts extends MeasureStanding {
  readonly status: MeasureStatus;
  /** ISO 8601 days; null: it has not ended. */
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly period: ReportingPeriod;
  /** Without what stands on a consultation that was withdrawn. */
  readonly standingEvidence: number;
}

export const REPORTABLE_RULES: readonly Rule<ReportableFacts>[] = [
  {
    id: 'reported-measure-is-public',
    says: 'A report contains public measures only.',
    source: 'capabilities, Partnerships',
    holds: ({ isPublic }) => isPublic,
  },
  {
    id: 'reported-measure-is-attested',
    says: 'A report contains attested measures only.',
    source: 'capabilities, Partnerships',
    holds: ({ attestation }) => attestation === 'ATTESTED',
  },
  {
    id: 'reported-measure-was-taken',
    says: 'A report is about measures taken, not about planned ones.',
    source: '31IC/11/R3, OP5: on the measures taken',
    holds: ({ status }) => status !== 'PLANNED',
  },
  {
    id: 'reported-measure-in-period',
    says: 'A report contains measures that ran between the last Conference and this one.',
    source: '31IC/11/R3, OP5',
    holds: ({ startedOn, endedOn, period }) =>
      (period.until === null || startedOn <= period.until) && (endedOn === null || endedOn >= period.from),
  },
  {
    id: 'reported-evidence-stands',
    says: 'A report contains measures whose evidence stands: what was withdrawn shows nothing.',
    source: 'capabilities, OP5: measures with evidence and attestation',
    holds: ({ standingEvidence }) => standingEvidence > 0,
  },
];

export const mayReportMeasure = allOf(REPORTABLE_RULES);
