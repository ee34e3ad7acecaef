import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  DataSource,
  DefaultNamingStrategy,
  type EntityManager,
  type EntityTarget,
  type MigrationInterface,
} from 'typeorm';
import type { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';
import { snakeCase } from 'typeorm/util/StringUtils.js';
import { LONGEST_REQUEST_MS, timeLeft } from './deadline.ts';
import { AccordError } from './errors.ts';
import { lease } from './lease.ts';
import { traced } from './tracing.ts';

type EntityClass = EntityTarget<object> & { readonly name: string };
type MigrationClass = new () => MigrationInterface;

/** What one subgraph brings: its schema, its tables' classes and the migrations that make them. */
export interface Store {
  /** Name of the subgraph, of its PostgreSQL schema and, behind `accord_`, of its role. */
  readonly name: string;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
}

/** A timer counts in whole milliseconds, and an answer is written in the same turn in which it was looked at last. */
const TIMERS_MAY_BE_EARLY_MS = 25;

/** One transaction. Nothing else leads to a connection. */
export interface Transaction {
  /** Runs a statement prepared under `name` on this connection; one name always stands for one text. */
  sql<Row>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same transaction through TypeORM, for writes and for reads that are not hot. */
  readonly entities: EntityManager;
  /** Says that this takes something away from a reader: see shared/lease.ts. The caller waits for it after the commit. */
  takesBack(): void;
}

interface PreparedClient {
  query(
    statement: string | { name: string; text: string; values: readonly unknown[] },
  ): Promise<{ rows: unknown[] }>;
  escapeLiteral(text: string): string;
}

export function roleOf(store: string): string {
  return `accord_${store}`;
}

/** The role in which the clock asks what is due: it reads whose and when, and of persons nothing. */
export function clockRoleOf(store: string): string {
  return `${roleOf(store)}_clock`;
}

/** Columns are written as PostgreSQL writes names: `validUntil` is `valid_until`. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return snakeCase([...prefixes, given || property].join('_'));
  }
}

/** A subgraph's door to its rows: its own role, its own schema, and for whom each transaction reads. */
export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly store: string,
    /** How this role connects. It holds a password: never print it. */
    readonly connection: pg.PoolConfig,
  ) {}

  static async open(url: string, store: Store, poolSize = 12): Promise<Database> {
    // The login may be the owner of all four schemas: the role is laid down before the first statement, for good.
    const connection = {
      connectionString: url,
      application_name: roleOf(store.name),
      options: `-c role=${roleOf(store.name)} -c search_path=${store.name},public -c statement_timeout=${LONGEST_REQUEST_MS}`,
      keepAlive: true,
    };
    const source = new DataSource({
      type: 'postgres',
      url,
      schema: store.name,
      entities: [...store.entities] as never,
      namingStrategy: new SnakeCase(),
      synchronize: false,
      logging: false,
      extra: { ...connection, max: poolSize },
    });
    await source.initialize();
    return new Database(source, store.name, connection);
  }

  /**
   * Runs `work` in one transaction that reads as `organisationId` (null: nobody). Row-level security reads the
   * setting; `set_config(…, true)` ends with the transaction, so that it cannot leak to the next borrower.
   */
  async transaction<T>(organisationId: string | null, work: (tx: Transaction) => Promise<T>): Promise<T> {
    let takesBack = false;
    const note = () => {
      takesBack = true;
    };
    const answer = await traced('transaction', { role: roleOf(this.store) }, () =>
      unlessDeadlocked(() => this.run(organisationId, work, note)),
    );
    if (takesBack) await pause(lease.ms + TIMERS_MAY_BE_EARLY_MS);
    return answer;
  }

  /**
   * What is due, whosever it is: one statement in the clock's own role, which row-level security shows nothing but keys
   * and times. What is then done to a row is done in a `transaction` that reads as its owner.
   */
  async due<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.transaction(null, async (tx) => {
      await tx.sql('clock', `select set_config('role', $1, true)`, [clockRoleOf(this.store)]);
      return tx.sql<Row>(name, text, values);
    });
  }

  private async run<T>(
    organisationId: string | null,
    work: (tx: Transaction) => Promise<T>,
    takesBack: () => void,
  ): Promise<T> {
    const runner = this.source.createQueryRunner() as PostgresQueryRunner;
    try {
      const client = (await runner.connect()) as PreparedClient;
      const sql = <Row>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> =>
        traced(`sql ${name}`, {}, async () => (await client.query({ name, text, values })).rows as Row[]);
      try {
        await client.query(beginningAs(client, organisationId));
        // Begun by us, in one message with the viewer; TypeORM must not begin another within it.
        runner.isTransactionActive = true;
        const answer = await work({ sql, entities: runner.manager, takesBack });
        await client.query('commit');
        return answer;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw spoken(error);
      } finally {
        runner.isTransactionActive = false;
      }
    } finally {
      await runner.release();
    }
  }

  /** One statement that reads as nobody, which needs no transaction: what everybody may read. */
  async read<Row>(name: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    timeLeft();
    const runner = this.source.createQueryRunner() as PostgresQueryRunner;
    try {
      const client = (await runner.connect()) as PreparedClient;
      return await traced(
        `sql ${name}`,
        {},
        async () => (await client.query({ name, text, values })).rows as Row[],
      );
    } catch (error) {
      throw spoken(error);
    } finally {
      await runner.release();
    }
  }

  /** Connections of their own, in the same role, for work that must not wait for requests. */
  ownPool(size: number): pg.Pool {
    const pool = new pg.Pool({ ...this.connection, max: size, connectionTimeoutMillis: 1_000 });
    // A connection that breaks while nobody uses it is replaced by the next query; there is nothing else to do.
    pool.on('error', () => undefined);
    return pool;
  }

  async ready(): Promise<void> {
    await this.transaction(null, (tx) => tx.sql('ready', 'select 1'));
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}

/**
 * Begins a transaction and says for whom it reads and how many milliseconds each of its statements may take (0: as long as
 * it takes), in one message: an inbox of four subgraphs makes five transactions, and each message costs as much as a
 * small statement (measured).
 */
function beginningAs(client: PreparedClient, organisationId: string | null): string {
  const viewer = client.escapeLiteral(organisationId ?? '');
  return `begin; select set_config('accord.organisation', ${viewer}, true), set_config('statement_timeout', '${timeLeft() ?? 0}', true)`;
}

const DEADLOCK = '40P01';
const ATTEMPTS = 3;

/** Of two transactions that wait for each other PostgreSQL throws one out, with nothing done: it is begun anew. */
async function unlessDeadlocked<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}

/** PostgreSQL holds every text but one with a NUL; that is the caller's mistake and not ours. */
function spoken(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === '22021')
    return new AccordError('VALIDATION_FAILED', { says: 'A text holds a NUL character.' });
  // The second wall's own word: the person was erased at this very moment.
  if (code === 'ACC01') return new AccordError('NOT_FOUND');
  // A statement that was cut off at its deadline.
  return code === '57014' ? new AccordError('SUBGRAPH_UNAVAILABLE', { cause: error }) : error;
}
