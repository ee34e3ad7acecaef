import { addMonths } from './months.ts';

/** A child is below the age of eighteen years [CRC, article 1]. */
const CHILD_MONTHS = 18 * 12;
const CHILD_BANDS: readonly string[] = ['AGE_0_4', 'AGE_5_11', 'AGE_12_17'];
const ADULT_BANDS: readonly string[] = ['AGE_18_59', 'AGE_60_PLUS'];

/** What a person's own record says of their age; null where it says nothing. */
export interface AgeFacts {
  readonly ageBand: string | null;
  /** An ISO 8601 date, or a year alone. */
  readonly birthDate: string | null;
  readonly now: Date;
}

/**
 * By the birth date, because a band stays where it was put and children grow up. A year alone may leave it open: then the band
 * decides, and without one the person has the benefit of the doubt and is a child [CRC general comment 6, 31]. Of whom
 * nothing is recorded, nothing is supposed: nobody needs to tell their age to be helped.
 */
export function isChild({ ageBand, birthDate, now }: AgeFacts): boolean {
  const born = birthDate === null ? null : birthSpan(birthDate);
  if (born !== null) {
    if (addMonths(born.latest, CHILD_MONTHS) <= now) return false;
    if (addMonths(born.earliest, CHILD_MONTHS) > now) return true;
    return ageBand === null || !ADULT_BANDS.includes(ageBand);
  }
  return ageBand !== null && CHILD_BANDS.includes(ageBand);
}

/** The first and the last day on which somebody may have been born; null for what is no date. */
function birthSpan(text: string): { earliest: Date; latest: Date } | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const earliest = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  const lastMonth = new Date(`${year}-${month ?? '12'}-01T00:00:00Z`);
  const latest = day === undefined ? new Date(addMonths(lastMonth, 1).getTime() - 86_400_000) : earliest;
  return Number.isNaN(earliest.getTime()) || Number.isNaN(latest.getTime()) ? null : { earliest, latest };
}
