import { expect, test } from '@jest/globals';
import { monthsAround } from '../../shared/policy/incident-likeness.ts';

test.each([
  ['in the middle of a month that month', '2026-03-15', ['2026-03']],
  ['three days into a month the one before as well', '2026-03-03', ['2026-02', '2026-03']],
  ['four days into a month that month', '2026-03-04', ['2026-03']],
  ['three days before its end the next as well', '2026-03-29', ['2026-03', '2026-04']],
  ['four days before its end that month', '2026-03-28', ['2026-03']],
  ['over the end of a year', '2026-12-31', ['2026-12', '2027-01']],
])('tellings of one incident are compared with %s', (_which, occurredOn, months) => {
  expect(monthsAround(occurredOn)).toEqual(months);
});
