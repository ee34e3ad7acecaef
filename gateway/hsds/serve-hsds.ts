import { Readable } from 'node:stream';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../shared/caller.ts';
import type { Caller } from '../../shared/context.ts';
import { leftBy } from '../../shared/deadline.ts';
import { AccordError } from '../../shared/errors.ts';
import type { TokenVerifier } from '../../shared/identity.ts';
import type { Log } from '../../shared/log.ts';
import { spend } from '../limits/admission.ts';
import type { Budgets } from '../limits/budgets.ts';
import { pageText, refuse } from './hsds-answers.ts';
import type { HsdsDoor, ToldPage } from './hsds-door.ts';
import { type HsdsForm, type HsdsQuery, listQuery, recordForm } from './hsds-query.ts';
import { openApi } from './openapi.ts';
import { HSDS_PATHS, type HsdsPath } from './paths.ts';

export interface HsdsParts {
  readonly door: HsdsDoor;
  readonly verifier: TokenVerifier;
  readonly budgets: Budgets;
  /** What a client may spend in a minute: the most that a whole directory costs. */
  readonly quota: number;
  readonly log: Log;
}

/** What a record costs of the budget of whoever asks, in the coin of GraphQL: about one for each object in it. */
const COST: Readonly<Record<HsdsForm, number>> = { MINIMAL: 1, LIST: 3, FULL: 20, FULL_SERVICE: 200 };

/** `/hsds`: the directory for whoever speaks Open Referral HSDS 3 and not GraphQL. It is read, never written. */
export async function serveHsds(scope: FastifyInstance, parts: HsdsParts): Promise<void> {
  scope.setErrorHandler((error: FastifyError, request, reply) => {
    const isTheirs = !(error instanceof AccordError) && (error.statusCode ?? 500) < 500;
    return refuse(isTheirs ? new AccordError('VALIDATION_FAILED') : error, request, reply, parts.log);
  });
  scope.addHook('onSend', async (request, reply) => {
    const varies = new Set([
      ...String(reply.getHeader('vary') ?? '').split(/,\s*/),
      'accept-language',
      'authorization',
    ]);
    reply.header('vary', [...varies].filter(Boolean).join(', '));
    if (reply.hasHeader('cache-control')) return;
    const isPublic = request.headers.authorization === undefined && request.method !== 'POST';
    reply.header('cache-control', isPublic ? 'public, max-age=60' : 'private, no-store');
  });
  for (const base of ['/hsds', '/hsds/']) scope.get(base, async (request) => aboutThis(request));
  scope.get('/hsds/openapi.json', async () => openApi());
  for (const [name, path] of Object.entries<HsdsPath>(HSDS_PATHS)) {
    const list = (request: FastifyRequest, reply: FastifyReply) => answerList(parts, path, request, reply);
    for (const at of [`/hsds/${name}`, `/hsds/${name}/`]) {
      scope.get(at, list);
      // HSDS 3.1: the same question, kept out of addresses and logs.
      scope.post(at, list);
    }
    scope.get(`/hsds/${name}/:id`, (request, reply) => answerRecord(parts, path, request, reply));
  }
}

function aboutThis({ protocol, host }: FastifyRequest): object {
  const openapi_url = `${protocol}://${host}/hsds/openapi.json`;
  return { version: '3.1', profile: openapi_url, openapi_url };
}

async function answerList(
  parts: HsdsParts,
  path: HsdsPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = { ...(request.query as object), ...bodyOf(request) };
  const query = listQuery(path, asked);
  const spender = await spenderOf(parts, request);
  const { form, filter, perPage, page } = query;
  await spend(parts.budgets, spender, reply, 1 + perPage * COST[form]);
  const first = await parts.door.page(callerFor(request, reply), {
    ...{ of: path.entity, form, filter, perPage, page: query.isStream ? 1 : page },
  });
  if (!query.isStream) return reply.type('application/json; charset=utf-8').send(pageText(query, first));
  const rest = ((first.totalItems ?? 0) - first.records.length) * COST[form];
  // A directory of any size may be had whole; it costs no more than all that a client has in a minute.
  if (rest > 0) await spend(parts.budgets, spender, reply, Math.min(rest, parts.quota / 2));
  return reply
    .type('application/x-ndjson; charset=utf-8')
    .send(Readable.from(lines(parts, path, query, first, request, reply)));
}

/** Page behind page, each with a time of its own; a page that fails breaks the stream off, so that nobody takes it for whole. */
async function* lines(
  { door }: HsdsParts,
  { entity: of }: HsdsPath,
  { form, filter, perPage }: HsdsQuery,
  first: ToldPage,
  request: FastifyRequest,
  reply: FastifyReply,
): AsyncGenerator<string> {
  for (let told = first; ; ) {
    if (told.records.length > 0) yield told.records.map(({ json }) => `${json}\n`).join('');
    if (!told.hasNextPage) return;
    told = await door.page(callerFor(request, reply), { of, form, filter, perPage, after: told.endCursor });
  }
}

async function answerRecord(
  parts: HsdsParts,
  path: HsdsPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = recordForm(path, request.query as object);
  const { id } = request.params as { id: string };
  await spend(parts.budgets, await spenderOf(parts, request), reply, 1 + COST[form]);
  const json = await parts.door.record(callerFor(request, reply), path.entity, id, form);
  if (json === null) throw new AccordError('NOT_FOUND');
  return reply.type('application/json; charset=utf-8').send(json);
}

/** Errors: UNAUTHENTICATED, TOKEN_EXPIRED. */
async function spenderOf({ verifier }: HsdsParts, request: FastifyRequest): Promise<string> {
  const viewer = await verifier.verify(request.headers.authorization ?? null);
  return viewer ? `client ${viewer.clientId}` : `address ${request.ip}`;
}

function callerFor(request: FastifyRequest, reply: FastifyReply): Caller {
  const { purpose: _purpose, ...caller } = callerOf(request.headers, request.id, 'hsds', leftBy(reply.raw));
  return { ...caller, purpose: null, idempotencyKey: null };
}

function bodyOf({ body }: FastifyRequest): object {
  if (body == null) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AccordError('VALIDATION_FAILED', { field: 'body', says: 'A JSON object of parameters.' });
  return body;
}
