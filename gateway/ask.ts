import type { Caller } from '../shared/context.ts';
import { AccordError, ERROR_CODES, type ErrorCode } from '../shared/errors.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** Whoever opens a page: it carries no token of an organisation. `language` is BCP 47. */
export function nobody(requestId: string, language = ''): Caller {
  return { authorization: null, purpose: null, operationHash: '', idempotencyKey: null, requestId, language };
}

/**
 * What a page asks one subgraph, through the gateway's own source, in this process or over HTTP, without the planner. What a
 * page was shown, such as the token of a link, goes as a variable and is in no text that anybody counts or keeps.
 * Errors: whatever the subgraph says, by its code.
 */
export async function ask<Content>(
  source: SubgraphSource,
  caller: Caller,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Content> {
  const { data, errors } = await source.fetch({ query, variables }, caller);
  const [error] = errors ?? [];
  if (error) throw new AccordError(codeOf(error.extensions?.['code']));
  return data as Content;
}

export function codeOf(code: unknown): ErrorCode {
  return ERROR_CODES.find((one) => one === code) ?? 'INTERNAL';
}
