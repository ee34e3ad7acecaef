import { expect, test } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import { committedSupergraph } from '../../gateway/supergraph.ts';
import { AccordError, ERROR_CODES, ERRORS } from '../../shared/errors.ts';
import { sources } from './sources.ts';

/** The codes that clients were promised. A new one is a promise as well: it is added here by hand. */
const CODES = [
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'SCOPE_MISSING',
  'PURPOSE_REQUIRED',
  'PURPOSE_PROHIBITED',
  'NOT_FOUND',
  'VALIDATION_FAILED',
  'ILLEGAL_TRANSITION',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSED',
  'AGREEMENT_INACTIVE',
  'CONSENT_REQUIRED',
  'RULE_BROKEN',
  'PAGE_SIZE_REQUIRED',
  'QUERY_TOO_COMPLEX',
  'QUERY_TOO_COSTLY',
  'RATE_LIMITED',
  'PERSISTED_QUERY_REQUIRED',
  'LEDGER_UNAVAILABLE',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL',
];

test('the catalogue has the promised codes and no other', () => {
  expect(ERROR_CODES).toEqual(CODES);
});

test('the enum of the public schema is the catalogue', () => {
  const type = buildSchema(committedSupergraph(), { assumeValidSDL: true }).getType('ErrorCode');
  const names = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
  expect(names.sort()).toEqual([...CODES].sort());
});

test.each(ERROR_CODES)('%s always says the same sentence, whatever is known of the case', (code) => {
  const detail = {
    field: 'input.x',
    rule: 'x',
    says: 'x',
    state: 'x',
    possible: ['x'],
    cause: new Error('x'),
  };
  expect(new AccordError(code, detail).message).toBe(ERRORS[code].message);
  expect(ERRORS[code].message).toMatch(/^[A-Z][^{}$<>]*\.$/);
});

test('every code that the code speaks of is in the catalogue', () => {
  const spoken = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/new AccordError\(\s*'(\w+)'/g)].map(([, code]) => ({ path, code: code ?? '' })),
  );
  expect(spoken.length).toBeGreaterThan(20);
  expect(spoken.filter(({ code }) => !CODES.includes(code))).toEqual([]);
});
