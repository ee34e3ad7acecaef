import pg from 'pg';
import {
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { roleOf } from '../../shared/database.ts';
import { BUDGET_SECONDS } from './limits.ts';

/** What one client has left, as the `RateLimit` headers say it. */
export interface Balance {
  readonly isEnough: boolean;
  readonly quota: number;
  readonly left: number;
  /** Seconds until the whole quota is there again. */
  readonly resetSeconds: number;
}

/** Takes what an operation costs from the budget of a client, or of an address without one. */
export interface Budgets {
  take(client: string, cost: number): Promise<Balance>;
  close(): Promise<void>;
}

/** Budgets of this process alone. */
export function budgetsInMemory(quota: number): Budgets {
  const limiter = new RateLimiterMemory({ points: quota, duration: BUDGET_SECONDS });
  return { take: (client, cost) => taken(limiter, quota, client, cost), close: async () => undefined };
}

/** Called in the first program of several workers, before it starts them: `budgetsInPrimary` are kept there. */
export function keepBudgetsForWorkers(): void {
  new RateLimiterClusterMaster();
}

/** Budgets that the workers of one gateway share, in its first program. While that does not answer, each counts for itself. */
export function budgetsInPrimary(quota: number): Budgets {
  const limits = { points: quota, duration: BUDGET_SECONDS };
  const limiter = new RateLimiterCluster({ ...limits, keyPrefix: 'budget', timeoutMs: 500 });
  const own = new RateLimiterMemory(limits);
  return {
    take: (client, cost) => taken(limiter, quota, client, cost).catch(() => taken(own, quota, client, cost)),
    close: async () => undefined,
  };
}

/** Budgets that several gateways share. While the database does not answer, each counts for itself. */
export function budgetsInDatabase(url: string, quota: number): Budgets {
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c role=${roleOf('gateway')} -c synchronous_commit=off`,
    application_name: roleOf('gateway'),
    max: 4,
    connectionTimeoutMillis: 500,
    statement_timeout: 500,
  });
  pool.on('error', () => undefined);
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    schemaName: 'gateway',
    tableName: 'budget',
    tableCreated: true,
    points: quota,
    duration: BUDGET_SECONDS,
    // Whoever has nothing left is told so without asking again.
    inMemoryBlockOnConsumed: quota,
    insuranceLimiter: new RateLimiterMemory({ points: quota, duration: BUDGET_SECONDS }),
  });
  return { take: (client, cost) => taken(limiter, quota, client, cost), close: () => pool.end() };
}

async function taken(
  limiter: RateLimiterMemory | RateLimiterCluster | RateLimiterPostgres,
  quota: number,
  client: string,
  cost: number,
): Promise<Balance> {
  try {
    return balanceOf(await limiter.consume(client, cost), quota, true);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return balanceOf(refused, quota, false);
    throw refused;
  }
}

function balanceOf(
  { remainingPoints, msBeforeNext }: RateLimiterRes,
  quota: number,
  isEnough: boolean,
): Balance {
  return {
    isEnough,
    quota,
    left: Math.max(0, remainingPoints),
    resetSeconds: Math.ceil(msBeforeNext / 1000),
  };
}
