import type { FastifyError, FastifyInstance } from 'fastify';
import type { ErrorCode } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import { spokenError } from './errors.ts';

/** What goes wrong before GraphQL sees a request is spoken in the same one shape. */
export function speakOwnErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
    const code: ErrorCode =
      status >= 500 ? 'INTERNAL' : status === 413 ? 'QUERY_TOO_COMPLEX' : 'VALIDATION_FAILED';
    return reply.code(status).send(answerOf(code, request.id));
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(answerOf('NOT_FOUND', request.id)));
}

function answerOf(code: ErrorCode, requestId: string) {
  return { errors: [spokenError({ message: '', extensions: { code } }, requestId, false)] };
}
