import { ACCESS_CONSTRAINTS, type AccessConstraint } from './incident-words.ts';

/** What was counted of one country and month; never shown as it is. */
export interface IncidentCount {
  /** Null: all of them together. */
  readonly constraint: AccessConstraint | null;
  readonly incidents: number;
  /** How many organisations filed them. */
  readonly organisations: number;
  /** Mean of the severities that are known, 0 to 3; null: none is known. */
  readonly severity: number | null;
}

/** What may be published of one country and month. Null: fewer than may be told, or none. */
export interface IncidentFigure {
  readonly constraint: AccessConstraint | null;
  readonly incidents: number | null;
  /** 0 (no constraint) to 3 (severe), to one decimal. */
  readonly score: number | null;
}

/** Fewer incidents than this are not told [law 9]. */
export const FEWEST_INCIDENTS = 5;
/** Nor what fewer organisations have filed [law 9]. */
export const FEWEST_ORGANISATIONS = 3;
const ROUNDED_TO = 5;

/**
 * The figures of one country and month [law 9]: a figure for each constraint and one for all. None and few are told alike. One
 * gap alone could be reckoned from the total, so that then the smallest figure is withheld as well; totals are rounded.
 */
export function figuresOf(counts: readonly IncidentCount[]): IncidentFigure[] {
  const cells = ACCESS_CONSTRAINTS.map((constraint) => ({
    constraint,
    count: counts.find((one) => one.constraint === constraint) ?? null,
  }));
  const told = cells.flatMap(({ count }) => (count !== null && isEnough(count) ? [count] : []));
  const isOneGap = told.length === ACCESS_CONSTRAINTS.length - 1;
  const [smallest] = [...told].sort((one, other) => one.incidents - other.incidents);
  const published = isOneGap ? told.filter((one) => one !== smallest) : told;
  const total = counts.find(({ constraint }) => constraint === null);
  return [
    ...cells.map(({ constraint, count }) => {
      const shown = count !== null && published.includes(count) ? count : null;
      return { constraint, incidents: shown?.incidents ?? null, score: rounded(shown?.severity ?? null) };
    }),
    {
      constraint: null,
      incidents: total && isEnough(total) ? Math.round(total.incidents / ROUNDED_TO) * ROUNDED_TO : null,
      score: total && isEnough(total) ? rounded(total.severity) : null,
    },
  ];
}

function isEnough({ incidents, organisations }: IncidentCount): boolean {
  return incidents >= FEWEST_INCIDENTS && organisations >= FEWEST_ORGANISATIONS;
}

function rounded(severity: number | null): number | null {
  return severity === null ? null : Math.round(severity * 10) / 10;
}

/** The latest month that is over for 30 days, such as `2026-03`: what happened in it may be counted [rule 5; law 9: frozen]. */
export function lastMonthToFreeze(now: Date): string {
  const rested = new Date(now.getTime() - 30 * 24 * 60 * 60 * 1_000);
  return new Date(Date.UTC(rested.getUTCFullYear(), rested.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
