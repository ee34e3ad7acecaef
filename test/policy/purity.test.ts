import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const folder = join(import.meta.dirname, '../../shared/policy');
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8');

  test('imports nothing from outside the law', () => {
    const imported = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(([, path]) => path ?? '');
    expect(imported.filter((path) => !/^\.\/[a-z-]+\.ts$/.test(path))).toEqual([]);
  });

  test('has no clock, no randomness and no outside world', () => {
    const impure =
      /Date\.now|new Date\(\)|Math\.random|crypto|process\.|fetch\(|await |setTimeout|globalThis/;
    expect(text).not.toMatch(impure);
  });
});

test('the rules are numbered and sourced in the README beside them', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const ids = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2,4}id: '([a-z0-9-]+)',$/gm)].map(
      ([, id]) => id ?? '',
    ),
  );
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => id !== 'granted' && !readme.includes(`\`${id}\``))).toEqual([]);
});
