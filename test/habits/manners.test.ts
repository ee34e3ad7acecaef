import { describe, expect, test } from '@jest/globals';
import { sources } from './sources.ts';

const ours = sources.filter(({ path }) => !path.startsWith('test/'));

/** Words that say nothing of what a thing is. */
const EMPTY = [
  ...['util', 'utils', 'utility', 'utilities', 'helper', 'helpers', 'common', 'misc', 'manager', 'data'],
  ...['info', 'handle', 'handler', 'process', 'processor'],
];
/** Names that others gave, in which such a word stands. */
const GIVEN_BY_OTHERS: Readonly<Record<string, string>> = {
  DataCategory: 'the law, section 1',
  PageInfo: 'GraphQL Cursor Connections Specification',
  DataSource: 'Apollo and TypeORM',
};

test('a file is named in kebab-case, its kind behind a dot', () => {
  const odd = sources.filter(
    ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''),
  );
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('no file and no exported name says a word that says nothing', () => {
  const empty = sources.flatMap(({ path, exported }) =>
    [path, ...exported]
      .filter((name) => wordsOf(name).some((word) => EMPTY.includes(word)))
      .map((name) => `${path}: ${name}`),
  );
  expect(empty).toEqual([]);
});

test('nothing is exported by default but to a tool that asks for it, and no file passes on another’s names', () => {
  const odd = sources.filter(
    ({ path, exported }) =>
      exported.includes('*') || (exported.includes('default') && !path.endsWith('.config.ts')),
  );
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('nothing is `any`, and no rule of the tools is silenced', () => {
  const silenced = /@ts-(?:ignore|expect-error|nocheck)|biome[-]ignore|eslint[-]disable|istanbul[ ]ignore/;
  const odd = sources.filter(({ text, saysAny }) => saysAny || silenced.test(text));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

describe('sizes', () => {
  test('a file has fewer than 300 lines', () => {
    const long = ours.filter(({ lines }) => lines >= 300);
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  test('half of the files have at most 75 lines; about 60 is meant', () => {
    const sorted = ours.map(({ lines }) => lines).sort((one, other) => one - other);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(75);
  });

  // A migration is one piece of SQL, told in the order in which it must run.
  test('a function fits on a screen of 60 lines, unless it is a migration', () => {
    const long = ours
      .filter(({ path }) => !path.includes('/migrations/'))
      .flatMap(({ path, functions }) =>
        functions.filter(({ lines }) => lines > 60).map(({ name, lines }) => `${path}: ${name}, ${lines}`),
      );
    expect(long).toEqual([]);
  });
});

/** `DataCategory` and `DATA_CATEGORIES`, `kebab-case.ts` and `camelCase`, in lower case and without what others named. */
function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .join(' ')
    .replace('categories', 'category');
  const given = Object.keys(GIVEN_BY_OTHERS).map((one) => one.replace(/(?<=.)([A-Z])/g, ' $1').toLowerCase());
  return given.reduce((left, phrase) => left.replace(phrase, ''), words).split(' ');
}
