import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  AGREEMENT_LANGUAGES,
  type AgreementLanguage,
  agreementLanguageOf,
} from '../../shared/agreement/words/words.ts';
import { AccordError, ERRORS } from '../../shared/errors.ts';
import { PdfWorkshop } from '../reports/pdf-workshop.ts';
import { REPORT_HEADERS } from '../reports/style.ts';
import type { AgreementDoor, FoundAgreement } from './agreement-door.ts';
import { shownAgreement } from './shown-agreement.ts';

export interface AgreementParts {
  readonly door: AgreementDoor;
  /** Every text then says that what it tells is made up. */
  readonly sandbox: boolean;
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  jsonld: 'application/ld+json; charset=utf-8',
  pdf: 'application/pdf',
} as const;
type Form = keyof typeof TYPES;

/**
 * Agreements for their parties, by the token of the API: `/agreements/<id>/<revision>.pdf?lang=` to print, `.json` the bundle to
 * verify, `.jsonld` the usage policy. `latest` is the revision that stands. Whoever is no party hears what it hears of one
 * that is not there. A Fastify plugin: its headers stay within its own routes.
 */
export async function serveAgreements(
  scope: FastifyInstance,
  { door, sandbox }: AgreementParts,
): Promise<void> {
  const workshop = new PdfWorkshop();
  scope.addHook('onRequest', async (_request, reply) => {
    // A party's own: kept by nobody on the way.
    reply.headers({ ...REPORT_HEADERS, 'cache-control': 'no-store' });
  });
  scope.addHook('onClose', () => workshop.close());

  scope.get('/agreements/:id/:file', async (request, reply) => {
    const { id, file } = request.params as { id: string; file: string };
    const [, revision, form] = /^([1-9]\d{0,5}|latest)\.(json|jsonld|pdf)$/.exec(file) ?? [];
    const language = languageOf(request);
    if (language === null) return refuse(reply);
    if (!revision || !form || id.length > LONGEST_ID) return reply.callNotFound();
    const found = await asked(request, reply, door, {
      id,
      revision: revision === 'latest' ? null : Number(revision),
      language,
    });
    if (found === 'REFUSED') return reply;
    const bytes = found && (await written(found, form as Form, { language, sandbox, workshop }));
    if (bytes === null) return reply.callNotFound();
    return reply.type(TYPES[form as Form]).send(bytes);
  });
}

const LONGEST_ID = 200;

/** A bad token is answered here, in the one shape of errors; anything else that goes wrong is the server's to say. */
async function asked(
  request: FastifyRequest,
  reply: FastifyReply,
  door: AgreementDoor,
  what: Parameters<AgreementDoor['find']>[2],
): Promise<FoundAgreement | null | 'REFUSED'> {
  try {
    return await door.find(request.headers.authorization ?? null, request.id, what);
  } catch (error) {
    if (!(error instanceof AccordError) || !['UNAUTHENTICATED', 'TOKEN_EXPIRED'].includes(error.code))
      throw error;
    const { message } = ERRORS[error.code];
    reply.code(401).send({ errors: [{ message, extensions: { code: error.code, requestId: request.id } }] });
    return 'REFUSED';
  }
}

async function written(
  found: FoundAgreement,
  form: Form,
  { language, sandbox, workshop }: { language: AgreementLanguage; sandbox: boolean; workshop: PdfWorkshop },
): Promise<Buffer | null> {
  if (form === 'json') return Buffer.from(found.text);
  if (form === 'jsonld') return found.odrl === null ? null : Buffer.from(found.odrl);
  const { signatures, content } = found.bundle;
  // The same bytes each time: what the file says of when it was made is its last signature, or its beginning.
  const at = signatures.at(-1)?.signedAt ?? content.validFrom;
  return workshop.write(shownAgreement({ ...found, sandbox }, language), at, 'agreement');
}

/** The reader's own where none is named; null where one is named in which no agreement is printed. */
function languageOf(request: FastifyRequest): AgreementLanguage | null {
  const { lang } = request.query as { lang?: string };
  if (lang === undefined) return agreementLanguageOf(request.headers['accept-language']);
  return AGREEMENT_LANGUAGES.find((one) => one === lang) ?? null;
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(400)
    .type('text/plain; charset=utf-8')
    .send(
      `An agreement is printed in one of these languages: lang=${AGREEMENT_LANGUAGES.join(', lang=')}.\n`,
    );
}
