import type { Config } from '../shared/config.ts';
import { startPostgres } from './postgres.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { Running } from './running.ts';

export interface OpenDatabase {
  /** postgres:// address, as the owner. It holds a password: never print it. */
  readonly url: string;
  /** Codes of the organisations that have sandbox clients; none outside the sandbox. */
  readonly codes: readonly string[];
}

/** The database that the configuration names, or the embedded one, ready for this version. */
export async function openDatabase(config: Config, running: Running): Promise<OpenDatabase> {
  const url = config.databaseUrl?.reveal() ?? (await startEmbedded(config, running));
  return { url, codes: await prepareDatabase(url, config) };
}

async function startEmbedded(config: Config, running: Running): Promise<string> {
  const server = await running.start(
    startPostgres({
      home: config.home,
      port: config.embeddedPostgresPort,
      connections: 140 + 60 * config.operating.workers,
    }),
  );
  void server.ended.then(() =>
    running.fail(`PostgreSQL ended by itself; ${config.home}/logs/postgres.log says why.`),
  );
  return server.url;
}
