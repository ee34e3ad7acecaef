/**
 * Every error Accord can answer with: its code, its public sentence, and whether the same request may succeed later.
 * This one catalogue feeds the GraphQL enum, the page behind `docUrl` and the tests. A sentence here is constant:
 * nothing from a request, a row or an exception is ever put into it.
 */
export const ERRORS = {
  UNAUTHENTICATED: { message: 'A valid access token is required.', retryable: false },
  TOKEN_EXPIRED: { message: 'The access token has expired.', retryable: true },
  SCOPE_MISSING: { message: 'The token or the role does not allow this.', retryable: false },
  PURPOSE_REQUIRED: {
    message: 'Declare the purpose of this request in the Purpose-Of-Use header.',
    retryable: false,
  },
  PURPOSE_PROHIBITED: {
    message: 'The declared purpose is prohibited, unknown, or not registered for this client.',
    retryable: false,
  },
  NOT_FOUND: { message: 'Not found.', retryable: false },
  VALIDATION_FAILED: { message: 'The request is not valid.', retryable: false },
  ILLEGAL_TRANSITION: { message: 'This step is not possible from the present state.', retryable: false },
  VERSION_CONFLICT: { message: 'The record has moved since it was read.', retryable: false },
  IDEMPOTENCY_KEY_REUSED: {
    message: 'This idempotency key was used with another input.',
    retryable: false,
  },
  AGREEMENT_INACTIVE: { message: 'No active agreement covers this.', retryable: false },
  CONSENT_REQUIRED: { message: 'No consent in force covers this.', retryable: false },
  RULE_BROKEN: { message: 'A rule of the law forbids this.', retryable: false },
  PAGE_SIZE_REQUIRED: { message: 'A list needs first or last, between 1 and 100.', retryable: false },
  QUERY_TOO_COMPLEX: { message: 'The query is too complex.', retryable: false },
  QUERY_TOO_COSTLY: { message: 'The query costs too much.', retryable: false },
  RATE_LIMITED: { message: 'Too many requests.', retryable: true },
  PERSISTED_QUERY_REQUIRED: { message: 'Only registered operations are accepted.', retryable: false },
  LEDGER_UNAVAILABLE: {
    message: 'The disclosure ledger cannot be written; data about persons is withheld.',
    retryable: true,
  },
  SUBGRAPH_UNAVAILABLE: { message: 'A part of the service is not available.', retryable: true },
  INTERNAL: { message: 'Something went wrong.', retryable: true },
} as const satisfies Record<string, { message: string; retryable: boolean }>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** What may be said beyond the code. `rule` and `possible` come from the law's own tables, never from a request. */
export interface ErrorDetail {
  /** Path of the input field at fault, such as `input.opensAt`. */
  readonly field?: string;
  /** The id of the broken rule (RULE_BROKEN). */
  readonly rule?: string;
  /** A sentence written in our code, shown in `userErrors` in place of the constant one. */
  readonly says?: string;
  /** The present state and what is possible from it (ILLEGAL_TRANSITION). */
  readonly state?: string;
  readonly possible?: readonly string[];
  /** For the log alone. */
  readonly cause?: unknown;
}

/** The only error whose code may reach a client. Anything else is spoken as INTERNAL. */
export class AccordError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(ERRORS[code].message, { cause: detail.cause });
    this.name = 'AccordError';
    this.code = code;
    this.detail = detail;
  }
}

/** Where the sentence about a code stands on the instance itself. */
export function docUrlOf(code: ErrorCode): string {
  return `/errors#${code}`;
}
