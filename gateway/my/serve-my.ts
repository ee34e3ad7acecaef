import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccordError } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { type Language, languageOf } from '../../shared/words/words.ts';
import { asked, chosenLanguage, refuse, speakInPages } from './asked.ts';
import type { Attempts } from './attempts.ts';
import type { Door } from './door.ts';
import { receiptPage } from './receipt-page.ts';
import { type Places, recordPage } from './record-page.ts';
import { isStanding, withdrawPage } from './withdraw-page.ts';

export interface PageParts {
  readonly door: Door;
  readonly attempts: Attempts;
  readonly log: Log;
}

type Answers = (door: Door, request: FastifyRequest, reply: FastifyReply, token: string) => Promise<unknown>;

/**
 * The person's own page, `/my/<token>`: plain pages and forms, for any phone. The token in the address is all the right there
 * is, and no cookie goes with it: a page elsewhere that does not know the token can make a browser send nothing that counts.
 */
export async function serveMy(scope: FastifyInstance, { door, attempts, log }: PageParts): Promise<void> {
  speakInPages(scope, log);
  const tried = (answers: Answers) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (!(await attempts.mayTry(request.ip))) return refuse(reply, 'tooOften');
    try {
      return await answers(door, request, reply, (request.params as { token: string }).token);
    } catch (error) {
      const isGone = error instanceof AccordError && error.code === 'NOT_FOUND';
      if (isGone && !(await attempts.mayFail(request.ip))) return refuse(reply, 'tooOften');
      throw error;
    }
  };
  scope.get('/my/:token', tried(showRecord));
  scope.get('/my/:token/withdraw', tried(askAgain));
  scope.post('/my/:token/withdraw', tried(withdraw));
  scope.get('/my/:token/receipt', tried(showReceipt));
}

const showRecord: Answers = async (door, request, reply, token) => {
  const named = await door.record(request.id, token);
  const language = chosenLanguage(request) ?? languageOf(named.record.language);
  return reply.send(recordPage(named, language, placesOf(token), asked(request, 'done') !== null));
};

/** The first tap leads here. */
const askAgain: Answers = async (door, request, reply, token) => {
  const named = await door.record(request.id, token);
  const language = chosenLanguage(request) ?? languageOf(named.record.language);
  const consent = asked(request, 'consent');
  if (!isStanding(named, consent)) return reply.redirect(placesOf(token).record(language), 303);
  return reply.send(withdrawPage(named, consent, language, placesOf(token)));
};

/** The second tap. What follows is a page that may be loaded again. */
const withdraw: Answers = async (door, request, reply, token) => {
  await door.withdraw(request.id, token, asked(request, 'consent'));
  const language = chosenLanguage(request);
  const done = language === null ? 'done=1' : `lang=${language}&done=1`;
  return reply.redirect(`/my/${encodeURIComponent(token)}?${done}`, 303);
};

const showReceipt: Answers = async (door, request, reply, token) => {
  const [consent, given] = [asked(request, 'consent'), asked(request, 'revision') ?? ''];
  if (consent === null || !/^\d{1,6}$/.test(given)) throw new AccordError('NOT_FOUND');
  const [revision, language] = [Number(given), chosenLanguage(request)];
  const format = asked(request, 'format') === 'NEUTRAL' ? 'NEUTRAL' : 'ISO_27560';
  const receipt = await door.receipt(request.id, token, { consent, revision, format, language });
  if (asked(request, 'file') !== null) return sendFile(reply, receipt.jws);
  const spoken = languageOf(receipt.language);
  const inLanguage = (one: Language) => placesOf(token).receipt(one, consent, revision, format);
  const [file, back] = [`${inLanguage(spoken)}&file=1`, placesOf(token).record(spoken)];
  return reply.send(
    receiptPage(receipt, spoken, { file, back, check: `/receipts?lang=${spoken}`, inLanguage }),
  );
};

/** A name that tells of nothing, in a folder of downloads. */
function sendFile(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('content-disposition', 'attachment; filename="receipt.txt"')
    .send(`${text}\n`);
}

function placesOf(token: string): Places {
  const base = `/my/${encodeURIComponent(token)}`;
  return {
    record: (language) => `${base}?lang=${language}`,
    withdraw: (language, consent) =>
      `${base}/withdraw?lang=${language}${consent === null ? '' : `&consent=${encodeURIComponent(consent)}`}`,
    receipt: (language, consent, revision, format) =>
      `${base}/receipt?lang=${language}&consent=${encodeURIComponent(consent)}&revision=${revision}&format=${format}`,
  };
}
