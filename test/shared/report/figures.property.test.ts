import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MEASURE_STATUSES } from '../../../shared/policy/measure-words.ts';
import {
  RESOLUTION_PARAGRAPHS,
  type ReportingPeriod,
  reportingPeriodOf,
} from '../../../shared/policy/resolution.ts';
import { figuresOf, totalsOf, yearsOf } from '../../../shared/report/figures.ts';

const day = fc
  .date({ min: new Date('2008-01-01'), max: new Date('2019-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const measure = fc
  .record({
    status: fc.constantFrom(...MEASURE_STATUSES),
    paragraphs: fc.uniqueArray(fc.constantFrom(...RESOLUTION_PARAGRAPHS), { minLength: 1, maxLength: 4 }),
    countries: fc.uniqueArray(fc.constantFrom('JO', 'KE', 'GR', 'TN'), { maxLength: 3 }),
    days: fc.tuple(day, fc.option(day)),
  })
  .map(({ days: [one, other], ...rest }) => {
    const [startedOn, endedOn] = other === null ? [one, null] : [one, other].sort();
    return { ...rest, startedOn: startedOn as string, endedOn: endedOn ?? null };
  });
const measures = fc
  .array(measure, { maxLength: 25 })
  .map((list) => list.map((one, index) => ({ ...one, id: `measure_${index}` })));

const period = reportingPeriodOf(32) as ReportingPeriod;
const years = yearsOf(period, 2030);

/** Said otherwise than the code says it: day by day, of one measure, one paragraph, one place and one year. */
function ranIn(one: { status: string; startedOn: string; endedOn: string | null }, year: number): boolean {
  const isOver = one.status === 'COMPLETED' || one.status === 'DISCONTINUED';
  const last = one.endedOn ?? (isOver ? one.startedOn : '9999-12-31');
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000) {
    const today = new Date(at).toISOString().slice(0, 10);
    if (today < period.from || today > (period.until as string)) continue;
    if (one.startedOn <= today && today <= last) return true;
  }
  return false;
}

test('the period of the 32nd Conference is from the day after the 31st to its eve', () => {
  expect(period).toEqual({ from: '2011-12-02', until: '2015-12-07' });
  expect(years).toEqual([2011, 2012, 2013, 2014, 2015]);
  expect(reportingPeriodOf(31)).toBeNull();
  expect(reportingPeriodOf(35)).toEqual({ from: '2024-10-28', until: null });
  expect(yearsOf({ from: '2024-10-28', until: null }, 2026)).toEqual([2024, 2025, 2026]);
});

test('every figure is the number of its measures, and no figure is missing', () => {
  fc.assert(
    fc.property(measures, (list) => {
      const figures = figuresOf(list, years, period);
      for (const paragraph of RESOLUTION_PARAGRAPHS)
        for (const country of ['GR', 'JO', 'KE', 'TN', null])
          for (const year of years) {
            const expected = list
              .filter((one) => one.paragraphs.includes(paragraph))
              .filter((one) =>
                country ? one.countries.some((code) => code === country) : one.countries.length === 0,
              )
              .filter((one) => ranIn(one, year))
              .map(({ id }) => id);
            const found = figures.filter(
              (one) => one.paragraph === paragraph && one.country === country && one.year === year,
            );
            expect(found.length).toBeLessThanOrEqual(1);
            expect(found[0]?.measureIds ?? []).toEqual(expected);
            expect(found[0]?.count ?? 0).toBe(expected.length);
          }
    }),
    { numRuns: 60 },
  );
});

test('every total counts each measure once, whatever number of places and paragraphs it has', () => {
  fc.assert(
    fc.property(measures, (list) => {
      const totals = totalsOf(list, years, period);
      expect(totals.all).toEqual({ key: 'all', count: list.length, measureIds: list.map(({ id }) => id) });
      const figures = figuresOf(list, years, period);
      for (const { key, count, measureIds } of totals.byYear) {
        const counted = figures.filter(({ year }) => String(year) === key).flatMap((one) => one.measureIds);
        expect([new Set(counted).size, new Set(measureIds)]).toEqual([count, new Set(counted)]);
      }
      for (const { key, count, measureIds } of [...totals.byParagraph, ...totals.byCountry]) {
        expect(new Set(measureIds).size).toBe(count);
        expect(key).toBeDefined();
      }
    }),
    { numRuns: 60 },
  );
});
