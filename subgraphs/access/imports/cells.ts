import { countryName, isCountryCode, nearestCountry } from '../../../shared/countries.ts';
import { nearestWord } from '../../../shared/nearest-word.ts';
import { isDay, isLatitude, isLongitude } from '../input-checks.ts';

export const DATE_FORMATS = ['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY', 'DD.MM.YYYY', 'DD-MM-YYYY'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A cell that cannot be what it should be: why, in a sentence. */
export class CellError extends Error {
  override readonly name = 'CellError';
}

/** An ISO 8601 day. Errors: CellError. */
export function dayIn(cell: string, formats: readonly DateFormat[]): string {
  const days = new Set(
    formats.map((format) => dayAs(cell, format)).filter((day) => day !== null && isDay(day)),
  );
  const [day, another] = days as Set<string>;
  if (another !== undefined)
    throw new CellError(`is ${day} or ${another}; name one form of dates in the mapping`);
  if (day !== undefined) return day;
  throw new CellError(`is no date written as ${formats.join(' or ')}`);
}

function dayAs(cell: string, format: DateFormat): string | null {
  if (format === 'YYYY-MM-DD') return /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(cell)?.[1] ?? null;
  const mark = format[2] as string;
  const parts = cell.split(/[T ]/)[0]?.split(mark) ?? [];
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const [one, other, year] = parts.map((part) => part.padStart(2, '0')) as [string, string, string];
  const [day, month] = format.startsWith('MM') ? [other, one] : [one, other];
  return year.length === 4 ? `${year}-${month}-${day}` : null;
}

/** One of our words, by the mapping or as it is. Errors: CellError, which names the nearest. */
export function wordIn<Word extends string>(
  cell: string,
  words: readonly Word[],
  values: Readonly<Record<string, string>> = {},
): Word {
  const said = meant(cell, values);
  const code = said.toUpperCase().replace(/[\s-]+/g, '_');
  const found = words.find((word) => word === code);
  if (found) return found;
  const nearest = nearestWord(said.toUpperCase(), [...words, ...Object.keys(values)]);
  throw new CellError(`is no code that is known; the nearest is ${meant(nearest, values)}`);
}

/** A code of ISO 3166-1 in capital letters, by the mapping or as it is. Errors: CellError, which names the nearest. */
export function countryIn(cell: string, values: Readonly<Record<string, string>> = {}): string {
  const said = meant(cell, values);
  if (isCountryCode(said)) return said.toUpperCase();
  const nearest = nearestCountry(said);
  throw new CellError(
    `is no country of ISO 3166-1; the nearest is ${nearest} (${countryName(nearest, 'en')})`,
  );
}

/** Degrees, WGS 84, out of `-1.29`, `1,29 S`, `1°17'24"S` or `S 1 17 24`. Errors: CellError. */
export function degreesIn(cell: string, axis: 'latitude' | 'longitude'): number {
  const sides = axis === 'latitude' ? 'NS' : 'EW';
  const text = cell
    .toUpperCase()
    .replace(/,(?=\d)/g, '.')
    .replace(/[−–]/g, '-');
  const side = /[NSEW]/.exec(text)?.[0] ?? null;
  const numbers = (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  const odd = text.replace(/[NSEW°º'′’"″”\s\d.-]/g, '') !== '';
  const [degrees, minutes = 0, seconds = 0] = numbers;
  if (degrees === undefined || numbers.length > 3 || odd || (side !== null && !sides.includes(side)))
    throw new CellError(`is no ${axis}`);
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
  const value = degrees < 0 || Object.is(degrees, -0) || side === 'S' || side === 'W' ? -size : size;
  const onGlobe = axis === 'latitude' ? isLatitude(value) : isLongitude(value);
  if (!onGlobe) {
    const hint = axis === 'latitude' && isLongitude(value) ? '; are latitude and longitude swapped?' : '';
    throw new CellError(`is a ${axis} off the globe${hint}`);
  }
  return value;
}

/** Errors: CellError. */
export function severityIn(cell: string): number {
  if (!/^[0-3](?:\.0)?$/.test(cell)) throw new CellError('is no severity from 0 to 3');
  return Number(cell);
}

/** What the mapping makes of a cell, or the cell itself. */
function meant(cell: string, values: Readonly<Record<string, string>>): string {
  const mapped = Object.entries(values).find(
    ([theirs]) => theirs.trim().toLowerCase() === cell.toLowerCase(),
  );
  return (mapped?.[1] ?? cell).trim();
}
