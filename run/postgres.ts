import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { keyFile } from '../shared/key-file.ts';
import { guard } from './guard.ts';
import { checkPorts, freePort } from './ports.ts';
import { createCluster } from './postgres-cluster.ts';
import { endLeftover, isServerOf, noteStarter, runningServer } from './postgres-leftover.ts';
import { postgresPlace } from './postgres-place.ts';
import { postgresProgram } from './postgres-program.ts';

export interface PostgresServer {
  /** postgres:// address of the database `accord`, as its owner. It holds the password: never print it. */
  readonly url: string;
  /** Absolute path of the folder that holds the data. */
  readonly folder: string;
  /** True when this start made the database. */
  readonly firstStart: boolean;
  /** Resolves when the server has ended by itself, which it never should. */
  readonly ended: Promise<void>;
  /** Ends open transactions, writes everything down and returns when no process is left. */
  stop(): Promise<void>;
  /** Ends at once, without writing down what only memory holds; the next start recovers it from the log. */
  abandon(): void;
}

export interface PostgresOptions {
  /** Absolute path of ACCORD_HOME. */
  readonly home: string;
  /** 0: any free port. */
  readonly port: number;
  /** How many may be open at once; a program with the four subgraphs in it opens up to 60. */
  readonly connections?: number;
  /** False only for tests: the data may be lost when the machine stops. */
  readonly durable?: boolean;
}

/**
 * Starts the PostgreSQL that npm brought, on 127.0.0.1 alone, behind a random password (scram-sha-256). The programs
 * are run directly: the package's own starter needs an account "postgres" under root, writes the password to a file
 * that all may read, and waits for words in a log.
 */
export async function startPostgres({
  home,
  port,
  connections = 200,
  durable = true,
}: PostgresOptions): Promise<PostgresServer> {
  const place = postgresPlace(home);
  const program = postgresProgram(place.account);
  const password = keyFile(join(home, 'keys', 'postgres')).reveal();
  const cluster = join(place.folder, 'data');
  await endLeftover(home, cluster);
  const chosen = port === 0 ? await freePort() : port;
  await checkPorts([
    { port: chosen, host: '127.0.0.1', who: 'the embedded PostgreSQL', variable: 'EMBEDDED_POSTGRES_PORT' },
  ]);
  const firstStart = await createCluster({ program, place, password });
  const log = openLog(home);
  const settings = [
    ...SETTINGS,
    `port=${chosen}`,
    `max_connections=${connections}`,
    ...(durable ? [] : FORGETFUL),
  ].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(program, 'bin', 'postgres'), ['-D', cluster, ...settings], {
    ...place.account,
    cwd: '/',
    env: { TZ: 'UTC' },
    // Ctrl-C reaches every member of the terminal's group; the database must be the last to go, not the first.
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
  });
  const ended = new Promise<void>((resolve) =>
    server.once('exit', () => resolve()).once('error', () => resolve()),
  );
  if (server.pid !== undefined) {
    const guarding = guard(server.pid, 'INT', place.account);
    server.once('exit', () => guarding.kill());
  }
  closeSync(log.descriptor);
  noteStarter(home);
  try {
    await untilReady(server, cluster, log);
    const url = addressOf(password, chosen);
    await createDatabase(url);
    const abandon = () => void server.kill('SIGQUIT');
    return { url, folder: place.folder, firstStart, ended, stop: () => stop(server, ended), abandon };
  } catch (error) {
    await stop(server, ended);
    throw error;
  }
}

/** The address of the server that another program, such as `npm start`, has running on this home; null when none is. */
export function runningPostgres(home: string): string | null {
  const cluster = join(postgresPlace(home).folder, 'data');
  const server = runningServer(cluster);
  if (!server?.ready || !isServerOf(server.pid, cluster)) return null;
  return addressOf(keyFile(join(home, 'keys', 'postgres')).reveal(), server.port);
}

function addressOf(password: string, port: number): string {
  return `postgres://accord:${password}@127.0.0.1:${port}/accord?sslmode=disable`;
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  // Statements and values in a log would be a second, unguarded copy of what the vault protects.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  // Compiling a plan costs more than any question of this size.
  'jit=off',
];
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const LOG_LIMIT = 10_000_000;

interface Log {
  readonly path: string;
  readonly descriptor: number;
  /** Byte at which this start begins. */
  readonly from: number;
}

function openLog(home: string): Log {
  const path = join(home, 'logs', 'postgres.log');
  mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 });
  const descriptor = openSync(path, 'a', 0o600);
  const { size } = statSync(path);
  if (size > LOG_LIMIT) truncateSync(path);
  return { path, descriptor, from: size > LOG_LIMIT ? 0 : size };
}

async function untilReady(server: ChildProcess, cluster: string, log: Log): Promise<void> {
  while (server.exitCode === null && server.signalCode === null) {
    if (server.pid === undefined) throw new Error('PostgreSQL could not be started.');
    const running = runningServer(cluster);
    if (running?.pid === server.pid && running.ready) return;
    await pause(10);
  }
  const words = readFileSync(log.path, 'utf8').slice(log.from).trim().split('\n').slice(-5).join('\n');
  throw new Error(`PostgreSQL ended while it started. Its last words, in ${log.path}:\n${words}`);
}

async function createDatabase(url: string): Promise<void> {
  const address = new URL(url);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'accord'`);
    if (rowCount === 0) await client.query('create database accord');
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: clients are cut off, the data written down. */
async function stop(server: ChildProcess, ended: Promise<void>): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT');
  await ended;
}
