import { Pool } from 'undici';
import { headersOf } from '../shared/caller.ts';
import type { Caller, SubgraphContext } from '../shared/context.ts';
import { AccordError } from '../shared/errors.ts';
import type { Answer, Executor, Operation } from '../shared/execute.ts';
import { GATEWAY_CALL_HEADER, signGatewayCall } from '../shared/gateway-call.ts';
import type { TokenVerifier } from '../shared/identity.ts';
import type { Shown } from '../shared/shown.ts';
import type { Subgraph } from '../shared/subgraph.ts';
import type { LastLook } from './last-look.ts';
import type { Cost } from './limits/admission.ts';

/** How one fetch of a query plan reaches a subgraph. */
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
    return this.executor.run(operation, context);
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

const CONNECTIONS = 32;
const DEADLINE_MS = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** Over HTTP: a pool of kept connections, a deadline, a largest answer, and a signature that binds the body. */
export class HttpSource implements SubgraphSource {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(
    private readonly name: string,
    url: string,
    private readonly key: Buffer,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname;
    this.pool = new Pool(origin, {
      connections: CONNECTIONS,
      headersTimeout: DEADLINE_MS,
      bodyTimeout: DEADLINE_MS,
      connectTimeout: 2_000,
    });
  }

  async fetch(operation: Operation, caller: Caller): Promise<Answer> {
    return (await this.post(this.path, JSON.stringify(operation), caller)) as Answer;
  }

  /** A subgraph that does not answer has not said yes. */
  async stillShown(shown: readonly Shown[], caller: Caller): Promise<boolean> {
    const answer = await this.post('/still-shown', JSON.stringify(shown), caller).catch(() => null);
    return (answer as { holds?: boolean } | null)?.holds === true;
  }

  private async post(path: string, body: string, caller: Caller): Promise<unknown> {
    try {
      const { statusCode, body: answer } = await this.pool.request({
        method: 'POST',
        path,
        headers: {
          ...headersOf(caller),
          'content-type': 'application/json',
          [GATEWAY_CALL_HEADER]: signGatewayCall(this.key, this.name, body),
        },
        body,
      });
      const text = await boundedText(answer);
      if (statusCode !== 200) throw new Error(`${this.name} answered ${statusCode}`);
      return JSON.parse(text);
    } catch (cause) {
      if (cause instanceof AccordError) throw cause;
      throw new AccordError('SUBGRAPH_UNAVAILABLE', { cause });
    }
  }

  async ready(): Promise<void> {
    const { statusCode, body } = await this.pool.request({ method: 'GET', path: '/readyz' });
    await body.dump();
    if (statusCode !== 200) throw new AccordError('SUBGRAPH_UNAVAILABLE');
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

async function boundedText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error('the answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export interface GatewayContext extends Record<string, unknown> {
  readonly caller: Caller;
  readonly lastLook: LastLook;
  readonly cost: Cost | undefined;
}
