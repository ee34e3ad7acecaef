import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { spokenLanguage } from '../my/asked.ts';
import type { Attempts } from '../my/attempts.ts';
import type { SharingDoor, ToldSharing } from './sharing-door.ts';
import { dotGraph, jsonGraph, sharingTable } from './sharing-graph.ts';
import { SHARING_HEADERS, transparencyPage } from './transparency-page.ts';

export interface TransparencyParts {
  readonly door: SharingDoor;
  readonly attempts: Attempts;
}

type Written = readonly [type: string, text: string];

/** The forms beside the page, by the ending of the address. */
const FORMS: Readonly<Record<string, (sharings: readonly ToldSharing[]) => Written>> = {
  '.json': (all) => [
    'application/vnd.jgf+json; charset=utf-8',
    `${JSON.stringify(jsonGraph(all), null, 2)}\n`,
  ],
  '.csv': (all) => ['text/csv; charset=utf-8; header=present', sharingTable(all)],
  '.dot': (all) => ['text/vnd.graphviz; charset=utf-8', dotGraph(all)],
};

/** `/transparency`: who may share what with whom, for anyone: a page without login and scripts, and a graph as data. */
export async function serveTransparency(
  scope: FastifyInstance,
  { door, attempts }: TransparencyParts,
): Promise<void> {
  const serve =
    (write: (sharings: readonly ToldSharing[], request: FastifyRequest) => Written) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      if (!(await attempts.mayTry(request.ip))) return reply.code(429).header('retry-after', '60').send();
      const [type, text] = write(await door.all(request.id), request);
      return reply.headers(SHARING_HEADERS).header('content-type', type).send(text);
    };
  for (const [ending, write] of Object.entries(FORMS)) scope.get(`/transparency${ending}`, serve(write));
  scope.get(
    '/transparency',
    { onSend: async (_request, reply) => void reply.header('vary', 'accept-language') },
    serve((all, request) => ['text/html; charset=utf-8', transparencyPage(all, spokenLanguage(request))]),
  );
}
