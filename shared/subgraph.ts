import type { GraphQLSchema } from 'graphql';
import type { Config } from './config.ts';
import type { SubgraphContext } from './context.ts';
import { Database, type Store } from './database.ts';
import { buildSubgraph, type SubgraphParts } from './federation.ts';
import { fence, type Permissions } from './fence.ts';
import { type Job, type RunningJobs, startJobs } from './jobs.ts';
import type { Log } from './log.ts';
import type { Shown } from './shown.ts';
import type { StoreCheck } from './store-check.ts';

/** What makes a subgraph: its rows, its fence, and its resolvers over an open database. */
export interface SubgraphDefinition {
  readonly store: Store;
  readonly permissions: Permissions;
  /** What must hold among its rows; `npm run check-store` asks. */
  readonly checks: readonly StoreCheck[];
  /** What the clock does among its rows. */
  readonly jobs?: readonly Job[];
  parts(database: Database, config: Config): RunningParts;
}

export interface RunningParts extends SubgraphParts {
  /** Whether all of this may still be shown to this viewer, decided anew. A subgraph without persons has none. */
  readonly stillShown?: (context: SubgraphContext, shown: readonly Shown[]) => Promise<boolean>;
  /** Ends what the parts started beside the database. */
  readonly close?: () => Promise<void>;
}

/** A subgraph that answers, in this process. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
  stillShown(context: SubgraphContext, shown: readonly Shown[]): Promise<boolean>;
  ready(): Promise<void>;
  /** From now on this program takes part in the subgraph's jobs, until it closes. */
  startJobs(log: Log): Promise<void>;
  close(): Promise<void>;
}

export async function openSubgraph(
  definition: SubgraphDefinition,
  url: string,
  config: Config,
): Promise<Subgraph> {
  const database = await Database.open(url, definition.store);
  const parts = definition.parts(database, config);
  const { schema, sdl } = buildSubgraph(parts);
  const { jobs = [] } = definition;
  let running: RunningJobs | null = null;
  return {
    name: definition.store.name,
    schema: fence(schema, definition.permissions),
    sdl,
    // What no part can answer for is not shown.
    stillShown: async (context, shown) => (await parts.stillShown?.(context, shown)) ?? shown.length === 0,
    ready: () => database.ready(),
    startJobs: async (log) => {
      if (jobs.length > 0) running = await startJobs(database, definition.store.name, jobs, log);
    },
    close: async () => {
      await running?.stop();
      await parts.close?.();
      await database.close();
    },
  };
}
