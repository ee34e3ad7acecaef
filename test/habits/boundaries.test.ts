import { describe, expect, test } from '@jest/globals';
import { SUBGRAPHS } from '../../shared/config.ts';
import { type Source, sources } from './sources.ts';

/** Which folders a file may import from, by the first folder here that it is in. Packages are another matter. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'shared/policy/': ['shared/policy/'],
  'shared/': ['shared/'],
  ...Object.fromEntries(SUBGRAPHS.map((name) => [`subgraphs/${name}/`, ['shared/', `subgraphs/${name}/`]])),
  'gateway/': ['shared/', 'gateway/'],
  'sandbox/': ['shared/', 'gateway/', 'subgraphs/', 'run/', 'sandbox/'],
  'run/': ['shared/', 'gateway/', 'subgraphs/', 'run/', 'sandbox/'],
  'bench/': ['shared/', 'gateway/', 'subgraphs/', 'run/', 'sandbox/', 'bench/'],
  'test/': ['shared/', 'gateway/', 'subgraphs/', 'run/', 'sandbox/', 'bench/', 'test/'],
};

const byPath: ReadonlyMap<string, Source> = new Map(sources.map((source) => [source.path, source]));

describe.each(Object.entries(MAY_IMPORT))('%s', (folder, allowed) => {
  const first = (path: string) => Object.keys(MAY_IMPORT).find((one) => path.startsWith(one));
  const files = sources.filter(({ path }) => first(path) === folder);

  test(`imports of ours nothing but ${allowed.join(', ')}`, () => {
    expect(files.length).toBeGreaterThan(0);
    const crossed = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => isOurs(name) && !allowed.some((one) => name.startsWith(one)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(crossed).toEqual([]);
  });
});

test('every file of ours is in a folder whose boundary is drawn here', () => {
  const drawn = Object.keys(MAY_IMPORT);
  const outside = sources.filter(({ path }) => !drawn.some((folder) => path.startsWith(folder)));
  expect(outside.map(({ path }) => path)).toEqual([]);
});

test('the law imports no package, not even of Node', () => {
  const imported = sources
    .filter(({ path }) => path.startsWith('shared/policy/'))
    .flatMap(({ path, imports }) =>
      imports.filter((name) => !isOurs(name)).map((name) => `${path} imports ${name}`),
    );
  expect(imported).toEqual([]);
});

test('the law has no clock, no randomness and no outside world', () => {
  const impure =
    /Date\.now|new Date\(\)|Math\.random|performance\.|crypto|process\.|fetch\(|await |setTimeout|globalThis/;
  const odd = sources.filter(({ path, text }) => path.startsWith('shared/policy/') && impure.test(text));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('the gateway of Apollo, under another licence than ours, is imported in two files of the product alone', () => {
  const importers = sources.filter(({ path }) => !path.startsWith('test/'));
  const elastic = importers.filter(({ imports }) =>
    imports.some((name) => /^@apollo\/(gateway|composition|query-planner|federation-internals)/.test(name)),
  );
  expect(elastic.map(({ path }) => path).sort()).toEqual(['gateway/graphql.ts', 'gateway/supergraph.ts']);
});

test('no imports go round in a circle, those of types included', () => {
  expect(circles()).toEqual([]);
});

test('an import of ours names a file that is there', () => {
  const missing = sources.flatMap(({ path, imports }) =>
    imports
      .filter((name) => isOurs(name) && /\.tsx?$/.test(name) && !byPath.has(name))
      .map((name) => `${path} imports ${name}`),
  );
  expect(missing).toEqual([]);
});

function isOurs(name: string): boolean {
  return Object.keys(MAY_IMPORT).some((folder) => name.startsWith(`${folder.split('/')[0]}/`));
}

/** Each circle once, from one of its files back to it. */
function circles(): string[] {
  const found: string[] = [];
  const left = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const since = way.indexOf(path);
    if (since >= 0) found.push([...way.slice(since), path].join(' → '));
    if (since >= 0 || left.has(path)) return;
    for (const name of byPath.get(path)?.imports ?? []) visit(name, [...way, path]);
    left.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}
