import { addMonths } from '../shared/policy/months.ts';

/** `-30d`, `+12m`: so long before or after the moment of loading, so that a world does not age. `m` is months. */
export const RELATIVE_DATE = /^([+-])(\d{1,4})([shdwmy])$/;

const MS = { s: 1_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The moment that a word of a world file stands for: relative to `now`, or ISO 8601 as it is. */
export function momentOf(word: string, now: Date): Date {
  const [, sign, amount, unit] = RELATIVE_DATE.exec(word) ?? [];
  if (!unit) return new Date(word);
  const count = Number(`${sign}${amount}`);
  if (unit === 'm' || unit === 'y') return addMonths(now, unit === 'y' ? 12 * count : count);
  return new Date(now.getTime() + count * MS[unit as keyof typeof MS]);
}

/** The same as a day, ISO 8601. */
export function dayOf(word: string, now: Date): string {
  return momentOf(word, now).toISOString().slice(0, 10);
}
