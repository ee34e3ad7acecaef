import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { AccordError } from './errors.ts';

/** No request is worked on for longer, whoever asks and wherever. */
export const LONGEST_REQUEST_MS = 10_000;

/** Until when an answer is waited for, and whether it still is. */
export interface Deadline {
  /** Milliseconds since 1970, by this process's clock. */
  readonly at: number;
  /** Aborted when whoever asked is gone. */
  readonly signal?: AbortSignal | undefined;
}

const present = new AsyncLocalStorage<Deadline>();

/** Runs `work`, and every statement within it, against this deadline. */
export function withDeadline<T>(deadline: Deadline, work: () => T): T {
  return present.run(deadline, work);
}

/**
 * Milliseconds left to the request that is being worked on; null outside of one, as in jobs and imports.
 * Errors: SUBGRAPH_UNAVAILABLE when none are left, or when nobody waits for the answer any more.
 */
export function timeLeft(): number | null {
  const deadline = present.getStore();
  if (!deadline) return null;
  const left = Math.floor(deadline.at - Date.now());
  if (left <= 0 || deadline.signal?.aborted) throw new AccordError('SUBGRAPH_UNAVAILABLE');
  return left;
}

const awaited = new Set<AbortController>();

/** Aborted when whoever waits for this response leaves before it was given: nobody works on for nobody. */
export function leftBy(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  awaited.add(left);
  response.once('close', () => {
    awaited.delete(left);
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}

/** This program ends: nothing that is being worked on is worked on any longer. */
export function giveUpAll(): void {
  for (const left of awaited) left.abort();
}
