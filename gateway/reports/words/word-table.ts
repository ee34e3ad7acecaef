import type {
  ActionLevel,
  BeneficiaryGroup,
  EvidenceKind,
  MeasureStatus,
  MeasureType,
} from '../../../shared/policy/measure-words.ts';
import type { PledgeKind, PledgeProgress } from '../../../shared/policy/pledge-life.ts';
import type { ParagraphStrength, ResolutionParagraph } from '../../../shared/policy/resolution.ts';

/** All that an implementation report says in one language, beside what was reported in it. */
export interface ReportWords {
  readonly direction: 'ltr' | 'rtl';
  /** The language's own name for itself. */
  readonly language: string;
  readonly title: string;
  readonly conference: (number: number) => string;
  readonly resolution: string;
  readonly contents: {
    readonly summary: string;
    readonly figures: string;
    readonly changes: string;
    readonly measures: string;
    readonly consultations: string;
    readonly pledges: string;
    readonly verification: string;
  };
  readonly says: {
    /** What the report contains, and what a figure is. */
    readonly scope: string;
    readonly figures: string;
    readonly strength: string;
    readonly noMeasures: string;
    readonly firstVersion: string;
    readonly verification: string;
    readonly sandbox: string;
    readonly list: string;
    readonly noReports: string;
  };
  readonly labels: Readonly<
    Record<
      | 'period'
      | 'untilNow'
      | 'version'
      | 'frozenOn'
      | 'reportedBy'
      | 'measures'
      | 'countries'
      | 'country'
      | 'paragraph'
      | 'year'
      | 'total'
      | 'noCountry'
      | 'type'
      | 'status'
      | 'level'
      | 'place'
      | 'days'
      | 'ongoing'
      | 'implementers'
      | 'beneficiaries'
      | 'paragraphs'
      | 'evidence'
      | 'attestedOn'
      | 'added'
      | 'removed'
      | 'changed'
      | 'figure'
      | 'before'
      | 'after'
      | 'heldOn'
      | 'participants'
      | 'outcome'
      | 'kind'
      | 'madeTo'
      | 'signedBy'
      | 'reportOn'
      | 'finalReport'
      | 'hash'
      | 'previousHash'
      | 'none'
      | 'signature'
      | 'publicKey'
      | 'page'
      | 'otherLanguages'
      | 'files'
      | 'versions'
      | 'contents',
      string
    >
  >;
  readonly paragraphs: Readonly<Record<ResolutionParagraph, string>>;
  readonly strengths: Readonly<Record<ParagraphStrength, string>>;
  readonly types: Readonly<Record<MeasureType, string>>;
  readonly statuses: Readonly<Record<MeasureStatus, string>>;
  readonly levels: Readonly<Record<ActionLevel, string>>;
  readonly groups: Readonly<Record<BeneficiaryGroup, string>>;
  readonly evidence: Readonly<Record<EvidenceKind, string>>;
  readonly pledgeKinds: Readonly<Record<PledgeKind, string>>;
  readonly progresses: Readonly<Record<PledgeProgress, string>>;
}
