import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { callerOf } from '../shared/caller.ts';
import { leftBy } from '../shared/deadline.ts';
import { AccordError } from '../shared/errors.ts';
import type { TokenVerifier } from '../shared/identity.ts';
import type { GatewayContext } from './gateway-context.ts';
import { LastLook } from './last-look.ts';
import { costOfRequest } from './limits/admission.ts';

/** When the issuer's keys cannot be had, that says nothing about the token: it must not be thrown away. */
const STATUS: Readonly<Record<string, number>> = { INTERNAL: 500, SUBGRAPH_UNAVAILABLE: 503 };

/**
 * Who is asking. The gateway verifies the token so that a bad one is refused before anything is planned; each
 * subgraph verifies it again for itself, so the gateway's word is never taken for it.
 */
export async function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  verifier: TokenVerifier,
): Promise<GatewayContext> {
  const caller = callerOf(request.headers, request.id, operationHashOf(request), leftBy(reply.raw));
  try {
    await verifier.verify(caller.authorization);
  } catch (error) {
    const code = error instanceof AccordError ? error.code : 'INTERNAL';
    throw new GraphQLError(code, { extensions: { code, http: { status: STATUS[code] ?? 401 } } });
  }
  return { caller, lastLook: new LastLook(), cost: costOfRequest(request) };
}

function operationHashOf(request: FastifyRequest): string {
  const source = (request.body ?? request.query) as { query?: unknown } | null;
  return createHash('sha256')
    .update(String(source?.query ?? ''))
    .digest('base64url');
}
