import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getOperationAST, parse } from 'graphql';
import type { Caller } from '../shared/context.ts';
import { spokenError } from './errors.ts';
import type { GatewayContext } from './gateway-context.ts';
import { LastLook } from './last-look.ts';

/** So often a question is asked anew when what it brought was taken back on the way. */
const TIMES = 3;

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

const answering = new WeakMap<FastifyRequest, GatewayContext>();

/** Keeps the context beside its request until the answer leaves. */
export function remembered(request: FastifyRequest, context: GatewayContext): GatewayContext {
  answering.set(request, context);
  return context;
}

/**
 * The last thing before an answer leaves: nothing stands between this look and the first byte. What no longer holds
 * is asked anew, and answered by the rules of now; a mutation only where its `Idempotency-Key` makes that a replay.
 */
export function lookBeforeLeaving(
  app: FastifyInstance,
  asked: (request: FastifyRequest) => ApolloServer<GatewayContext>,
): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const context = answering.get(request);
    if (!context || (await context.lastLook.holds(context.caller))) return payload;
    const anew = await askedAnew(asked(request), request, context);
    if (anew === null) reply.code(503);
    const text = anew ?? unavailable(request.id);
    reply.header('content-length', Buffer.byteLength(text));
    return text;
  });
}

async function askedAnew(
  graphql: ApolloServer<GatewayContext>,
  request: FastifyRequest,
  { caller, cost }: GatewayContext,
): Promise<string | null> {
  const question = questionOf(request);
  if (!question || !mayRepeat(question, caller)) return null;
  for (let time = 0; time < TIMES; time += 1) {
    const contextValue: GatewayContext = { caller, lastLook: new LastLook(), cost };
    const { body } = await graphql.executeOperation(question, { contextValue });
    if (body.kind !== 'single') return null;
    const text = JSON.stringify(body.singleResult);
    if (await contextValue.lastLook.holds(caller)) return text;
  }
  return null;
}

function questionOf(request: FastifyRequest): Question | null {
  const asked = (request.method === 'GET' ? request.query : request.body) as Question | null;
  if (typeof asked?.query !== 'string') return null;
  const variables: unknown = asked.variables;
  return typeof variables === 'string' ? { ...asked, variables: JSON.parse(variables) } : asked;
}

function mayRepeat({ query, operationName }: Question, caller: Caller): boolean {
  const operation = getOperationAST(parse(query), operationName)?.operation;
  return operation === 'query' || (operation === 'mutation' && caller.idempotencyKey !== null);
}

function unavailable(requestId: string): string {
  const error = { message: '', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  return JSON.stringify({ errors: [spokenError(error, requestId, false)] });
}
