import { describe, expect, test } from '@jest/globals';
import { isChild } from '../../shared/policy/childhood.ts';

const now = new Date('2026-06-15T12:00:00Z');

/** [birth date, age band, is a child] */
type Told = readonly [birthDate: string | null, ageBand: string | null, expected: boolean];

describe('the age band says who is a child', () => {
  test.each<Told>([
    [null, 'AGE_0_4', true],
    [null, 'AGE_5_11', true],
    [null, 'AGE_12_17', true],
    [null, 'AGE_18_59', false],
    [null, 'AGE_60_PLUS', false],
  ])('%s, %s: %s', (birthDate, ageBand, expected) => {
    expect(isChild({ birthDate, ageBand, now })).toBe(expected);
  });
});

describe('the birth date says it better', () => {
  test.each<Told>([
    ['2008-06-16', null, true],
    ['2008-06-15', null, false],
    ['2008-06-15', 'AGE_12_17', false],
    ['2010-01-01', 'AGE_18_59', true],
    ['1980-05-05', 'AGE_5_11', false],
    ['2027-01-01', null, true],
    ['2008-07', null, true],
    ['2008-05', null, false],
  ])('%s, %s: %s', (birthDate, ageBand, expected) => {
    expect(isChild({ birthDate, ageBand, now })).toBe(expected);
  });
});

describe('a year or a month alone may leave it open', () => {
  test.each<Told>([
    ['2007', null, false],
    ['2009', null, true],
    ['2008', null, true],
    ['2008', 'UNKNOWN', true],
    ['2008', 'AGE_12_17', true],
    ['2008', 'AGE_18_59', false],
    ['2008-06', null, true],
    ['2008-06', 'AGE_60_PLUS', false],
  ])('%s, %s: %s', (birthDate, ageBand, expected) => {
    expect(isChild({ birthDate, ageBand, now })).toBe(expected);
  });
});

describe('where nothing is recorded nothing is supposed', () => {
  test.each<Told>([
    [null, null, false],
    [null, 'UNKNOWN', false],
    ['about ten', null, false],
    ['2010-13-01', 'AGE_5_11', true],
    ['12.5.2010', 'AGE_18_59', false],
  ])('%s, %s: %s', (birthDate, ageBand, expected) => {
    expect(isChild({ birthDate, ageBand, now })).toBe(expected);
  });
});

test.each([
  ['on the first moment of the eighteenth birthday', '2008-06-15', null, '2026-06-15T00:00:00Z', false],
  ['and not the moment before', '2008-06-15', null, '2026-06-14T23:59:59.999Z', true],
  ['of a year alone, on its first day, the band decides', '2008', 'AGE_18_59', '2026-01-01T00:00:00Z', false],
  ['of a month alone, when its last day is over', '2008-06', null, '2026-07-01T00:00:00Z', false],
  ['what only begins as a date is none', '2010-01-01 or so', 'AGE_18_59', '2026-06-15T00:00:00Z', false],
  ['a month that is none is no date', '2010-13-01', null, '2026-06-15T00:00:00Z', false],
] as const)('eighteen years are over %s', (_when, birthDate, ageBand, moment, expected) => {
  expect(isChild({ birthDate, ageBand, now: new Date(moment) })).toBe(expected);
});
