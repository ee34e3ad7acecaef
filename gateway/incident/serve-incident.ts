import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccordError } from '../../shared/errors.ts';
import type { Log } from '../../shared/log.ts';
import { LANGUAGES, type Language } from '../../shared/words/words.ts';
import { asked, refuse, speakInPages, spokenLanguage } from '../my/asked.ts';
import type { Attempts } from '../my/attempts.ts';
import { emptyFilling, type Filling, fillingOf, inputOf } from './filling.ts';
import type { FormDoor, ToldForm, ToldIntake } from './form-door.ts';
import { formPage } from './form-page.ts';
import { FORM_HEADERS } from './form-style.ts';
import type { Outcome } from './form-texts.ts';
import { gonePage } from './gone-page.ts';

export interface FormParts {
  readonly door: FormDoor;
  readonly attempts: Attempts;
  readonly log: Log;
}

/** One form that came in, and everything that is needed to show it again. */
interface Sent {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly token: string;
  readonly language: Language;
  readonly filling: Filling;
}

const STATUS: Readonly<Record<Outcome, number>> = {
  filed: 200,
  faulty: 422,
  warned: 422,
  tooOften: 429,
  unavailable: 503,
};

/**
 * The form of a team in the field, `/incident/<token>`: one page for any phone, without a login and without scripts. The token
 * in the address is all the right there is, and no cookie goes with it. What was typed comes back whatever happens.
 */
export async function serveIncident(scope: FastifyInstance, parts: FormParts): Promise<void> {
  speakInPages(scope, parts.log);
  scope.get('/incident/:token', (request, reply) => open(parts, request, reply));
  scope.post('/incident/:token', (request, reply) => receive(parts, request, reply));
}

async function open({ door, attempts }: FormParts, request: FastifyRequest, reply: FastifyReply) {
  if (!(await attempts.mayTry(request.ip))) return refuse(reply, 'tooOften');
  const token = tokenOf(request);
  try {
    const told = await door.form(request.id, token);
    const outcome = asked(request, 'filed') === null ? null : 'filed';
    const [filling, language] = [emptyFilling(told.country), spokenLanguage(request)];
    return show({ request, reply, token, language, filling }, told, outcome, null);
  } catch (error) {
    const isGone = error instanceof AccordError && error.code === 'NOT_FOUND';
    if (isGone && !(await attempts.mayFail(request.ip))) return refuse(reply, 'tooOften');
    throw error;
  }
}

async function receive(parts: FormParts, request: FastifyRequest, reply: FastifyReply) {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const speak = form.get('speak');
  const language = LANGUAGES.find((one) => one === speak) ?? spokenLanguage(request);
  const sent = { request, reply, token: tokenOf(request), language, filling: fillingOf(form) };
  if (!(await parts.attempts.mayTry(request.ip))) return show(sent, null, 'tooOften', null);
  try {
    // A link to another language would lose what was typed: so it is a button of the form, and files nothing.
    if (speak !== null) return show(sent, await parts.door.form(request.id, sent.token), null, null);
    return await file(parts, sent);
  } catch (error) {
    if (!(error instanceof AccordError)) throw error;
    if (error.code === 'NOT_FOUND') return turnAway(parts, sent);
    parts.log.warn({ requestId: request.id, err: error }, 'a form was kept and not filed');
    return show(sent, null, 'unavailable', null);
  }
}

async function file({ door }: FormParts, sent: Sent) {
  const { request, reply, token, language, filling } = sent;
  const intake = await door.file(request.id, inputOf(token, filling));
  // What follows is a page that may be loaded again.
  if (intake.filed) return reply.redirect(`${addressOf(token)}?lang=${language}&filed=1`, 303);
  const told = await door.form(request.id, token);
  return show(sent, told, intake.faults.length > 0 ? 'faulty' : 'warned', intake);
}

async function turnAway({ attempts }: FormParts, { request, reply, language, filling }: Sent) {
  if (!(await attempts.mayFail(request.ip))) return refuse(reply, 'tooOften');
  return reply.code(404).headers(FORM_HEADERS).send(gonePage(language, filling));
}

function show(
  { reply, token, language, filling }: Sent,
  told: ToldForm | null,
  outcome: Outcome | null,
  intake: ToldIntake | null,
): FastifyReply {
  if (outcome === 'tooOften') reply.header('retry-after', '60');
  return reply
    .code(outcome === null ? 200 : STATUS[outcome])
    .headers(FORM_HEADERS)
    .send(formPage({ language, address: addressOf(token), told, filling, outcome, intake }));
}

function tokenOf(request: FastifyRequest): string {
  return (request.params as { token: string }).token;
}

function addressOf(token: string): string {
  return `/incident/${encodeURIComponent(token)}`;
}
