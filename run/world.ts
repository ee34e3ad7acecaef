import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { WorldError } from '../sandbox/check-world.ts';
import { loadWorld } from '../sandbox/load-world.ts';
import { readConfig } from '../shared/config.ts';
import { withDatabase } from './with-database.ts';

/** `npm run world -- FILE` loads a world from a JSON file; sandbox/README.md says how it is written. */
const [file] = process.argv.slice(2);
try {
  const config = readConfig();
  if (!file) throw new Error('Usage: npm run world -- FILE');
  const value = parsed(await readFile(file, 'utf8'), file);
  const { world: name, fresh } = await withDatabase(config, (client) =>
    loadWorld(config.databaseUrl?.reveal() ?? addressOf(client), value, config),
  );
  console.log(
    fresh === 0
      ? `The world ${name} stood there already.`
      : `The world ${name} is loaded: ${fresh} new entries.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof WorldError ? 1 : 2;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}

/** Of the embedded database, whose port is not known before. */
function addressOf({ host, port, user = '', password = '', database = '' }: pg.Client): string {
  const login = [user, password ?? ''].map(encodeURIComponent).join(':');
  return `postgres://${login}@${host}:${port}/${database}`;
}
