import type {
  ActionLevel,
  BeneficiaryGroup,
  EvidenceKind,
  MeasureStatus,
  MeasureType,
} from '../policy/measure-words.ts';
import type { PledgeKind, PledgeProgress } from '../policy/pledge-life.ts';
import type { ReportingPeriod, ResolutionParagraph } from '../policy/resolution.ts';

// What a frozen implementation report holds. All of it is plain JSON: its canonical form (RFC 8785) is what is hashed.

/** The languages of a report: those of the International Conference. */
export const REPORT_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

/** A name, and what it is in those of the report's languages in which it is known. */
export interface Named {
  readonly name: string;
  readonly names: Readonly<Partial<Record<ReportLanguage, string>>>;
}

export interface ReportedOrganisation extends Named {
  readonly id: string;
}

export interface ReportedEvidence {
  readonly kind: EvidenceKind;
  readonly id: string | null;
  readonly title: string | null;
  readonly url: string | null;
}

export interface ReportedText {
  readonly language: string;
  readonly title: string;
  readonly summary: string | null;
}

export interface ReportedMeasure {
  readonly id: string;
  readonly type: MeasureType;
  readonly status: MeasureStatus;
  /** The original first, then its translations. */
  readonly texts: readonly ReportedText[];
  readonly level: ActionLevel;
  readonly paragraphs: readonly ResolutionParagraph[];
  /** ISO 3166-1 alpha-2; empty: in no one country. */
  readonly countries: readonly string[];
  readonly beneficiaryGroups: readonly BeneficiaryGroup[];
  /** Who filed it first, then the joint implementers. */
  readonly implementers: readonly ReportedOrganisation[];
  readonly evidence: readonly ReportedEvidence[];
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly attestedOn: string;
}

/** How many measures about one paragraph ran in one country in one year, and which. */
export interface ReportFigure {
  readonly paragraph: ResolutionParagraph;
  /** Null: in no one country. */
  readonly country: string | null;
  readonly year: number;
  readonly count: number;
  readonly measureIds: readonly string[];
}

/** How many different measures there are under one key, and which. */
export interface ReportTotal {
  readonly key: string;
  readonly count: number;
  readonly measureIds: readonly string[];
}

export interface ReportTotals {
  readonly all: ReportTotal;
  readonly byParagraph: readonly ReportTotal[];
  /** Key of those in no one country: an empty string. */
  readonly byCountry: readonly ReportTotal[];
  readonly byYear: readonly ReportTotal[];
}

export interface ReportedConsultation {
  readonly id: string;
  readonly heldOn: string;
  readonly country: string | null;
  readonly texts: readonly ReportedText[];
  readonly paragraphs: readonly ResolutionParagraph[];
  readonly participants: readonly ReportedOrganisation[];
}

export interface ReportedPledge {
  readonly id: string;
  readonly kind: PledgeKind;
  readonly conference: number;
  readonly texts: readonly ReportedText[];
  readonly paragraphs: readonly ResolutionParagraph[];
  readonly beginsOn: string;
  readonly endsOn: string;
  readonly hash: string;
  readonly signers: readonly ReportedOrganisation[];
  readonly reports: readonly {
    readonly organisation: ReportedOrganisation;
    readonly progress: PledgeProgress;
    readonly isFinal: boolean;
    readonly reportedOn: string;
    readonly texts: readonly ReportedText[];
    /** Of those measures that this report contains. */
    readonly measureIds: readonly string[];
  }[];
}

export interface ReportContent {
  readonly format: 'accord-implementation-report/1';
  readonly resolution: '31IC/11/R3';
  readonly conference: number;
  /** Who reports: the International Federation, as it was named then. */
  readonly reporter: ReportedOrganisation;
  readonly period: ReportingPeriod;
  readonly years: readonly number[];
  readonly countries: readonly (Named & { readonly iso2: string })[];
  /** In the order of their first day. */
  readonly measures: readonly ReportedMeasure[];
  readonly figures: readonly ReportFigure[];
  readonly totals: ReportTotals;
  readonly consultations: readonly ReportedConsultation[];
  readonly pledges: readonly ReportedPledge[];
}
