import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../../shared/context.ts';
import { AccordError, type ErrorCode } from '../../shared/errors.ts';
import type { TokenVerifier } from '../../shared/identity.ts';
import type { Log } from '../../shared/log.ts';
import { spokenError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { type AdmittedDocument, type AdmittedDocuments, operationOf } from './admitted-documents.ts';
import type { Balance, Budgets } from './budgets.ts';
import { costOf } from './cost.ts';
import { BUDGET_SECONDS, LIMITS } from './limits.ts';
import { documentIdOf, type Question, questionOf, variablesOf } from './question.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import type { Weights } from './weights.ts';

/** What an operation was found to cost before it was planned. */
export interface Cost {
  readonly estimated: number;
  readonly limit: number;
}

/** What operations are measured by: it follows from the schema. */
export interface Measures {
  readonly documents: AdmittedDocuments;
  readonly trusted: TrustedDocuments;
  readonly weights: Weights;
}

export interface AdmissionParts {
  /** Those of the schema that this request is asked of. */
  measures(request: FastifyRequest): Measures;
  readonly budgets: Budgets;
  readonly verifier: TokenVerifier;
  /** Whether anybody may read the schema; otherwise a token with the scope `schema:read`. */
  readonly openSchema: boolean;
  readonly metrics: Pick<Metrics, 'noteOperation'>;
  readonly log: Log;
}

const costs = new WeakMap<FastifyRequest, Cost>();

/** Undefined for a request that never came to be counted. */
export function costOfRequest(request: FastifyRequest): Cost | undefined {
  return costs.get(request);
}

const STATUS: Partial<Record<ErrorCode, number>> = { RATE_LIMITED: 429, SCOPE_MISSING: 403 };

/**
 * Everything that is refused before a plan is made for it, in the order of what it costs to find out: the length of the
 * text, its tokens, its shape, whether it is a trusted one, its pages, its cost, and the budget of whoever asks. What is left
 * is asked in one text for all ways of writing it.
 */
export function admitOperations(app: FastifyInstance, parts: AdmissionParts): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    const question = questionOf(request);
    if (!question) return;
    try {
      await admit(parts, question, request, reply);
    } catch (error) {
      if (!(error instanceof AccordError)) throw error;
      const code = error.code;
      const spoken = spokenError({ message: '', extensions: { code } }, request.id, false);
      return reply.code(STATUS[code] ?? 400).send({ errors: [spoken] });
    }
  });
}

/** What is not valid goes on to be told so: it is never planned. */
async function admit(
  parts: AdmissionParts,
  question: Question,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { documents, trusted, weights } = parts.measures(request);
  // A token that is none is refused in the next step, in its own words.
  const viewer = await parts.verifier.verify(request.headers.authorization ?? null).catch(() => null);
  const text = textOf(trusted, question, viewer);
  if (text === null) return;
  const admitted = documents.admit(text);
  checkTrusted(trusted, parts.log, admitted, viewer, request.id);
  if (!admitted?.isValid) return;
  question.query = admitted.text;
  const operation = operationOf(admitted.document, question.operationName as string | undefined);
  // Which of its operations is meant, nobody can say: neither its cost nor whose budget it is to be taken from.
  if (!operation) throw new AccordError('VALIDATION_FAILED');
  if (admitted.readsSchema && !parts.openSchema && !viewer?.scopes.includes('schema:read'))
    throw new AccordError('SCOPE_MISSING');
  const estimated = costOf(admitted.document, operation, variablesOf(question), weights);
  costs.set(request, { estimated, limit: LIMITS.cost });
  reply.header('x-query-cost', String(estimated));
  if (estimated > LIMITS.cost) throw new AccordError('QUERY_TOO_COSTLY');
  parts.metrics.noteOperation(request, {
    client: viewer?.clientId ?? null,
    kind: operation.operation,
    cost: estimated,
  });
  const spender = viewer ? `client ${viewer.clientId}` : `address ${request.ip}`;
  await spend(parts.budgets, spender, reply, 1 + estimated);
}

/** Errors: PERSISTED_QUERY_REQUIRED for an id that no list holds. */
function textOf(trusted: TrustedDocuments, question: Question, viewer: Viewer | null): string | null {
  if (typeof question.query === 'string') return question.query;
  const id = documentIdOf(question);
  if (id === null) return null;
  const text = trusted.textOf(viewer?.clientId ?? null, id);
  if (text === null) throw new AccordError('PERSISTED_QUERY_REQUIRED');
  // Found here; Apollo's server, which keeps no list, must not look for it again.
  delete question.extensions;
  return text;
}

function checkTrusted(
  trusted: TrustedDocuments,
  log: Log,
  admitted: AdmittedDocument | null,
  viewer: Viewer | null,
  requestId: string,
): void {
  if (trusted.mode === 'off') return;
  if (admitted?.isValid && trusted.has(viewer?.clientId ?? null, admitted.text)) return;
  if (trusted.mode === 'enforce') throw new AccordError('PERSISTED_QUERY_REQUIRED');
  log.warn(
    { requestId, client: viewer?.clientId ?? null },
    'an operation is on no list of trusted documents',
  );
}

/** Takes a cost from the budget of whoever asks, and tells what is left. Errors: RATE_LIMITED. */
export async function spend(
  budgets: Budgets,
  spender: string,
  reply: FastifyReply,
  cost: number,
): Promise<void> {
  const balance = await budgets.take(spender, cost);
  tellBalance(reply, balance);
  if (balance.isEnough) return;
  reply.header('retry-after', String(balance.resetSeconds));
  throw new AccordError('RATE_LIMITED');
}

/**
 * As the IETF's draft of the `RateLimit` fields has it; the unit is the cost of an operation. What is left is told when it is
 * little: until then two answers about nothing are the same to the byte.
 */
function tellBalance(reply: FastifyReply, { quota, left, resetSeconds }: Balance): void {
  reply.header('ratelimit-policy', `"cost";q=${quota};w=${BUDGET_SECONDS}`);
  if (left >= quota / 4) return;
  reply.header('ratelimit', `"cost";r=${left};t=${resetSeconds}`);
}
