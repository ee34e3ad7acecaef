import type { Caller } from './context.ts';
import { LONGEST_REQUEST_MS } from './deadline.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a call carries from the gateway to a subgraph, as HTTP headers. */
export function headersOf(caller: Caller): Record<string, string> {
  const headers: Record<string, string> = {
    'x-request-id': caller.requestId,
    'accord-operation': caller.operationHash,
    'accept-language': caller.language,
  };
  if (caller.authorization !== null) headers['authorization'] = caller.authorization;
  if (caller.purpose !== null) headers['purpose-of-use'] = caller.purpose;
  if (caller.idempotencyKey !== null) headers['idempotency-key'] = caller.idempotencyKey;
  // Clocks differ, so what crosses is how long, not until when.
  if (caller.deadline) headers['accord-time-left'] = String(Math.max(1, caller.deadline.at - Date.now()));
  return headers;
}

/** `signal` is aborted when whoever asked is gone. */
export function callerOf(
  headers: Headers,
  requestId: string,
  operationHash: string,
  signal?: AbortSignal,
): Caller {
  return {
    authorization: one(headers['authorization']),
    purpose: one(headers['purpose-of-use']),
    requestId,
    operationHash,
    idempotencyKey: one(headers['idempotency-key']),
    language: one(headers['accept-language']) ?? '',
    deadline: { at: Date.now() + timeFor(one(headers['accord-time-left'])), signal },
  };
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function timeFor(milliseconds: string | null): number {
  const wanted = milliseconds === null ? Number.NaN : Number(milliseconds);
  return wanted > 0 ? Math.min(wanted, LONGEST_REQUEST_MS) : LONGEST_REQUEST_MS;
}
