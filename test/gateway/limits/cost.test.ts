import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { operationOf } from '../../../gateway/limits/admitted-documents.ts';
import { costOf } from '../../../gateway/limits/cost.ts';
import { weightsOf } from '../../../gateway/limits/weights.ts';
import { committedSupergraph } from '../../../gateway/supergraph.ts';

const weights = weightsOf(committedSupergraph());

describe('what an operation costs', () => {
  test.each([
    ['a scalar costs nothing', '{ me { clientId role } }', 1],
    ['a list is as many objects as its page is long', '{ organisations(first: 7) { nodes { id } } }', 1 + 7],
    [
      'edges and nodes both count',
      '{ organisations(first: 7) { edges { node { id } } nodes { id } } }',
      1 + 7 * 2 + 7,
    ],
    [
      'lists within lists multiply',
      '{ organisations(last: 10) { nodes { services(first: 10) { nodes { id } } } } }',
      1 + 10 * (1 + 1 + 10),
    ],
    [
      'a category of a person costs more than an object',
      '{ referrals(box: INBOX, first: 10) { nodes { person { identity { name } } } } }',
      1 + 10 * (1 + 1 + (2 + 1)),
    ],
    [
      'a change costs ten',
      'mutation { closeService(input: { id: "x", expectedVersion: 1 }) { service { id } } }',
      10 + 1 + 1,
    ],
    [
      'a fragment costs what it says, each time',
      '{ a: organisations(first: 3) { ...F } b: organisations(first: 5) { ...F } } fragment F on OrganisationConnection { nodes { id } }',
      1 + 3 + 1 + 5,
    ],
    ['an inline fragment is transparent', '{ organisations(first: 3) { ... { nodes { id } } } }', 1 + 3],
    ['a default sizes the page', 'query ($n: Int = 9) { organisations(first: $n) { nodes { id } } }', 1 + 9],
  ])('%s', (_rule, query, cost) => {
    expect(costed(query)).toBe(cost);
  });

  test('a variable sizes the page', () => {
    const query = 'query ($n: Int) { organisations(first: $n) { nodes { id } } }';
    expect(costed(query, { n: 42 })).toBe(43);
  });

  test.each([
    ['no size', '{ organisations { nodes { id } } }', {}],
    ['two sizes', '{ organisations(first: 1, last: 1) { nodes { id } } }', {}],
    ['none at all', '{ organisations(first: 0) { nodes { id } } }', {}],
    ['more than a hundred', '{ organisations(first: 101) { nodes { id } } }', {}],
    ['a variable that is not given', 'query ($n: Int) { organisations(first: $n) { nodes { id } } }', {}],
    [
      'a variable that is null',
      'query ($n: Int = 5) { organisations(first: $n) { nodes { id } } }',
      { n: null },
    ],
    [
      'a variable that is no number',
      'query ($n: Int) { organisations(first: $n) { nodes { id } } }',
      { n: '5' },
    ],
    ['a variable too large', 'query ($n: Int) { organisations(first: $n) { nodes { id } } }', { n: 1e9 }],
    [
      'a list inside, without a size',
      '{ organisations(first: 1) { nodes { services { nodes { id } } } } }',
      {},
    ],
  ])('a list with %s is refused before it is planned', (_what, query, variables) => {
    expect(() => costed(query, variables)).toThrow(expect.objectContaining({ code: 'PAGE_SIZE_REQUIRED' }));
  });
});

function costed(query: string, variables = {}): number {
  const document = parse(query);
  const operation = operationOf(document, null);
  if (!operation) throw new Error('No operation.');
  return costOf(document, operation, variables, weights);
}
