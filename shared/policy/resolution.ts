/** Resolution 31IC/11/R3 in order; the split of OP2 into four duties with different bearers is ours. */
export const RESOLUTION_PARAGRAPHS = [
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'OP1',
  'OP2_SAFEGUARDS',
  'OP2_PROTECTION',
  'OP2_SERVICES_RFL',
  'OP2_CONSULTATION',
  'OP3A',
  'OP3B',
  'OP3C',
  'OP3D',
  'OP4',
  'OP5',
] as const;
export type ResolutionParagraph = (typeof RESOLUTION_PARAGRAPHS)[number];

/** How strongly a paragraph speaks: an encouragement that is not followed is not a breach. */
export const PARAGRAPH_STRENGTHS = [
  'RECALLS',
  'REQUESTS',
  'CALLS_UPON',
  'STRONGLY_ENCOURAGES',
  'ENCOURAGES',
] as const;
export type ParagraphStrength = (typeof PARAGRAPH_STRENGTHS)[number];

/** The verb of the paragraph: OP1 and OP5 request, OP2 calls upon, OP3 strongly encourages, OP4 encourages; a preamble recalls. */
export function strengthOf(paragraph: ResolutionParagraph): ParagraphStrength {
  if (paragraph.startsWith('P')) return 'RECALLS';
  if (paragraph.startsWith('OP2')) return 'CALLS_UPON';
  if (paragraph.startsWith('OP3')) return 'STRONGLY_ENCOURAGES';
  return paragraph === 'OP4' ? 'ENCOURAGES' : 'REQUESTS';
}

/** An International Conference of the Red Cross and Red Crescent; days are ISO 8601. */
interface Conference {
  readonly number: number;
  readonly opensOn: string;
  readonly closesOn: string;
}

/** Held in Geneva. The resolution was adopted by the first of these. */
const CONFERENCES: readonly Conference[] = [
  { number: 31, opensOn: '2011-11-28', closesOn: '2011-12-01' },
  { number: 32, opensOn: '2015-12-08', closesOn: '2015-12-10' },
  { number: 33, opensOn: '2019-12-09', closesOn: '2019-12-12' },
  { number: 34, opensOn: '2024-10-28', closesOn: '2024-10-31' },
];

/** Conferences to which it is reported what was done since the one before; the last has not been convened yet. */
export const REPORTED_CONFERENCES = [32, 33, 34, 35] as const;

/** What a report to a Conference is about: from the first day of the one before to the eve of this one, so that no day is lost. */
export interface ReportingPeriod {
  readonly from: string;
  /** The last day of it; null: the conference has not been convened. */
  readonly until: string | null;
}

/** Null for a conference to which nothing is reported. */
export function reportingPeriodOf(conference: number): ReportingPeriod | null {
  const before = CONFERENCES.find(({ number }) => number === conference - 1);
  if (!before) return null;
  // The first Conference adopted the resolution on its last day: nothing was done about it before.
  const from = before === CONFERENCES[0] ? dayAfter(before.closesOn, 1) : before.opensOn;
  const own = CONFERENCES.find(({ number }) => number === conference);
  return { from, until: own ? dayAfter(own.opensOn, -1) : null };
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
