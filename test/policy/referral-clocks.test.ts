import { describe, expect, test } from '@jest/globals';
import { type AgreementClock, agreedClocks } from '../../shared/policy/referral-clocks.ts';
import { deadlinesOf } from '../../shared/policy/referral-life.ts';

const HOUR = 3_600_000;
const sentAt = new Date('2026-06-01T00:00:00Z');
const clock = (urgency: AgreementClock['urgency'], acknowledgeHours: number, actHours: number) => ({
  urgency,
  acknowledgeHours,
  actHours,
});

function hours(clocks: readonly AgreementClock[], urgency: AgreementClock['urgency']) {
  const { acknowledgeBy, actBy, expiresAt } = deadlinesOf(sentAt, urgency, agreedClocks(urgency, clocks));
  return [acknowledgeBy, actBy, expiresAt].map((moment) => (moment.getTime() - sentAt.getTime()) / HOUR);
}

describe('the clocks of an agreement', () => {
  test('stand in place of the law’s for their own urgency alone', () => {
    const own = [clock('URGENT', 2, 12)];
    expect(hours(own, 'URGENT')).toEqual([2, 12, 24]);
    expect(hours(own, 'EMERGENCY')).toEqual([4, 24, 48]);
    expect(hours(own, 'NORMAL')).toEqual([72, 336, 672]);
  });

  test('may be slower than the law’s', () => {
    expect(hours([clock('NORMAL', 100, 2160)], 'NORMAL')).toEqual([100, 2160, 4320]);
  });

  test('are the shortest, each for itself, where several agreements set one', () => {
    expect(hours([clock('NORMAL', 10, 100), clock('NORMAL', 20, 50)], 'NORMAL')).toEqual([10, 50, 100]);
  });

  test('are the law’s where no agreement sets one', () => {
    expect(hours([], 'EMERGENCY')).toEqual([4, 24, 48]);
  });
});
