import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../shared/config.ts';
import type { SubgraphContext } from '../../shared/context.ts';
import { type Answer, Executor } from '../../shared/execute.ts';
import { createLog } from '../../shared/log.ts';
import type { Role } from '../../shared/policy/roles.ts';
import type { Shown } from '../../shared/shown.ts';
import { openSubgraph, type SubgraphDefinition } from '../../shared/subgraph.ts';

/** Who asks, and how; null asks without a token. */
export interface Asking {
  readonly organisationId: string;
  readonly role?: Role;
  /** `sub`: the person, where two of one organisation matter. */
  readonly subject?: string;
  /** What the client is registered for. */
  readonly purposes?: readonly string[];
  /** As the header declares it; null: no header. */
  readonly purpose?: string | null;
  readonly idempotencyKey?: string;
  readonly requestId?: string;
  readonly operationHash?: string;
  readonly fromGateway?: boolean;
  readonly expiresAt?: Date;
}
export type Asker = Asking | null;

export interface TestSubgraph {
  /** ACCORD_HOME, with the keys in it. */
  readonly home: string;
  /** The answer as it is, errors included. */
  answer(who: Asker, query: string, variables?: object): Promise<Answer>;
  /** The answer's content; errors of the request make it throw, with their codes. */
  ask<Content = Record<string, never>>(who: Asker, query: string, variables?: object): Promise<Content>;
  /** The last look at what an answer's extensions say it holds. */
  stillShown(who: Asker, shown: readonly Shown[]): Promise<boolean>;
  close(): Promise<void>;
}

/** A subgraph in this process, over the database at `url`, with fresh keys of its own. */
export async function openTestSubgraph(definition: SubgraphDefinition, url: string): Promise<TestSubgraph> {
  const home = mkdtempSync(join(tmpdir(), 'accord-subgraph-'));
  const subgraph = await openSubgraph(definition, url, readConfig({ ACCORD_HOME: home }));
  const executor = new Executor(subgraph, createLog('silent'));
  const answer: TestSubgraph['answer'] = (who, query, variables) =>
    executor.run({ query, variables: { ...variables } }, contextOf(who));
  return {
    home,
    answer,
    ask: async <Content>(who: Asker, query: string, variables?: object) => {
      const { data, errors } = await answer(who, query, variables);
      if (errors) throw new Error(errors.map(({ extensions }) => String(extensions?.code)).join(', '));
      return data as Content;
    },
    stillShown: (who, shown) => subgraph.stillShown(contextOf(who), shown),
    close: async () => {
      await subgraph.close();
      rmSync(home, { recursive: true });
    },
  };
}

let requests = 0;

/** A context of its own for each request, as the gateway makes it; by default of a caseworker with one purpose. */
export function contextOf(who: Asker): SubgraphContext {
  requests += 1;
  const viewer = who && {
    clientId: `${who.organisationId}-${who.role ?? 'caseworker'}`,
    subject: who.subject ?? who.organisationId,
    organisationId: who.organisationId,
    role: who.role ?? 'caseworker',
    scopes: [],
    purposes: who.purposes ?? ['LEGAL_AID'],
    expiresAt: who.expiresAt ?? new Date(Date.now() + 60_000),
  };
  return {
    viewer,
    purpose: who?.purpose ?? null,
    requestId: who?.requestId ?? `request-${requests}`,
    operationHash: who?.operationHash ?? 'operation',
    idempotencyKey: who?.idempotencyKey ?? null,
    language: '',
    fromGateway: who?.fromGateway ?? true,
  };
}
