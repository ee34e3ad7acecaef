import { canonical } from '../canonical.ts';
import type { ReportContent, ReportedText, ReportFigure } from './content.ts';

interface Entry {
  readonly id: string;
  readonly texts: readonly ReportedText[];
}

/** What came, went or changed in one list; what went is named, for it stands nowhere else in the new version. */
export interface ListDifference {
  readonly added: readonly string[];
  readonly removed: readonly { readonly id: string; readonly texts: readonly ReportedText[] }[];
  readonly changed: readonly string[];
}

/** A figure that is another one than before; nought where it was or is not listed. */
export interface FigureDifference extends Pick<ReportFigure, 'paragraph' | 'country' | 'year'> {
  readonly before: number;
  readonly after: number;
}

export interface ReportDifference {
  readonly measures: ListDifference;
  readonly consultations: ListDifference;
  readonly pledges: ListDifference;
  readonly figures: readonly FigureDifference[];
}

/** What a version changed in the one before it. */
export function differenceOf(before: ReportContent, after: ReportContent): ReportDifference {
  return {
    measures: listDifference(before.measures, after.measures),
    consultations: listDifference(before.consultations, after.consultations),
    pledges: listDifference(before.pledges, after.pledges),
    figures: figureDifference(before.figures, after.figures),
  };
}

function listDifference(before: readonly Entry[], after: readonly Entry[]): ListDifference {
  const [old, now] = [byId(before), byId(after)];
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !now.has(id)).map(({ id, texts }) => ({ id, texts })),
    changed: after
      .filter((entry) => {
        const earlier = old.get(entry.id);
        return earlier !== undefined && canonical(earlier) !== canonical(entry);
      })
      .map(({ id }) => id),
  };
}

function byId(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function figureDifference(
  before: readonly ReportFigure[],
  after: readonly ReportFigure[],
): FigureDifference[] {
  const keyOf = ({ paragraph, country, year }: ReportFigure) => `${paragraph} ${country} ${year}`;
  const [old, now] = [before, after].map((figures) => new Map(figures.map((one) => [keyOf(one), one.count])));
  const gone = before.filter((figure) => !now?.has(keyOf(figure)));
  return [...after, ...gone].flatMap((figure) => {
    const { paragraph, country, year } = figure;
    const counts = { before: old?.get(keyOf(figure)) ?? 0, after: now?.get(keyOf(figure)) ?? 0 };
    return counts.before === counts.after ? [] : [{ paragraph, country, year, ...counts }];
  });
}
