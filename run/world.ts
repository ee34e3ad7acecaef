import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorldError } from '../sandbox/check-world.ts';
import { loadWorld } from '../sandbox/load-world.ts';
import { worldJsonSchema } from '../sandbox/world-schema.ts';
import { readConfig } from '../shared/config.ts';
import { projectFolder } from '../shared/project-folder.ts';
import { addressOf, withDatabase } from './with-database.ts';

/** `npm run world -- FILE` loads a world from a JSON file, which sandbox/README.md describes; `--schema` writes its JSON Schema. */
const [file] = process.argv.slice(2);
try {
  if (!file) throw new Error('Usage: npm run world -- FILE');
  if (file === '--schema') await writeSchema();
  else await load(file);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof WorldError ? 1 : 2;
}

async function load(path: string): Promise<void> {
  const config = readConfig();
  const value = parsed(await readFile(path, 'utf8'), path);
  const { world, fresh } = await withDatabase(config, (client) =>
    loadWorld(config.databaseUrl?.reveal() ?? addressOf(client), value, config),
  );
  console.log(
    fresh === 0
      ? `The world ${world} stood there already.`
      : `The world ${world} is loaded: ${fresh} new entries.`,
  );
}

async function writeSchema(): Promise<void> {
  const path = join(projectFolder, 'sandbox', 'world.schema.json');
  await writeFile(path, `${JSON.stringify(worldJsonSchema(), null, 2)}\n`);
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}
