import type { Deadline } from './deadline.ts';
import type { Role } from './policy/roles.ts';

/** Who is asking, as the verified token says it. Type and standing of the organisation are read from the rows, not from here. */
export interface Viewer {
  readonly clientId: string;
  readonly subject: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  /** The purposes this client may declare. */
  readonly purposes: readonly string[];
  readonly expiresAt: Date;
}

/** What a subgraph knows of one request. Made afresh for every call to a subgraph, never shared between two. */
export interface SubgraphContext {
  readonly viewer: Viewer | null;
  /** The `Purpose-Of-Use` header as sent; null when absent. */
  readonly purpose: string | null;
  readonly requestId: string;
  /** SHA-256 of the client's operation text, for the ledger. */
  readonly operationHash: string;
  readonly idempotencyKey: string | null;
  /** `Accept-Language` as sent. */
  readonly language: string;
  /** True only for a call that the gateway made: `_entities` and `_service` open for nobody else. */
  readonly fromGateway: boolean;
  /** Until when the answer is waited for; absent: nobody said. */
  readonly deadline?: Deadline;
}

/** What crosses from the gateway to a subgraph beside the operation; over HTTP these become headers. */
export interface Caller {
  readonly authorization: string | null;
  readonly purpose: string | null;
  readonly requestId: string;
  readonly operationHash: string;
  readonly idempotencyKey: string | null;
  readonly language: string;
  readonly deadline?: Deadline;
}
