import {
  RESOLUTION_PARAGRAPHS,
  type ResolutionParagraph,
  strengthOf,
} from '../../shared/policy/resolution.ts';
import { REPORT_LANGUAGES, type ReportContent, type ReportLanguage } from '../../shared/report/content.ts';
import type { ReportDocument } from '../../shared/report/document.ts';
import { quotedParagraph } from './quoted-paragraph.ts';
import { type ShownChanges, shownChanges } from './shown-changes.ts';
import { type ShownEntry, shownConsultations, shownMeasures, shownPledges } from './shown-entries.ts';
import { dayIn, nameIn } from './shown-text.ts';
import type { ReportWords } from './words/word-table.ts';
import { wordsIn } from './words/words.ts';

/** A figure, and the numbers of its measures in this report. */
export interface ShownFigure {
  readonly count: number;
  readonly numbers: readonly number[];
}

/** The years of one paragraph in one country; null where nothing ran. */
export interface ShownRow {
  readonly country: string;
  readonly figures: readonly (ShownFigure | null)[];
  readonly total: ShownFigure;
}

export interface ShownParagraph {
  /** As the resolution is quoted, such as OP2. */
  readonly code: string;
  readonly name: string;
  /** What the Conference does in it. */
  readonly strength: string;
  readonly total: ShownFigure;
  readonly rows: readonly ShownRow[];
}

/** A report as it is shown in one language: page and PDF are made of this and of nothing else, so that they say the same. */
export interface ShownReport {
  readonly language: ReportLanguage;
  readonly direction: 'ltr' | 'rtl';
  readonly words: Pick<ReportWords, 'title' | 'contents' | 'says' | 'labels'>;
  readonly conference: string;
  readonly resolution: string;
  readonly reporter: string;
  readonly version: number;
  readonly sandbox: boolean;
  readonly about: readonly (readonly [label: string, value: string])[];
  readonly years: readonly number[];
  readonly totals: { readonly years: readonly ShownFigure[]; readonly all: ShownFigure };
  readonly byCountry: readonly (readonly [country: string, ShownFigure])[];
  readonly paragraphs: readonly ShownParagraph[];
  readonly changes: ShownChanges | null;
  readonly measures: readonly ShownEntry[];
  readonly consultations: readonly ShownEntry[];
  readonly pledges: readonly ShownEntry[];
  readonly verification: readonly (readonly [label: string, value: string])[];
  readonly languages: readonly { readonly language: ReportLanguage; readonly name: string }[];
}

export function shownReport(
  document: ReportDocument,
  language: ReportLanguage,
  sandbox: boolean,
): ShownReport {
  const { content } = document;
  const words = wordsIn(language);
  const numbers = new Map(content.measures.map(({ id }, index) => [id, index + 1]));
  const figure = (ids: readonly string[]): ShownFigure => ({
    count: ids.length,
    numbers: ids.map((id) => numbers.get(id) ?? 0),
  });
  const country = countryNames(content, language);
  const { totals } = content;
  return {
    language,
    direction: words.direction,
    words: { title: words.title, contents: words.contents, says: words.says, labels: words.labels },
    conference: words.conference(content.conference),
    resolution: `31IC/11/R3 · ${words.resolution}`,
    reporter: nameIn(language, content.reporter),
    version: document.version,
    sandbox,
    about: aboutOf(document, language),
    years: content.years,
    totals: {
      all: figure(totals.all.measureIds),
      years: content.years.map((year) =>
        figure(totals.byYear.find(({ key }) => key === String(year))?.measureIds ?? []),
      ),
    },
    byCountry: totals.byCountry.map(({ key, measureIds }) => [country(key || null), figure(measureIds)]),
    paragraphs: RESOLUTION_PARAGRAPHS.flatMap((paragraph) => {
      const total = totals.byParagraph.find(({ key }) => key === paragraph);
      if (!total) return [];
      return [
        {
          ...headingOf(paragraph, words),
          total: figure(total.measureIds),
          rows: rowsOf(paragraph, content, country, figure),
        },
      ];
    }),
    changes: shownChanges(document, language, numbers, country),
    measures: shownMeasures(content, language, country),
    consultations: shownConsultations(content, language, country),
    pledges: shownPledges(content, language, numbers),
    verification: [
      [words.labels.hash, document.hash],
      [words.labels.previousHash, document.previousHash ?? words.labels.none],
      [words.labels.signature, document.signature],
      [words.labels.publicKey, JSON.stringify(document.publicKey)],
    ],
    languages: REPORT_LANGUAGES.map((one) => ({ language: one, name: wordsIn(one).language })),
  };
}

function headingOf(paragraph: ResolutionParagraph, words: ReportWords) {
  return {
    code: quotedParagraph(paragraph),
    name: words.paragraphs[paragraph],
    strength: words.strengths[strengthOf(paragraph)],
  };
}

function aboutOf(
  { content, version, frozenAt }: ReportDocument,
  language: ReportLanguage,
): [string, string][] {
  const { labels } = wordsIn(language);
  const { from, until } = content.period;
  const last = until === null ? labels.untilNow : dayIn(language, until);
  return [
    [labels.period, `${dayIn(language, from)} – ${last}`],
    [labels.version, String(version)],
    [labels.frozenOn, dayIn(language, frozenAt)],
    [labels.reportedBy, nameIn(language, content.reporter)],
    [labels.measures, String(content.measures.length)],
  ];
}

function countryNames(content: ReportContent, language: ReportLanguage) {
  const names = new Map(content.countries.map((one) => [one.iso2, nameIn(language, one)]));
  const nowhere = wordsIn(language).labels.noCountry;
  return (iso2: string | null): string => (iso2 === null ? nowhere : (names.get(iso2) ?? iso2));
}

function rowsOf(
  paragraph: ResolutionParagraph,
  { figures, years }: ReportContent,
  country: (iso2: string | null) => string,
  figure: (ids: readonly string[]) => ShownFigure,
): ShownRow[] {
  const about = figures.filter((one) => one.paragraph === paragraph);
  const places = [...new Set(about.map((one) => one.country))];
  return places.map((place) => {
    const here = about.filter((one) => one.country === place);
    const ids = new Set(here.flatMap(({ measureIds }) => measureIds));
    return {
      country: country(place),
      figures: years.map((year) => {
        const found = here.find((one) => one.year === year);
        return found ? figure(found.measureIds) : null;
      }),
      total: figure([...ids]),
    };
  });
}
