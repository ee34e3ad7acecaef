import { RESOLUTION_PARAGRAPHS, type ReportingPeriod } from '../policy/resolution.ts';
import type { ReportedMeasure, ReportFigure, ReportTotal, ReportTotals } from './content.ts';

type Counted = Pick<ReportedMeasure, 'id' | 'status' | 'paragraphs' | 'countries' | 'startedOn' | 'endedOn'>;

/** The calendar years that a period touches. `thisYear` ends one whose Conference has no date. */
export function yearsOf({ from, until }: ReportingPeriod, thisYear: number): number[] {
  const [first, last] = [yearOf(from), until === null ? thisYear : yearOf(until)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** Its last day; of what is over without one nothing is known but the day it began; null: it goes on. */
export function lastDayOf({
  status,
  startedOn,
  endedOn,
}: Omit<Counted, 'id' | 'paragraphs' | 'countries'>): string | null {
  return endedOn ?? (status === 'ONGOING' || status === 'PLANNED' ? null : startedOn);
}

/** Those of `years` in which it ran, within the period. */
function yearsOfMeasure(measure: Counted, years: readonly number[], period: ReportingPeriod): number[] {
  const last = lastDayOf(measure);
  return years.filter((year) => {
    const from = later(`${year}-01-01`, period.from);
    const until = period.until === null ? `${year}-12-31` : earlier(`${year}-12-31`, period.until);
    return measure.startedOn <= until && (last === null || last >= from);
  });
}

/** Every figure that is not nought, by paragraph, country and year in that order. */
export function figuresOf(
  measures: readonly Counted[],
  years: readonly number[],
  period: ReportingPeriod,
): ReportFigure[] {
  const countries = countriesOf(measures);
  const ran = new Map(measures.map((measure) => [measure.id, yearsOfMeasure(measure, years, period)]));
  return RESOLUTION_PARAGRAPHS.flatMap((paragraph) => {
    const about = measures.filter(({ paragraphs }) => paragraphs.includes(paragraph));
    return countries.flatMap((country) => {
      const here = about.filter((measure) => isIn(measure, country));
      return years.flatMap((year) => {
        const measureIds = here.filter(({ id }) => ran.get(id)?.includes(year)).map(({ id }) => id);
        return measureIds.length === 0
          ? []
          : [{ paragraph, country, year, count: measureIds.length, measureIds }];
      });
    });
  });
}

/** How many different measures there are in all, and under each paragraph, country and year. */
export function totalsOf(
  measures: readonly Counted[],
  years: readonly number[],
  period: ReportingPeriod,
): ReportTotals {
  const total = (key: string, counted: readonly Counted[]): ReportTotal[] =>
    counted.length === 0 ? [] : [{ key, count: counted.length, measureIds: counted.map(({ id }) => id) }];
  return {
    all: { key: 'all', count: measures.length, measureIds: measures.map(({ id }) => id) },
    byParagraph: RESOLUTION_PARAGRAPHS.flatMap((paragraph) =>
      total(
        paragraph,
        measures.filter(({ paragraphs }) => paragraphs.includes(paragraph)),
      ),
    ),
    byCountry: countriesOf(measures).flatMap((country) =>
      total(
        country ?? '',
        measures.filter((measure) => isIn(measure, country)),
      ),
    ),
    byYear: years.flatMap((year) =>
      total(
        String(year),
        measures.filter((measure) => yearsOfMeasure(measure, years, period).includes(year)),
      ),
    ),
  };
}

/** By code; null, which is no one country, comes last. */
function countriesOf(measures: readonly Counted[]): (string | null)[] {
  const codes = new Set(measures.flatMap(({ countries }) => countries));
  const elsewhere = measures.some(({ countries }) => countries.length === 0);
  return [...[...codes].sort(), ...(elsewhere ? [null] : [])];
}

function isIn({ countries }: Counted, country: string | null): boolean {
  return country === null ? countries.length === 0 : countries.includes(country);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
