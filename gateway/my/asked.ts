import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccordError } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { LANGUAGES, type Language, languageOf } from '../../shared/words/words.ts';
import { PAGE_HEADERS } from './layout.ts';
import { type Refused, refusalPage } from './refusal-page.ts';

/** A form holds a receipt at the most. */
export const LARGEST_FORM = 128 * 1024;

const STATUS: Readonly<Record<Refused, number>> = { gone: 404, tooOften: 429, unavailable: 503 };

/** The language that was chosen on the page; null when none was, or none that is spoken here. */
export function chosenLanguage(request: FastifyRequest): Language | null {
  const { lang } = request.query as { lang?: unknown };
  return LANGUAGES.find((language) => language === lang) ?? null;
}

/** The language that was chosen, or the first of those that the browser asks for; English where none is spoken here. */
export function spokenLanguage(request: FastifyRequest): Language {
  const [liked] = (request.headers['accept-language'] ?? '').split(',');
  return chosenLanguage(request) ?? languageOf(liked?.split(';')[0]?.trim());
}

/** One word of the address behind the question mark. */
export function asked(request: FastifyRequest, name: string): string | null {
  const given = (request.query as Record<string, unknown>)[name];
  return typeof given === 'string' && given !== '' ? given : null;
}

export function refuse(reply: FastifyReply, refused: Refused): FastifyReply {
  if (refused === 'tooOften') reply.header('retry-after', '60');
  return reply.code(STATUS[refused]).headers(PAGE_HEADERS).send(refusalPage(refused));
}

/**
 * Makes a scope one of pages: their headers on whatever it answers, forms read as they are, and what goes wrong told in the
 * words of a page. Of the request nothing is logged but its id: its address is the key to somebody's record.
 */
export function speakInPages(scope: FastifyInstance, log: Log): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers(PAGE_HEADERS);
  });
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST_FORM },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  scope.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    if (error instanceof AccordError && error.code === 'NOT_FOUND') return refuse(reply, 'gone');
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).headers(PAGE_HEADERS).send(refusalPage('unavailable'));
    }
    log.error({ requestId: request.id, err: error }, 'a page for a person failed');
    return refuse(reply, 'unavailable');
  });
}
