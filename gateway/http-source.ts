import { Pool } from 'undici';
import { headersOf } from '../shared/caller.ts';
import type { Caller } from '../shared/context.ts';
import { LONGEST_REQUEST_MS } from '../shared/deadline.ts';
import { AccordError } from '../shared/errors.ts';
import type { Answer, Operation } from '../shared/execute.ts';
import { GATEWAY_CALL_HEADER, signGatewayCall } from '../shared/gateway-call.ts';
import type { Shown } from '../shared/shown.ts';
import { traceHeaders } from '../shared/tracing.ts';
import { type Guard, guardOf } from './guard.ts';
import type { SubgraphSource } from './subgraph-source.ts';

const CONNECTIONS = 32;
/** A subgraph that is silent for so long is in trouble; a little less than any client waits, so that the guard hears of it. */
const SILENCE_MS = LONGEST_REQUEST_MS - 500;
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** A connection that the other side had closed already: a read may be asked once more without doing anything twice. */
const RESET = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * A subgraph over HTTP: a pool of kept connections, the deadline of the client's request, a largest answer, a signature
 * that binds the body, and a guard that keeps one subgraph in trouble from taking the gateway with it.
 */
export class HttpSource implements SubgraphSource {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly guard: Guard;

  constructor(
    private readonly name: string,
    url: string,
    private readonly key: Buffer,
  ) {
    const { origin, pathname } = new URL(url);
    this.path = pathname;
    this.guard = guardOf();
    this.pool = new Pool(origin, {
      connections: CONNECTIONS,
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
      connectTimeout: 2_000,
    });
  }

  async fetch(operation: Operation, caller: Caller): Promise<Answer> {
    const body = JSON.stringify(operation);
    const call = () => this.post(this.path, body, caller);
    try {
      return (await call()) as Answer;
    } catch (error) {
      if (isRead(operation) && wasReset(error)) return (await call()) as Answer;
      throw error;
    }
  }

  /** A subgraph that does not answer has not said yes. */
  async stillShown(shown: readonly Shown[], caller: Caller): Promise<boolean> {
    const answer = await this.post('/still-shown', JSON.stringify(shown), caller).catch(() => null);
    return (answer as { holds?: boolean } | null)?.holds === true;
  }

  private async post(path: string, body: string, caller: Caller): Promise<unknown> {
    try {
      return await this.guard(() => this.send(path, body, caller));
    } catch (cause) {
      if (cause instanceof AccordError) throw cause;
      throw new AccordError('SUBGRAPH_UNAVAILABLE', { cause });
    }
  }

  private async send(path: string, body: string, caller: Caller): Promise<unknown> {
    const { statusCode, body: answer } = await this.pool.request({
      method: 'POST',
      path,
      headers: {
        ...headersOf(caller),
        ...traceHeaders(),
        'content-type': 'application/json',
        [GATEWAY_CALL_HEADER]: signGatewayCall(this.key, this.name, body),
      },
      body,
      signal: endOf(caller),
    });
    const text = await boundedText(answer);
    if (statusCode !== 200) throw new Error(`${this.name} answered ${statusCode}`);
    return JSON.parse(text);
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

/** When the client is gone, or its time is up. */
function endOf({ deadline }: Caller): AbortSignal {
  const timeUp = AbortSignal.timeout(
    Math.max(1, (deadline?.at ?? Date.now() + LONGEST_REQUEST_MS) - Date.now()),
  );
  return deadline?.signal ? AbortSignal.any([deadline.signal, timeUp]) : timeUp;
}

/** Apollo's gateway writes the kind of an operation first; a mutation is never sent twice by us. */
function isRead({ query }: Operation): boolean {
  return !/^\s*mutation\b/.test(query);
}

function wasReset(error: unknown): boolean {
  return RESET.has(String(((error as Error).cause as { code?: string } | undefined)?.code));
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
