import { expect, test } from '@jest/globals';
import { isAssured, isStale } from '../../shared/policy/service-offer.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const DAY = 86_400_000;

test.each([
  ['90 days ago', 90 * DAY, false, true],
  ['just over 90 days ago', 90 * DAY + 1, true, true],
  ['180 days ago', 180 * DAY, true, true],
  ['just over 180 days ago', 180 * DAY + 1, true, false],
])('a service assured %s: stale after 90 days, no target after 180', (_, age, stale, assured) => {
  const assuredAt = new Date(+NOW - age);
  expect([isStale(assuredAt, NOW), isAssured(assuredAt, NOW)]).toEqual([stale, assured]);
});

test('a service never assured is stale and no referral target', () => {
  expect([isStale(null, NOW), isAssured(null, NOW)]).toEqual([true, false]);
});
