import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccordError, type ErrorCode } from '../../shared/errors.ts';
import type { TokenVerifier } from '../../shared/identity.ts';
import { spokenError } from '../errors.ts';
import { type AdmittedDocuments, operationOf } from './admitted-documents.ts';
import type { Balance, Budgets } from './budgets.ts';
import { costOf } from './cost.ts';
import { BUDGET_SECONDS, LIMITS } from './limits.ts';
import type { Weights } from './weights.ts';

/** What an operation was found to cost before it was planned. */
export interface Cost {
  readonly estimated: number;
  readonly limit: number;
}

export interface AdmissionParts {
  readonly documents: AdmittedDocuments;
  readonly weights: Weights;
  readonly budgets: Budgets;
  readonly verifier: TokenVerifier;
}

interface Question {
  query?: unknown;
  operationName?: unknown;
  variables?: unknown;
}

const costs = new WeakMap<FastifyRequest, Cost>();

/** Undefined for a request that never came to be counted. */
export function costOfRequest(request: FastifyRequest): Cost | undefined {
  return costs.get(request);
}

const STATUS: Partial<Record<ErrorCode, number>> = { RATE_LIMITED: 429 };

/**
 * Everything that is refused before a plan is made for it, in the order of what it costs to find out: the length of the
 * text, its tokens, its shape, its pages, its cost, and the budget of whoever asks. What is left is asked in one text for
 * all ways of writing it.
 */
export function admitOperations(app: FastifyInstance, parts: AdmissionParts): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    const question = questionOf(request);
    if (!question || typeof question.query !== 'string') return;
    try {
      const cost = estimate(parts, question);
      if (cost === null) return;
      costs.set(request, { estimated: cost, limit: LIMITS.cost });
      reply.header('x-query-cost', String(cost));
      if (cost > LIMITS.cost) throw new AccordError('QUERY_TOO_COSTLY');
      await spend(parts, request, reply, cost);
    } catch (error) {
      if (!(error instanceof AccordError)) throw error;
      const code = error.code;
      const spoken = spokenError({ message: '', extensions: { code } }, request.id, false);
      return reply.code(STATUS[code] ?? 400).send({ errors: [spoken] });
    }
  });
}

/** Null for what is not valid: it is told so where it goes next, and nothing is planned for it. */
function estimate({ documents, weights }: AdmissionParts, question: Question): number | null {
  const admitted = documents.admit(question.query as string);
  if (!admitted?.isValid) return null;
  const operation = operationOf(admitted.document, question.operationName as string | undefined);
  if (!operation) return null;
  question.query = admitted.text;
  return costOf(admitted.document, operation, variablesOf(question), weights);
}

async function spend(
  { budgets, verifier }: AdmissionParts,
  request: FastifyRequest,
  reply: FastifyReply,
  cost: number,
): Promise<void> {
  const viewer = await verifier.verify(request.headers.authorization ?? null).catch(() => null);
  const balance = await budgets.take(
    viewer ? `client ${viewer.clientId}` : `address ${request.ip}`,
    1 + cost,
  );
  tellBalance(reply, balance);
  if (balance.isEnough) return;
  reply.header('retry-after', String(balance.resetSeconds));
  throw new AccordError('RATE_LIMITED');
}

/** As the IETF's draft of the `RateLimit` fields has it; the unit is the cost of an operation. */
function tellBalance(reply: FastifyReply, { quota, left, resetSeconds }: Balance): void {
  reply.header('ratelimit-policy', `"cost";q=${quota};w=${BUDGET_SECONDS}`);
  reply.header('ratelimit', `"cost";r=${left};t=${resetSeconds}`);
}

function questionOf(request: FastifyRequest): Question | null {
  const asked = request.method === 'GET' ? request.query : request.body;
  return typeof asked === 'object' && asked !== null && !Array.isArray(asked) ? (asked as Question) : null;
}

function variablesOf({ variables }: Question): Record<string, unknown> {
  const given: unknown = typeof variables === 'string' ? parsedOrNull(variables) : variables;
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
