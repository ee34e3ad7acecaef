import type { Caller } from './context.ts';

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
  return headers;
}

export function callerOf(headers: Headers, requestId: string, operationHash: string): Caller {
  return {
    authorization: one(headers['authorization']),
    purpose: one(headers['purpose-of-use']),
    requestId,
    operationHash,
    idempotencyKey: one(headers['idempotency-key']),
    language: one(headers['accept-language']) ?? '',
  };
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
