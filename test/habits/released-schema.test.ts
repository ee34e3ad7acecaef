import { readFileSync } from 'node:fs';
import { CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import {
  apiSchemaOf,
  committedSupergraph,
  compositionHints,
  releasedSchemaPath,
  subgraphSchemaPath,
} from '../../gateway/supergraph.ts';

const released = buildSchema(readFileSync(releasedSchemaPath, 'utf8'));
const present = buildSchema(apiSchemaOf(committedSupergraph()));

/** What would break a client that was written for `before`. A field that was deprecated in a release may go in the next. */
async function broken(before: GraphQLSchema, after: GraphQLSchema): Promise<string[]> {
  const changes = await diff(before, after, [DiffRule.suppressRemovalOfDeprecatedField]);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

/** Where it is meant: `npm run schema -- --release`, and the clients are told. */
test('nothing that the last release gave its clients has been taken from them', async () => {
  expect(await broken(released, present)).toEqual([]);
});

describe('what that notices', () => {
  const BEFORE = `
    type Query { service(id: ID): Service  list(first: Int): [Service]  old: Int @deprecated }
    type Service { id: ID!  kind: Kind! }  enum Kind { FOOD HEALTH }  input Filter { text: String }
    type Mutation { find(filter: Filter): Service }`;

  test.each([
    ['a field is gone', 'list(first: Int): [Service]', ''],
    ['an argument is gone', '(first: Int)', ''],
    ['an argument has become required', '(id: ID)', '(id: ID!)'],
    ['a field may be null that was not', 'id: ID!', 'id: ID'],
    ['a field is of another type', 'kind: Kind!', 'kind: String!'],
    ['a value of an enum is gone', 'FOOD HEALTH', 'FOOD'],
    ['an input has a field that must be given', 'text: String', 'text: String  more: String!'],
    ['a type is gone', 'type Mutation { find(filter: Filter): Service }', ''],
  ])('%s', async (_what, from, to) => {
    expect(BEFORE).toContain(from);
    expect(await broken(buildSchema(BEFORE), buildSchema(BEFORE.replace(from, to)))).not.toEqual([]);
  });

  test.each([
    ['a field is new', 'id: ID!', 'id: ID!  name: String'],
    ['a value is new', 'FOOD HEALTH', 'FOOD HEALTH SHELTER'],
    ['a field that was deprecated is gone', 'old: Int @deprecated', ''],
  ])('and lets pass: %s', async (_what, from, to) => {
    expect(await broken(buildSchema(BEFORE), buildSchema(BEFORE.replace(from, to)))).toEqual([]);
  });
});

test('the four schemas agree wherever they speak of one type: composition has nothing to remark', () => {
  expect(compositionHints()).toEqual([]);
});

test('and it would be heard: a part that describes a type in other words is remarked upon', () => {
  const hints = compositionHints((name) => {
    const sdl = readFileSync(subgraphSchemaPath(name), 'utf8');
    return parse(
      name === 'access'
        ? sdl
            .replace(/type PageInfo/, '"Otherwise." type PageInfo')
            .replace(/"""[^"]*"""\s*(?="Otherwise)/, '')
        : sdl,
    );
  });
  expect(hints).toEqual([expect.stringContaining('INCONSISTENT_DESCRIPTION')]);
});
