import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Rule } from '../../shared/policy/rule.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { casesOf } from '../policy/cases.ts';

const policyFolder = join(projectFolder, 'shared/policy');
const casesFolder = join(projectFolder, 'test/policy/cases');

/** The rule lists that the law exports, by name and file: two may have the same name. */
const lists = new Map<string, readonly Rule<never>[]>();
for (const file of readdirSync(policyFolder).filter((name) => name.endsWith('.ts'))) {
  const exported = (await import(join(policyFolder, file))) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported))
    if (isRuleList(value)) lists.set(`${name} of ${file}`, value);
}

const decisions = readdirSync(casesFolder);
const cases = decisions.flatMap((decision) => casesOf(decision));

test('every rule stands in a list that is found here', () => {
  const written = readdirSync(policyFolder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(policyFolder, file), 'utf8').matchAll(/^ +id: '([a-z0-9-]+)',$/gm),
    ])
    .map(([, id]) => id);
  const listed = new Set([...lists.values()].flat().map(({ id }) => id));
  expect(listed).toContain('firewall');
  // `granted` is no rule of its own: it is spoken where a list of grants is empty.
  expect(written.filter((id) => id !== 'granted' && !listed.has(id as string))).toEqual([]);
});

describe.each([...lists])('%s', (_name, rules) => {
  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s has a case that allows and a case that denies',
    (id) => {
      const sides = new Set(cases.filter(({ rule }) => rule === id).map(({ side }) => side));
      expect([...sides].sort()).toEqual(['ALLOW', 'DENY']);
    },
  );
});

test('no two rules share an id', () => {
  const owners = new Map<string, Set<object>>();
  for (const rule of [...lists.values()].flat()) {
    owners.set(rule.id, (owners.get(rule.id) ?? new Set<object>()).add(rule));
  }
  const shared = [...owners].filter(([, rules]) => rules.size > 1).map(([id]) => id);
  expect(shared).toEqual([]);
});

test('every rule says what must be true in one sentence, and who says so', () => {
  const odd = [...lists.values()]
    .flat()
    .filter(({ says, source }) => !/^[A-Z].*\.$/.test(says) || source.trim() === '');
  expect(odd.map(({ id }) => id)).toEqual([]);
});

test('every rule stands in the page beside the law', () => {
  const page = readFileSync(join(policyFolder, 'README.md'), 'utf8');
  const missing = [...lists.values()].flat().filter(({ id }) => !page.includes(`| \`${id}\``));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

test('every folder of cases is run', () => {
  const tests = readdirSync(join(projectFolder, 'test/policy'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(projectFolder, 'test/policy', file), 'utf8'))
    .join('\n');
  expect(decisions.filter((decision) => !tests.includes(`'${decision}'`))).toEqual([]);
});

function isRuleList(value: unknown): value is readonly Rule<never>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one?.id === 'string' && typeof one?.holds === 'function')
  );
}
