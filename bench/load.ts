import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';
import { REQUEST_BODY } from './question.ts';

/** What the benchmark writes to the standard input of this program. */
export interface LoadOrder {
  readonly url: string;
  readonly seconds: number;
  /** One connection each: its headers, and the only answer that counts as right. */
  readonly connections: readonly { readonly headers: Record<string, string>; readonly answer: string }[];
}

/** What it writes to its standard output. */
export interface LoadReport {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Errors, time-outs, other statuses than 2xx, and answers that were not the right one. */
  readonly wrong: number;
}

/** A program of its own, so that the one who asks does not take the server's time. */
const { url, seconds, connections } = JSON.parse(await text(process.stdin)) as LoadOrder;
const right = new Set(connections.map(({ answer }) => answer));
let next = 0;
const result = await autocannon({
  url: `${url}/graphql`,
  method: 'POST',
  body: REQUEST_BODY,
  connections: connections.length,
  duration: seconds,
  setupClient: (client) => {
    const connection = connections[next % connections.length];
    next += 1;
    client.setHeaders(connection?.headers ?? {});
  },
  verifyBody: (body) => right.has(String(body)),
});
const report: LoadReport = {
  requests: result.requests.total,
  seconds: result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  wrong: result.errors + result.timeouts + result.non2xx + result.mismatches,
};
process.stdout.write(JSON.stringify(report));
