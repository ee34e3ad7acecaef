import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { giveUpAll } from './deadline.ts';
import type { Operating } from './operating.ts';

/** What was given up still has so long to say so to whoever asked. */
const LAST_WORDS_MS = 500;

/**
 * The end of a server in which nothing that it was asked is dropped. It first says that it is not ready, then takes no
 * new connection; every answer from then on closes its connection, and what was asked before is answered whole, within
 * a bound. What is not done by then is told so (SUBGRAPH_UNAVAILABLE, to be tried again) and cut off.
 */
export class Draining {
  #began = false;
  readonly #unanswered = new Set<ServerResponse>();

  /** To be made before the server listens; it must not refuse what comes on open connections (`return503OnClosing: false`). */
  constructor(
    private readonly app: FastifyInstance,
    private readonly times: Operating['drain'],
  ) {
    // Before Fastify sees it, which may answer in the same turn.
    app.server.prependListener('request', (_request, response: ServerResponse) => this.#note(response));
  }

  /** Whether it has begun: who asks is told that this server is not ready. */
  get began(): boolean {
    return this.#began;
  }

  async close(): Promise<void> {
    this.#began = true;
    for (const response of this.#unanswered) closeAfter(response);
    await pause(this.times.noticeMs);
    const bound = new AbortController();
    const cutting = pause(this.times.graceMs, undefined, { signal: bound.signal }).then(
      () => this.#cutOff(),
      () => undefined,
    );
    await this.app.close();
    bound.abort();
    await cutting;
  }

  #note(response: ServerResponse): void {
    this.#unanswered.add(response);
    if (this.#began) closeAfter(response);
    response.once('close', () => {
      this.#unanswered.delete(response);
      // An answer that had begun before could no longer say that it is the last on its connection.
      if (this.#began) setImmediate(() => this.app.server.closeIdleConnections());
    });
  }

  async #cutOff(): Promise<void> {
    giveUpAll();
    await pause(LAST_WORDS_MS);
    this.app.server.closeAllConnections();
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
