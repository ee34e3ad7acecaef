import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'graphql';
import {
  apiSchemaOf,
  composeSupergraph,
  releasedSchemaPath,
  subgraphSchemaPath,
  supergraphPath,
} from '../gateway/supergraph.ts';
import { readConfig } from '../shared/config.ts';
import type { Database } from '../shared/database.ts';
import { buildSubgraph } from '../shared/federation.ts';
import { fence } from '../shared/fence.ts';
import { subgraphs } from './subgraphs.ts';

/**
 * `npm run schema` writes the four schemas and the supergraph; with `--check` it only says which are stale. With `--release`
 * it also writes what clients see of them, which from then on is what test/habits/released-schema.test.ts holds changes against.
 */
const check = process.argv.includes('--check');
const config = readConfig({
  ...process.env,
  GATEWAY_KEY: 'x'.repeat(43),
  VAULT_KEYS: `k1:${'x'.repeat(43)}`,
  LEDGER_KEY: 'x'.repeat(43),
  RECEIPT_KEYS: `r1:${'x'.repeat(43)}`,
  REPORT_KEY: 'x'.repeat(43),
});
/** Nothing is read while a schema is built, so no database need be there. */
const NO_DATABASE = { ownPool: () => ({}) } as unknown as Database;
const stale: string[] = [];
const emitted = new Map<string, string>();

for (const definition of subgraphs) {
  const { schema, sdl } = buildSubgraph(definition.parts(NO_DATABASE, config));
  fence(schema, definition.permissions);
  emitted.set(definition.store.name, sdl);
  keep(subgraphSchemaPath(definition.store.name as never), `${sdl.trim()}\n`);
}
const supergraph = composeSupergraph((name) => parse(emitted.get(name) as string));
keep(supergraphPath, supergraph);
if (process.argv.includes('--release')) keep(releasedSchemaPath, apiSchemaOf(supergraph));

if (stale.length > 0) {
  console.error(`Stale, run npm run schema:\n${stale.map((path) => `  ${path}`).join('\n')}`);
  process.exitCode = 1;
}

function keep(path: string, text: string): void {
  if (check) {
    if (committed(path) !== text) stale.push(path);
  } else {
    writeFileSync(path, text);
  }
}

function committed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
