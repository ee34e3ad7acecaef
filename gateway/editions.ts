import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Edition } from './edition.ts';

/**
 * The edition that is served, and those before it while something that they were asked is unanswered: a request stays
 * to its end with the edition it came to, however often another takes its place meanwhile.
 */
export class Editions {
  readonly #chosen = new WeakMap<FastifyRequest, Edition>();
  readonly #unanswered = new Map<Edition, number>();
  #present: Edition;

  constructor(app: FastifyInstance, first: Edition) {
    this.#present = first;
    app.addHook('onRequest', (request, reply, done) => {
      if (request.routeOptions.url === '/graphql') {
        const edition = this.#present;
        this.#chosen.set(request, edition);
        this.#count(edition, 1);
        reply.raw.once('close', () => this.#count(edition, -1));
      }
      done();
    });
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/graphql',
      handler(request, reply) {
        return editions.of(request).answer.call(this, request, reply);
      },
    });
    const editions = this;
  }

  get present(): Edition {
    return this.#present;
  }

  /** The edition that this request came to. */
  of(request: FastifyRequest): Edition {
    return this.#chosen.get(request) ?? this.#present;
  }

  /** From this very moment whatever comes is answered by the next one. */
  replace(next: Edition): void {
    const former = this.#present;
    this.#present = next;
    this.#count(former, 0);
  }

  async close(): Promise<void> {
    const open = new Set([this.#present, ...this.#unanswered.keys()]);
    await Promise.all([...open].map((edition) => edition.close()));
  }

  #count(edition: Edition, more: number): void {
    const unanswered = (this.#unanswered.get(edition) ?? 0) + more;
    this.#unanswered.set(edition, unanswered);
    if (unanswered > 0 || edition === this.#present) return;
    this.#unanswered.delete(edition);
    void edition.close().catch(() => undefined);
  }
}
