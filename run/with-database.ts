import pg from 'pg';
import type { Config } from '../shared/config.ts';
import { runningPostgres, startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare-database.ts';

/**
 * Lends a command a connection as the owner: to the configured database, to the embedded one of an Accord that runs
 * beside it, or, when none does, to the embedded one, started for as long as the work takes.
 */
export async function withDatabase<T>(config: Config, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const address = config.databaseUrl?.reveal() ?? runningPostgres(config.home);
  if (address) return lend(address, config, work);
  const server = await startPostgres({ home: config.home, port: 0 });
  try {
    return await lend(server.url, config, work);
  } finally {
    await server.stop();
  }
}

async function lend<T>(url: string, config: Config, work: (client: pg.Client) => Promise<T>): Promise<T> {
  await prepareDatabase(url, config);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Where a lent connection leads: of the embedded database the port is not known before. */
export function addressOf({ host, port, user = '', password = '', database = '' }: pg.Client): string {
  const login = [user, password ?? ''].map(encodeURIComponent).join(':');
  return `postgres://${login}@${host}:${port}/${database}`;
}
