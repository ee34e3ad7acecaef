import type { AttestationState } from '../../shared/policy/measure-words.ts';
import type { PledgeProgress } from '../../shared/policy/pledge-life.ts';
import type { Consultation } from './consultation.entity.ts';
import type { Measure, TitleTranslation } from './measure.entity.ts';
import type { Pledge } from './pledge.entity.ts';

export type StoredMeasure = Pick<
  Measure,
  | 'id'
  | 'filerId'
  | 'jointImplementerIds'
  | 'title'
  | 'summary'
  | 'language'
  | 'translations'
  | 'type'
  | 'status'
  | 'isPublic'
  | 'countries'
  | 'level'
  | 'paragraphs'
  | 'beneficiaryGroups'
  | 'evidence'
  | 'startedOn'
  | 'endedOn'
> & { readonly attestation: AttestationState; readonly attestedOn: string };

export interface StoredPledge
  extends Pick<
    Pledge,
    | 'id'
    | 'kind'
    | 'conference'
    | 'title'
    | 'text'
    | 'language'
    | 'paragraphs'
    | 'beginsOn'
    | 'endsOn'
    | 'hash'
  > {
  readonly translations: TitleTranslation[];
  readonly signerIds: readonly string[];
  readonly reports: readonly {
    readonly organisationId: string;
    readonly progress: PledgeProgress;
    readonly isFinal: boolean;
    readonly text: string;
    readonly language: string;
    readonly measureIds: readonly string[];
    readonly reportedOn: string;
  }[];
}

type StoredConsultation = Pick<
  Consultation,
  'id' | 'participantIds' | 'heldOn' | 'subject' | 'outcome' | 'language' | 'paragraphs'
> & { readonly country: string | null };

/** All that a report may be made of; moments and days inside JSON are text. */
export interface ReportSource {
  readonly measures: StoredMeasure[];
  readonly consultations: StoredConsultation[];
  /** Ids. */
  readonly withdrawn: string[];
  readonly pledges: StoredPledge[];
  readonly organisations: readonly { id: string; name: string; names: Record<string, string> }[];
  readonly countries: readonly { iso2: string; name: string; names: Record<string, string> }[];
}

const rows = (columns: Readonly<Record<string, string>>, rest: string) =>
  `coalesce((select json_agg(json_build_object(${Object.entries(columns)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ')})) ${rest}), '[]')`;

/** The UTC day of a moment. */
const dayOf = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`;

const MEASURES = rows(
  {
    id: 'm.id',
    filerId: 'm.filer_id',
    jointImplementerIds: 'm.joint_implementer_ids',
    title: 'm.title',
    summary: 'm.summary',
    language: 'm.language',
    translations: 'm.translations',
    type: 'm.type',
    status: 'm.status',
    attestation: 'm.attestation',
    isPublic: 'm.is_public',
    countries: 'm.countries',
    level: 'm.level',
    paragraphs: 'm.paragraphs',
    beneficiaryGroups: 'm.beneficiary_groups',
    evidence: 'm.evidence',
    startedOn: 'm.started_on',
    endedOn: 'm.ended_on',
    attestedOn: dayOf('m.attested_at'),
  },
  `from measure m where m.is_public and m.attestation = 'ATTESTED'`,
);

const CONSULTATIONS = rows(
  {
    id: 'c.id',
    participantIds: 'c.participant_ids',
    country: 'c.country',
    heldOn: 'c.held_on',
    subject: 'c.subject',
    outcome: 'c.outcome',
    language: 'c.language',
    paragraphs: 'c.paragraphs',
  },
  'from consultation c where c.is_public and c.withdrawn_at is null and c.held_on >= $1::date and ($2::date is null or c.held_on <= $2)',
);

const REPORTS = rows(
  {
    organisationId: 'r.organisation_id',
    progress: 'r.progress',
    isFinal: 'r.is_final',
    text: 'r.text',
    language: 'r.language',
    measureIds: 'r.measure_ids',
    reportedOn: dayOf('r.reported_at'),
  },
  'from (select * from pledge_report where pledge_id = p.id order by reported_at, id) r',
);

const PLEDGES = rows(
  {
    id: 'p.id',
    kind: 'p.kind',
    conference: 'p.conference',
    title: 'p.title',
    text: 'p.text',
    language: 'p.language',
    translations: 'p.translations',
    paragraphs: 'p.paragraphs',
    beginsOn: 'p.begins_on',
    endsOn: 'p.ends_on',
    hash: 'p.hash',
    signerIds: `array(select s.organisation_id from pledge_signature s where s.pledge_id = p.id order by s.signed_at, s.organisation_id)`,
    reports: REPORTS,
  },
  `from pledge p where p.state in ('SIGNED', 'CLOSED') and p.ends_on >= $1::date and ($2::date is null or p.begins_on <= $2)`,
);

/** One row, one moment. $1: first day of the period, $2: its last or null. */
export const REPORT_SOURCE = `select json_build_object(
  'measures', ${MEASURES},
  'consultations', ${CONSULTATIONS},
  'withdrawn', coalesce((select json_agg(c.id) from consultation c where c.withdrawn_at is not null), '[]'),
  'pledges', ${PLEDGES},
  'organisations', ${rows({ id: 'o.id', name: 'o.name', names: 'o.names' }, 'from organisation o')},
  'countries', ${rows({ iso2: 'k.iso2', name: 'k.name', names: 'k.names' }, 'from country k')}) as source`;
