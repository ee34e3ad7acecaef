import type { Transaction } from '../../shared/database.ts';
import { mayReportMeasure } from '../../shared/policy/measure-life.ts';
import type { ReportingPeriod } from '../../shared/policy/resolution.ts';
import {
  type Named,
  REPORT_LANGUAGES,
  type ReportContent,
  type ReportedMeasure,
  type ReportedOrganisation,
  type ReportedPledge,
} from '../../shared/report/content.ts';
import { figuresOf, lastDayOf, totalsOf, yearsOf } from '../../shared/report/figures.ts';
import {
  REPORT_SOURCE,
  type ReportSource,
  type StoredMeasure,
  type StoredPledge,
} from './report-statements.ts';

/** What a report to a Conference contains now. Read in one statement: all of it is of one moment. */
export async function reportContent(
  tx: Transaction,
  reporterId: string,
  conference: number,
  period: ReportingPeriod,
  now: Date,
): Promise<ReportContent> {
  const [row] = await tx.sql<{ source: ReportSource }>('report-source', REPORT_SOURCE, [
    period.from,
    period.until,
  ]);
  const source = row?.source as ReportSource;
  const organisations = new Map(source.organisations.map((one) => [one.id, named(one)]));
  const withdrawn = new Set(source.withdrawn);
  const measures = source.measures
    .map((measure) => ({
      ...measure,
      evidence: measure.evidence.filter(({ id }) => id === null || !withdrawn.has(id)),
    }))
    .filter((measure) => {
      const standing = { endedOn: lastDayOf(measure), standingEvidence: measure.evidence.length };
      return mayReportMeasure({ ...measure, ...standing, period }).allowed;
    })
    .sort(byDay(({ startedOn }) => startedOn))
    .map((measure) => reportedMeasure(measure, organisations));
  const counted = new Set(measures.map(({ id }) => id));
  const years = yearsOf(period, now.getUTCFullYear());
  const consultations = source.consultations.sort(byDay(({ heldOn }) => heldOn)).map((one) => ({
    id: one.id,
    heldOn: one.heldOn,
    country: one.country,
    texts: [{ language: one.language, title: one.subject, summary: one.outcome }],
    paragraphs: one.paragraphs,
    participants: one.participantIds.map((id) => known(organisations, id)),
  }));
  const pledges = source.pledges
    .sort(byDay(({ beginsOn }) => beginsOn))
    .map((pledge) => reportedPledge(pledge, organisations, counted));
  return {
    format: 'accord-implementation-report/1',
    resolution: '31IC/11/R3',
    conference,
    reporter: known(organisations, reporterId),
    period,
    years,
    countries: countriesIn(
      [...measures.flatMap((one) => one.countries), ...consultations.map((one) => one.country)],
      source,
    ),
    measures,
    figures: figuresOf(measures, years, period),
    totals: totalsOf(measures, years, period),
    consultations,
    pledges,
  };
}

type Organisations = ReadonlyMap<string, ReportedOrganisation>;

function reportedMeasure(measure: StoredMeasure, organisations: Organisations): ReportedMeasure {
  const { id, type, status, level, paragraphs, countries, beneficiaryGroups, evidence, startedOn, endedOn } =
    measure;
  return {
    id,
    type,
    status,
    texts: [textOf(measure), ...measure.translations.map(textOf)],
    level,
    paragraphs,
    countries,
    beneficiaryGroups,
    implementers: [measure.filerId, ...measure.jointImplementerIds].map((one) => known(organisations, one)),
    evidence: evidence.map(({ kind, id: about, title, url }) => ({ kind, id: about, title, url })),
    startedOn,
    endedOn,
    attestedOn: measure.attestedOn,
  };
}

function reportedPledge(
  pledge: StoredPledge,
  organisations: Organisations,
  counted: ReadonlySet<string>,
): ReportedPledge {
  const { id, kind, conference, paragraphs, beginsOn, endsOn, hash, signerIds, reports } = pledge;
  return {
    id,
    kind,
    conference,
    texts: [
      { language: pledge.language, title: pledge.title, summary: pledge.text },
      ...pledge.translations.map(textOf),
    ],
    paragraphs,
    beginsOn,
    endsOn,
    hash,
    signers: signerIds.map((one) => known(organisations, one)),
    reports: reports.map((report) => ({
      organisation: known(organisations, report.organisationId),
      progress: report.progress,
      isFinal: report.isFinal,
      reportedOn: report.reportedOn,
      texts: [{ language: report.language, title: report.text, summary: null }],
      measureIds: report.measureIds.filter((one) => counted.has(one)),
    })),
  };
}

function textOf({ language, title, summary }: { language: string; title: string; summary: string | null }) {
  return { language, title, summary };
}

function known(organisations: Organisations, id: string): ReportedOrganisation {
  return organisations.get(id) ?? { id, name: id, names: {} };
}

/** In the languages of a report alone. */
function named(row: {
  id: string;
  name: string;
  names: Readonly<Record<string, string>>;
}): ReportedOrganisation {
  return { id: row.id, name: row.name, names: inReportLanguages((language) => row.names[language]) };
}

function inReportLanguages(nameIn: (language: string) => string | undefined): Named['names'] {
  return Object.fromEntries(
    REPORT_LANGUAGES.flatMap((language) => {
      const name = nameIn(language);
      return name === undefined ? [] : [[language, name]];
    }),
  );
}

/** By code. A name that the registry does not have comes from Unicode’s CLDR, as this version of Node brings it. */
function countriesIn(
  codes: readonly (string | null)[],
  { countries }: ReportSource,
): ReportContent['countries'] {
  const distinct = [...new Set(codes.filter((code) => code !== null))].sort();
  return distinct.map((iso2) => {
    const row = countries.find((one) => one.iso2 === iso2);
    const cldr = (language: string) => new Intl.DisplayNames([language], { type: 'region' }).of(iso2);
    const name = row?.name ?? cldr('en') ?? iso2;
    const nameIn = (language: string) => row?.names[language] ?? (language === 'en' ? name : cldr(language));
    return { iso2, name, names: inReportLanguages(nameIn) };
  });
}

/** The earliest first; those of one day by their id, so that the order is always the same. */
function byDay<Entry extends { readonly id: string }>(dayOf: (entry: Entry) => string) {
  return (one: Entry, other: Entry): number => {
    const [first, second] = [`${dayOf(one)} ${one.id}`, `${dayOf(other)} ${other.id}`];
    return first < second ? -1 : 1;
  };
}
