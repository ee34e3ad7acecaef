import { memoized } from './memoized.ts';

/** Whose hours from UTC a zone has, in January and in July: one of the two is what a directory wrote down. */
const YEAR_HALVES = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].map((moment) => new Date(moment));

interface Zone {
  /** IANA name. */
  readonly name: string;
  readonly certain: boolean;
}

/**
 * The zone that a number of hours from UTC means in these countries: the only one of theirs that has it, else the only one
 * they have. Elsewhere a fixed distance from UTC; without either nothing is certain.
 */
export function zoneOf(offset: number | null | undefined, countries: readonly string[]): Zone {
  const zones = [...new Set(countries.flatMap(zonesOf))];
  if (offset === null || offset === undefined) {
    return zones.length === 1 ? { name: zones[0] as string, certain: true } : { name: 'UTC', certain: false };
  }
  const fitting = zones.filter((zone) => offsetsOf(zone).includes(offset));
  if (fitting.length === 1) return { name: fitting[0] as string, certain: true };
  // Several that fit, and turn their clocks: the number is right for half of the year.
  const certain = fitting.every((zone) => new Set(offsetsOf(zone)).size === 1);
  if (offset === 0) return { name: 'UTC', certain };
  if (Number.isInteger(offset) && offset >= -12 && offset <= 14) {
    // POSIX counts westwards.
    return { name: `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`, certain };
  }
  return fitting[0] === undefined ? { name: 'UTC', certain: false } : { name: fitting[0], certain };
}

const zonesOf = memoized((country: string): readonly string[] => {
  try {
    const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
      getTimeZones?(): string[] | undefined;
    };
    return locale.getTimeZones?.() ?? [];
  } catch {
    return [];
  }
});

const offsetsOf = memoized((zone: string): readonly number[] =>
  YEAR_HALVES.map((moment) => offsetAt(zone, moment)),
);

function offsetAt(timeZone: string, moment: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
}
