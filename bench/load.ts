import autocannon from 'autocannon';
import { PURPOSE, QUESTION } from './question.ts';

export interface Server {
  readonly name: string;
  readonly url: string;
  /** Headers by which each connection is another organisation. */
  readonly callers: readonly Readonly<Record<string, string>>[];
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const BODY = JSON.stringify({ query: QUESTION });

/** One answer, whole, for one caller. */
export async function ask({ url }: Server, caller: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers: { ...headersOf(caller) }, body: BODY });
  return answer.text();
}

/** Puts one connection for each caller under load. An answer that is not the right one fails the whole run. */
export async function load({ name, url, callers }: Server, seconds: number): Promise<Measured> {
  let next = 0;
  const result = await autocannon({
    url,
    method: 'POST',
    body: BODY,
    connections: callers.length,
    duration: seconds,
    setupClient: (client) => client.setHeaders(headersOf(callers[next++ % callers.length] ?? {})),
    verifyBody: (body = '') => body.includes('"phone":"+254') && !body.includes('"errors"'),
  });
  if (result.non2xx + result.errors + result.timeouts + result.mismatches > 0) {
    throw new Error(
      `${name} gave wrong answers: ${result.non2xx} refused, ${result.errors} errors, ${result.mismatches} wrong.`,
    );
  }
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

function headersOf(caller: Readonly<Record<string, string>>): Record<string, string> {
  return { 'content-type': 'application/json', 'purpose-of-use': PURPOSE, ...caller };
}
