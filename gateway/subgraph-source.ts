import type { Caller, SubgraphContext } from '../shared/context.ts';
import { AccordError } from '../shared/errors.ts';
import type { Answer, Executor, Operation } from '../shared/execute.ts';
import type { TokenVerifier } from '../shared/identity.ts';
import type { Shown } from '../shared/shown.ts';
import type { Subgraph } from '../shared/subgraph.ts';

/** How one fetch of a query plan reaches a subgraph: in this process, as here, or over HTTP (http-source.ts). */
export interface SubgraphSource {
  fetch(operation: Operation, caller: Caller): Promise<Answer>;
  /** Whether all of this may still be shown to this caller, decided anew. */
  stillShown(shown: readonly Shown[], caller: Caller): Promise<boolean>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** In this process: no socket, parsed once for each plan, and a context of the subgraph's own for every call. */
export class EmbeddedSource implements SubgraphSource {
  constructor(
    private readonly executor: Executor,
    private readonly verifier: TokenVerifier,
    private readonly subgraph: Subgraph,
  ) {}

  async fetch(operation: Operation, caller: Caller): Promise<Answer> {
    const viewer = await this.verifier.verify(caller.authorization);
    const context: SubgraphContext = { ...caller, viewer, fromGateway: true };
    return unlessGivenUp(caller.deadline?.signal, this.executor.run(operation, context));
  }

  async stillShown(shown: readonly Shown[], caller: Caller): Promise<boolean> {
    const viewer = await this.verifier.verify(caller.authorization).catch(() => null);
    return viewer !== null && this.subgraph.stillShown({ ...caller, viewer, fromGateway: true }, shown);
  }

  ready(): Promise<void> {
    return this.subgraph.ready();
  }

  async close(): Promise<void> {}
}

/** A statement that waits, for a lock or for a slow disk, does not keep from whoever asks that nobody waits for it any more. */
async function unlessGivenUp<T>(signal: AbortSignal | undefined, answer: Promise<T>): Promise<T> {
  if (!signal) return answer;
  let giveUp: (() => void) | undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new AccordError('SUBGRAPH_UNAVAILABLE'));
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([answer, givenUp]);
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp);
  }
}
