import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccordError, type ErrorCode } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { spokenError } from '../errors.ts';
import type { ToldPage } from './hsds-door.ts';
import type { HsdsQuery } from './hsds-query.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  SCOPE_MISSING: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  SUBGRAPH_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The envelope of a list, as HSDS has it, around records that are JSON already. */
export function pageText({ page, perPage }: HsdsQuery, { totalItems, records }: ToldPage): string {
  const total = totalItems ?? 0;
  const pages = Math.ceil(total / perPage);
  const envelope = {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: records.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: records.length === 0,
  };
  return `${JSON.stringify(envelope).slice(0, -1)},"contents":[${records.map(({ json }) => json).join(',')}]}`;
}

/** The one shape in which Accord refuses, with the parameter at fault and a sentence of our own about it. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const known = error instanceof AccordError ? error : new AccordError('INTERNAL');
  const status = STATUS[known.code] ?? 400;
  if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request for HSDS failed');
  const { extensions, ...spoken } = spokenError(
    { message: '', extensions: { code: known.code } },
    request.id,
    false,
  );
  const { field: parameter, says } = known.detail;
  const told = parameter === undefined ? {} : { parameter: parameter.slice(0, 100), says };
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({ errors: [{ ...spoken, extensions: { ...extensions, ...told } }] });
}
