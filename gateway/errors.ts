import type { GraphQLFormattedError } from 'graphql';
import { docUrlOf, ERRORS, type ErrorCode } from '../shared/errors.ts';

/** Apollo's own codes, spoken in ours. Every code that is in neither list is INTERNAL. */
const APOLLO_CODES: ReadonlyMap<string, ErrorCode> = new Map([
  ['GRAPHQL_PARSE_FAILED', 'VALIDATION_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'VALIDATION_FAILED'],
  ['BAD_USER_INPUT', 'VALIDATION_FAILED'],
  ['BAD_REQUEST', 'VALIDATION_FAILED'],
  ['OPERATION_RESOLUTION_FAILURE', 'VALIDATION_FAILED'],
  ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_REQUIRED'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_REQUIRED'],
]);

/**
 * Sentences about the client's own document that name nothing but the public schema. Others of the same code quote
 * what was written in the document, and a value typed there may be about a person.
 */
const HARMLESS = [
  /^Cannot query field "\w+" on type "\w+"\./,
  /^Unknown (type|fragment|directive) "@?\w+"\./,
  /^Unknown argument "\w+" on field "[\w.]+"\./,
  /^Field "[\w.]+"( argument "\w+")? of (required )?type ".+" (must have a selection of subfields|is required|was not provided)/,
  /^Field "[\w.]+" is not defined by type "\w+"\./,
  /^Variable "\$\w+" is (not defined|never used)/,
];

/**
 * What a client may hear. Gateway and subgraphs pass messages and extensions on, in production too; so an error is
 * made anew from the catalogue, and nothing of the old one is kept but its path and the places in the client's text.
 */
export function spokenError(
  formatted: GraphQLFormattedError,
  requestId: string,
  explain: boolean,
  /** A sentence about a code that the schema does not know; null: the message is about something else. */
  nearest: (message: string) => string | null = () => null,
): GraphQLFormattedError {
  const code = codeOf(String(formatted.extensions?.['code'] ?? ''));
  const error: { -readonly [Key in keyof GraphQLFormattedError]: GraphQLFormattedError[Key] } = {
    message:
      (explain && (harmlessSentence(formatted.message) ?? nearest(formatted.message))) ||
      ERRORS[code].message,
    extensions: { code, requestId, docUrl: docUrlOf(code), retryable: ERRORS[code].retryable },
  };
  if (formatted.path) error.path = formatted.path;
  if (formatted.locations) error.locations = formatted.locations;
  return error;
}

function harmlessSentence(message: string): string | null {
  for (const pattern of HARMLESS) {
    const sentence = pattern.exec(message)?.[0];
    if (sentence) return sentence;
  }
  return null;
}

function codeOf(given: string): ErrorCode {
  if (Object.hasOwn(ERRORS, given)) return given as ErrorCode;
  return APOLLO_CODES.get(given) ?? 'INTERNAL';
}
