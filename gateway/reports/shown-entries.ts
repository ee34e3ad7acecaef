import type {
  ReportContent,
  ReportedEvidence,
  ReportedMeasure,
  ReportedOrganisation,
  ReportLanguage,
} from '../../shared/report/content.ts';
import { quotedParagraph } from './quoted-paragraph.ts';
import { dayIn, nameIn, type ShownText, textIn } from './shown-text.ts';
import { wordsIn } from './words/words.ts';

/** What is said of a measure, a consultation or a pledge beside its title. */
export interface ShownFact {
  readonly label: string;
  readonly value: string;
  /** Where a value is in a language of its own. */
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly url?: string;
}

export interface ShownEntry {
  readonly number: number;
  readonly title: ShownText;
  readonly summary: ShownText | null;
  readonly facts: readonly ShownFact[];
}

type CountryName = (iso2: string | null) => string;

export function shownMeasures(
  { measures, consultations }: ReportContent,
  language: ReportLanguage,
  country: CountryName,
): ShownEntry[] {
  return measures.map((measure, index) => ({
    number: index + 1,
    ...textIn(language, measure.texts),
    facts: factsOfMeasure(
      measure,
      language,
      country,
      (id) => consultations.findIndex((one) => one.id === id) + 1,
    ),
  }));
}

function factsOfMeasure(
  measure: ReportedMeasure,
  language: ReportLanguage,
  country: CountryName,
  consultationNumber: (id: string | null) => number,
): ShownFact[] {
  const words = wordsIn(language);
  const { labels } = words;
  const places = measure.countries.length === 0 ? [country(null)] : measure.countries.map(country);
  return [
    { label: labels.implementers, value: namesOf(measure.implementers, language) },
    { label: labels.place, value: listed(places, language) },
    {
      label: labels.type,
      value: [words.types[measure.type], words.levels[measure.level], words.statuses[measure.status]].join(
        ' · ',
      ),
    },
    { label: labels.days, value: spanOf(measure.startedOn, measure.endedOn, language) },
    { label: labels.paragraphs, value: [...new Set(measure.paragraphs.map(quotedParagraph))].join(', ') },
    ...(measure.beneficiaryGroups.length > 0
      ? [
          {
            label: labels.beneficiaries,
            value: listed(
              measure.beneficiaryGroups.map((one) => words.groups[one]),
              language,
            ),
          },
        ]
      : []),
    ...measure.evidence.map((one) => factOfEvidence(one, language, consultationNumber)),
    { label: labels.attestedOn, value: dayIn(language, measure.attestedOn) },
  ];
}

function factOfEvidence(
  { kind, id, title, url }: ReportedEvidence,
  language: ReportLanguage,
  consultationNumber: (id: string | null) => number,
): ShownFact {
  const words = wordsIn(language);
  // One that this report contains is named as it stands here; what stands elsewhere, by its id.
  const number = kind === 'CONSULTATION' ? consultationNumber(id) : 0;
  const value = number > 0 ? `${words.evidence[kind]} ${number}` : `${words.evidence[kind]}: ${title ?? id}`;
  return { label: words.labels.evidence, value, ...(url === null ? {} : { url }) };
}

export function shownConsultations(
  { consultations }: ReportContent,
  language: ReportLanguage,
  country: CountryName,
): ShownEntry[] {
  const { labels } = wordsIn(language);
  return consultations.map((one, index) => {
    const { title, summary } = textIn(language, one.texts);
    return {
      number: index + 1,
      title,
      summary: null,
      facts: [
        { label: labels.heldOn, value: dayIn(language, one.heldOn) },
        ...(one.country === null ? [] : [{ label: labels.country, value: country(one.country) }]),
        { label: labels.participants, value: namesOf(one.participants, language) },
        { label: labels.paragraphs, value: [...new Set(one.paragraphs.map(quotedParagraph))].join(', ') },
        ...(summary === null
          ? []
          : [
              {
                label: labels.outcome,
                value: summary.text,
                language: summary.language,
                direction: summary.direction,
              },
            ]),
      ],
    };
  });
}

export function shownPledges(
  { pledges }: ReportContent,
  language: ReportLanguage,
  numbers: ReadonlyMap<string, number>,
): ShownEntry[] {
  const words = wordsIn(language);
  const { labels } = words;
  return pledges.map((pledge, index) => ({
    number: index + 1,
    ...textIn(language, pledge.texts),
    facts: [
      { label: labels.kind, value: words.pledgeKinds[pledge.kind] },
      { label: labels.madeTo, value: words.conference(pledge.conference) },
      { label: labels.signedBy, value: namesOf(pledge.signers, language) },
      { label: labels.days, value: spanOf(pledge.beginsOn, pledge.endsOn, language) },
      ...pledge.reports.flatMap((report): ShownFact[] => {
        const measures = report.measureIds.flatMap((id) => numbers.get(id) ?? []);
        const { title } = textIn(language, report.texts);
        return [
          {
            label: `${labels.reportOn} ${nameIn(language, report.organisation)}`,
            value: [
              dayIn(language, report.reportedOn),
              words.progresses[report.progress],
              ...(report.isFinal ? [labels.finalReport] : []),
              ...(measures.length > 0
                ? [`${labels.measures}: ${listed(measures.map(String), language)}`]
                : []),
            ].join(' · '),
          },
          { label: labels.outcome, value: title.text, language: title.language, direction: title.direction },
        ];
      }),
    ],
  }));
}

function namesOf(organisations: readonly ReportedOrganisation[], language: ReportLanguage): string {
  return listed(
    organisations.map((one) => nameIn(language, one)),
    language,
  );
}

/** With the comma of the language. */
function listed(words: readonly string[], language: ReportLanguage): string {
  return words.join(language === 'ar' ? '، ' : ', ');
}

function spanOf(from: string, until: string | null, language: ReportLanguage): string {
  const last = until === null ? wordsIn(language).labels.ongoing : dayIn(language, until);
  return from === until ? dayIn(language, from) : `${dayIn(language, from)} – ${last}`;
}
