import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { readConfig } from '../shared/config.ts';
import { importKinds } from './import/kinds.ts';
import { type ImportReport, printReport, Refused } from './import/report.ts';
import { runStreamed, STREAMED_OPTIONS } from './import/run-streamed.ts';
import { streamedKinds } from './import/streamed-kinds.ts';
import { withDatabase } from './with-database.ts';

/**
 * `npm run import -- <kind> FILE [MORE] [--mapping FILE] [--refused FILE]`. The files are read and checked whole before anything is written: a
 * broken file leaves the database as it was. All is written in one transaction, or, of a directory that may be of any size, in
 * many that can be taken up again.
 */
const { values, positionals } = parseArgs({
  options: { mapping: { type: 'string' }, refused: { type: 'string' }, ...STREAMED_OPTIONS },
  allowPositionals: true,
  strict: false,
});
const [kind = '', ...given] = positionals;
const streamed = streamedKinds[kind];
try {
  if (streamed && given.length === 1) await runStreamed(streamed, given[0] as string, values);
  else await runWhole();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function runWhole(): Promise<void> {
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
  const write = importer.read(await Promise.all(files.map(readWhole)));
  const report = await withDatabase(readConfig(), (client) => inOneTransaction(client, write));
  printReport(report);
  if (report.refusedRows) await keepRefused(report.refusedRows, values.refused);
}

/** What could not be read is not lost: it is written where that is asked for, and otherwise it is said how to ask. */
async function keepRefused(rows: string, path: string | boolean | undefined): Promise<void> {
  if (typeof path !== 'string') {
    console.log(
      '\nWith --refused FILE the rows that were refused are written to a table, to be mended and read again.',
    );
    return;
  }
  await writeFile(path, `\ufeff${rows}`);
  console.log(`\nThe rows that were refused are in ${path}, each with its reason.`);
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
  const lines = Object.entries({ ...importKinds, ...streamedKinds }).map(
    ([name, { files, says }]) => `  npm run import -- ${name} ${files.join(' ')}\n      ${says}`,
  );
  const options = [
    '--language TAG   the language of the texts; en by default',
    '--country XX     the country of places that name none',
    '--directory NAME tells directories apart whose ids are alike',
    '--restore        an export of Accord itself: firewalls and types of organisations are taken over',
  ];
  return `Usage:\n${lines.join('\n')}\n\nOf ${Object.keys(streamedKinds).join(', ')}:\n  ${options.join('\n  ')}`;
}
