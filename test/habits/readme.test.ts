import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectFolder } from '../../shared/project-folder.ts';
import { filesBelow } from './sources.ts';

const FOLDERS = ['gateway', 'run', 'sandbox', 'shared', 'subgraphs', 'test', 'bench'];
const files = FOLDERS.flatMap(filesBelow);
const pages = ['README.md', ...files.filter((path) => basename(path) === 'README.md')];

const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;
const ignored = read('.gitignore').split('\n');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('every path it names is there', () => {
    expect(pathsIn(text).filter((path) => !isThere(path, dirname(page)))).toEqual([]);
  });

  test('every command of npm it names is a script', () => {
    const named = [...text.matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, plain]) => run ?? plain ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('README.md draws the tree as it is', () => {
  const drawn = treeIn(read('README.md'));
  expect(drawn.length).toBeGreaterThan(10);
  expect(drawn.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
});

test('README.md names every script that somebody is to run, but those for the parts of the whole', () => {
  const told = read('README.md');
  const untold = Object.keys(scripts).filter(
    (name) => !told.includes(`npm run ${name}`) && !told.includes(`npm ${name}`),
  );
  const forOnePart = untold.filter((name) => !/^start:|^(migrate|explorer|types|lint|format)$/.test(name));
  expect(forOnePart).toEqual([]);
});

test('README.md names the licence that LICENSE is, and that package.json says', () => {
  expect(read('README.md')).toContain('Apache-2.0');
  expect(read('LICENSE')).toMatch(/Apache License\s+Version 2\.0, January 2004/);
  expect(JSON.parse(read('package.json'))).toMatchObject({ license: 'Apache-2.0' });
});

/** In backticks: what has a slash or ends as a file does. Patterns, addresses and commands are something else. */
function pathsIn(text: string): string[] {
  const spans = [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`\s]+)`/g)].map(
    ([, span]) => span ?? '',
  );
  return spans.filter(
    (span) =>
      /^[\w.@/-]+$/.test(span) &&
      !span.startsWith('/') &&
      /\/|\.(ts|json|md|graphql|yml|js)$|^LICENSE$/.test(span),
  );
}

/** From the root, from the page's own folder, or a bare name such as `entity.ts` or `migrations/`, which stands for a kind. */
function isThere(path: string, folder: string): boolean {
  if (path.startsWith('@')) return path in dependencies || path in devDependencies;
  if (ignored.includes(path) || ignored.includes(`${path}/`)) return true;
  if ([projectFolder, join(projectFolder, folder)].some((from) => existsSync(join(from, path)))) return true;
  if (/^[\w-]+\/$/.test(path)) return files.some((file) => file.includes(`/${path}`));
  return !path.includes('/') && files.some((file) => basename(file) === path || file.endsWith(`.${path}`));
}

/** The drawing in which a folder ends with a slash and what it holds stands two spaces further in. */
function treeIn(text: string): string[] {
  const drawing = /^```\n(gateway\/.*?)^```/ms.exec(text)?.[1] ?? '';
  const way: string[] = [];
  return drawing
    .split('\n')
    .filter((line) => /^ *[\w.-]+\//.test(line))
    .map((line) => {
      const depth = line.search(/\S/) / 2;
      way.splice(depth, way.length, line.trim().split(/\s/)[0] as string);
      return way.join('');
    });
}

function read(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}
