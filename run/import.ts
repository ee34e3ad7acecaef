import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { readConfig } from '../shared/config.ts';
import { importKinds } from './import/kinds.ts';
import { type ImportReport, printReport, Refused } from './import/report.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run import -- <kind> FILE [MORE] [--mapping FILE]`. The files are read and checked whole before anything is written, and
 * all is written in one transaction: a broken file leaves the database as it was.
 */
const { values, positionals } = parseArgs({
  options: { mapping: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const [kind = '', ...given] = positionals;
const importer = importKinds[kind];
// A mapping stands behind the files, where the kinds that want one look for it.
const files = typeof values.mapping === 'string' ? [...given, values.mapping] : given;
const isMapped = importer?.files.at(-1)?.startsWith('--mapping') ?? false;
if (
  !importer ||
  files.length < (isMapped ? importer.files.length : 1) ||
  files.length > importer.files.length ||
  isMapped !== (typeof values.mapping === 'string')
) {
  console.error(usage());
  process.exit(2);
}
try {
  const texts = await Promise.all(files.map(readWhole));
  const write = importer.read(texts);
  printReport(await withDatabase(readConfig(), (client) => inOneTransaction(client, write)));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function inOneTransaction(
  client: pg.Client,
  write: (client: pg.Client) => Promise<ImportReport>,
): Promise<ImportReport> {
  await client.query('begin');
  try {
    const report = await write(client);
    await client.query('commit');
    return report;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function readWhole(path: string): Promise<{ path: string; text: string; bytes: Uint8Array }> {
  try {
    const bytes = await readFile(path);
    return { path, bytes, text: bytes.toString('utf8') };
  } catch (error) {
    throw new Refused([
      `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
    ]);
  }
}

function usage(): string {
  const lines = Object.entries(importKinds).map(
    ([name, { files, says }]) => `  npm run import -- ${name} ${files.join(' ')}\n      ${says}`,
  );
  return `Usage:\n${lines.join('\n')}`;
}
