import { bulkhead, ConsecutiveBreaker, circuitBreaker, handleWhen, wrap } from 'cockatiel';

/** Runs a call to one subgraph, or refuses it at once while that subgraph is in trouble. */
export type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/** So many calls to one subgraph at once, and so many more in line: what is beyond is refused rather than kept waiting. */
const AT_ONCE = 256;
const IN_LINE = 1_024;
/** After so many failures one after the other a subgraph is left alone, and one call asks whether it is back. */
const FAILURES = 10;
const LEFT_ALONE_MS = 1_000;
/** What undici throws for an aborted signal, and for one whose time is up. */
const CLIENT_GAVE_UP = new Set(['AbortError', 'TimeoutError']);

export function guardOf(): Guard {
  const breaker = circuitBreaker(
    // A client that leaves, or gives it too little time, says nothing about the subgraph: nobody may cut others off by haste.
    handleWhen((error) => !CLIENT_GAVE_UP.has((error as Error).name)),
    { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: LEFT_ALONE_MS },
  );
  const policy = wrap(bulkhead(AT_ONCE, IN_LINE), breaker);
  return (call) => policy.execute(call);
}
