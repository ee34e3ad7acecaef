import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../shared/canonical.ts';

describe('canonical JSON', () => {
  test('is written as in the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]'),
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('has its names in the order of RFC 8785, section 3.2.3: by UTF-16 code units', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonical(Object.fromEntries(names.map((name) => [name, 0])));
    const written = text.match(/"(?:[^"\\]|\\.)*"/g)?.map((name) => JSON.parse(name));
    expect(written).toEqual(['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  test('is the same whatever the order in which names were written, and means what it meant', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = canonical(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonical(reversed(value))).toBe(text);
      }),
    );
  });

  test.each([
    ['nothing', undefined],
    ['no number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['half of a character', '\ud83d'],
    ['half of a character as a name', { '\ude00': 1 }],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['a large integer', 1n],
    ['a member that is nothing', { a: undefined }],
  ])('%s has none', (_what, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
