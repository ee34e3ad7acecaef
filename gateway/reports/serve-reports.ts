import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { REPORT_LANGUAGES, type ReportLanguage } from '../../shared/report/content.ts';
import { listPage } from './list-page.ts';
import { PdfWorkshop } from './pdf-workshop.ts';
import type { PublishedReports } from './published-reports.ts';
import { REPORT_HEADERS } from './style.ts';
import { type ReportForm, writtenReport } from './written-report.ts';

export interface ReportParts {
  readonly reports: PublishedReports;
  /** Every page then says that what it tells is made up. */
  readonly sandbox: boolean;
}

const TYPES = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
} as const satisfies Record<ReportForm, string>;

/** So many written reports are kept; the oldest leaves first. What was frozen does not change. */
const KEPT = 48;

/**
 * The implementation reports for anyone, without a token: `/reports`, `/reports/<conference>/<version>.json|html|pdf?lang=`
 * and `/reports/keys.json`, the keys that have signed them (RFC 7517). A Fastify plugin: its headers stay within its own routes.
 */
export async function serveReports(scope: FastifyInstance, { reports, sandbox }: ReportParts): Promise<void> {
  const workshop = new PdfWorkshop();
  const kept = new Map<string, Promise<Buffer>>();
  scope.addHook('onRequest', async (_request, reply) => void reply.headers(REPORT_HEADERS));
  scope.addHook('onClose', () => workshop.close());

  scope.get('/reports', async (request, reply) => {
    const language = languageOf(request);
    if (language === null) return refuse(reply);
    return reply
      .type(TYPES.html)
      .header('cache-control', 'no-cache')
      .send(listPage(await reports.list(), language));
  });

  scope.get('/reports/keys.json', async (_request, reply) => {
    const { implementationReportKeys: keys } = await reports.list();
    const set = { keys: keys.map((key) => JSON.parse(key) as object) };
    return reply.type(TYPES.json).header('cache-control', 'no-cache').send(JSON.stringify(set));
  });

  scope.get('/reports/:conference', async (request, reply) => {
    const found = await newest(reports, (request.params as { conference: string }).conference);
    if (found === null) return reply.callNotFound();
    return reply.redirect(`${found}.html${searchOf(request)}`);
  });

  scope.get('/reports/:conference/:file', async (request, reply) => {
    const { conference, file } = request.params as { conference: string; file: string };
    const [, version, form] = /^([1-9]\d{0,5}|latest)\.(json|html|pdf)$/.exec(file) ?? [];
    const language = languageOf(request);
    if (language === null) return refuse(reply);
    if (!version || !form || !isNumber(conference)) return reply.callNotFound();
    if (version === 'latest') {
      const found = await newest(reports, conference);
      return found === null ? reply.callNotFound() : reply.redirect(`${found}.${form}${searchOf(request)}`);
    }
    const key = `${conference}/${version}.${form}?${form === 'json' ? '' : language}`;
    const bytes = await remembered(kept, key, async () => {
      const found = await reports.find(Number(conference), Number(version));
      return found && writtenReport(found, { form: form as ReportForm, language, sandbox }, workshop);
    });
    if (bytes === null) return reply.callNotFound();
    return send(request, reply, bytes, form as ReportForm, language);
  });
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Buffer,
  form: ReportForm,
  language: string,
): FastifyReply {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  reply.header('etag', etag).header('cache-control', 'public, max-age=300');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (form !== 'json') reply.header('content-language', language);
  return reply.type(TYPES[form]).send(bytes);
}

/** Two that ask at once wait for the same work; what failed, or was not there, is asked for anew. */
async function remembered(
  kept: Map<string, Promise<Buffer>>,
  key: string,
  write: () => Promise<Buffer | null>,
): Promise<Buffer | null> {
  const known = kept.get(key);
  if (known) return known;
  const work = write();
  kept.set(key, work as Promise<Buffer>);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  const bytes = await work.catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
  if (bytes === null) kept.delete(key);
  return bytes;
}

async function newest(reports: PublishedReports, conference: string): Promise<string | null> {
  if (!isNumber(conference)) return null;
  const found = await reports.find(Number(conference), null);
  return found && `/reports/${conference}/${found.version}`;
}

function isNumber(word: string): boolean {
  return /^[1-9]\d{0,2}$/.test(word);
}

/** English where none is named; null where one is named that no report speaks. */
function languageOf(request: FastifyRequest): ReportLanguage | null {
  const { lang } = request.query as { lang?: string };
  return lang === undefined ? 'en' : (REPORT_LANGUAGES.find((one) => one === lang) ?? null);
}

function searchOf(request: FastifyRequest): string {
  const { lang } = request.query as { lang?: string };
  return lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`;
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(400)
    .type('text/plain; charset=utf-8')
    .send(`A report is written in one of these languages: lang=${REPORT_LANGUAGES.join(', lang=')}.\n`);
}
