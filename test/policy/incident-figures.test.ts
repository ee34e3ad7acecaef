import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { figuresOf, type IncidentCount, lastMonthToFreeze } from '../../shared/policy/incident-figures.ts';
import { ACCESS_CONSTRAINTS } from '../../shared/policy/incident-words.ts';

const count = (over: Partial<IncidentCount> = {}): IncidentCount => ({
  constraint: 'DENIAL_OF_NEEDS',
  incidents: 5,
  organisations: 3,
  severity: 1.26,
  ...over,
});
const figureOf = (counts: IncidentCount[], constraint: IncidentCount['constraint']) =>
  figuresOf(counts).find((one) => one.constraint === constraint);

describe('what is told', () => {
  test('five incidents filed by three organisations are, with the mean of their severity', () => {
    expect(figureOf([count()], 'DENIAL_OF_NEEDS')).toEqual({
      constraint: 'DENIAL_OF_NEEDS',
      incidents: 5,
      score: 1.3,
    });
  });

  test.each([{ incidents: 4 }, { organisations: 2 }, { incidents: 100, organisations: 1 }])(
    '%o are too few',
    (over) => {
      expect(figureOf([count(over)], 'DENIAL_OF_NEEDS')).toMatchObject({ incidents: null, score: null });
    },
  );

  test('none and few are told alike', () => {
    expect(figureOf([], 'ACTIVE_HOSTILITIES')).toEqual(
      figureOf([count({ constraint: 'ACTIVE_HOSTILITIES', incidents: 4 })], 'ACTIVE_HOSTILITIES'),
    );
  });

  test('a total is rounded to five, and withheld when it is of few', () => {
    expect(figureOf([count({ constraint: null, incidents: 13 })], null)).toMatchObject({ incidents: 15 });
    expect(figureOf([count({ constraint: null, incidents: 4 })], null)).toMatchObject({ incidents: null });
    expect(figureOf([count({ constraint: null, organisations: 2 })], null)).toMatchObject({
      incidents: null,
      score: null,
    });
  });
});

test('one gap alone is never left: it could be reckoned from the total', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ incidents: fc.nat(20), organisations: fc.nat(6) }), {
        minLength: 9,
        maxLength: 9,
      }),
      (made) => {
        const counts = made.map((one, index) =>
          count({ ...one, constraint: ACCESS_CONSTRAINTS[index] ?? null }),
        );
        const gaps = figuresOf(counts).filter(
          ({ constraint, incidents }) => constraint !== null && incidents === null,
        );
        expect(gaps).not.toHaveLength(1);
        for (const { constraint, incidents } of figuresOf(counts)) {
          const real = counts.find((one) => one.constraint === constraint);
          if (incidents !== null && constraint !== null)
            expect([real?.incidents, (real?.organisations ?? 0) >= 3]).toEqual([incidents, true]);
        }
      },
    ),
  );
});

test.each([
  ['2026-06-01T00:00:00Z', '2026-04'],
  ['2026-05-31T23:59:59Z', '2026-04'],
  ['2026-05-30T23:59:59Z', '2026-03'],
  ['2026-01-15T00:00:00Z', '2025-11'],
])('at %s the last month that may be counted is %s', (now, month) => {
  expect(lastMonthToFreeze(new Date(now))).toBe(month);
});

describe('where one gap alone would be left', () => {
  // Not in order of size, so that the smallest is found and not the first.
  const sizes = [14, 11, 18, 9, 16, 12, 20, 17, 13];
  const all = ACCESS_CONSTRAINTS.map((constraint, index) =>
    count({ constraint, incidents: sizes[index] ?? 0 }),
  );
  const shown = (counts: IncidentCount[]) =>
    figuresOf(counts)
      .filter(({ constraint, incidents }) => constraint !== null && incidents !== null)
      .map(({ incidents }) => incidents);

  test('the smallest figure is withheld as well', () => {
    const withGap = all.filter(({ incidents }) => incidents !== 16);
    expect(shown(withGap)).toEqual([14, 11, 18, 12, 20, 17, 13]);
  });

  test('and with no gap, or more than one, nothing else is', () => {
    expect(shown(all)).toEqual(sizes);
    expect(shown(all.filter(({ incidents }) => incidents !== 16 && incidents !== 9))).toEqual([
      14, 11, 18, 12, 20, 17, 13,
    ]);
    expect(shown([])).toEqual([]);
  });

  test('a total that is not there is not told', () => {
    expect(figureOf(all, null)).toEqual({ constraint: null, incidents: null, score: null });
    expect(figureOf([count({ constraint: null, incidents: 20 })], null)).toMatchObject({ score: 1.3 });
    expect(figureOf([count({ constraint: null, incidents: 20, severity: null })], null)).toEqual({
      constraint: null,
      incidents: 20,
      score: null,
    });
  });
});
