import { parseArgs } from 'node:util';
import { readConfig } from '../shared/config.ts';
import { Executor } from '../shared/execute.ts';
import { createLog } from '../shared/log.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { services } from '../subgraphs/services/schema.ts';
import { directoryRecords, type Wanted } from './export/directory-records.ts';
import { type ExportKind, exportKinds } from './export/kinds.ts';
import { progressBar } from './import/progress.ts';
import { addressOf, withDatabase } from './with-database.ts';

/**
 * `npm run export -- <kind> FILE [--all] [--language TAG]` writes the directory as anyone may read it: what is confidential is
 * not in it. It holds one page at a time, and writes everything or nothing.
 */
const { values, positionals } = parseArgs({
  options: { all: { type: 'boolean' }, language: { type: 'string' } },
  allowPositionals: true,
  strict: false,
});
const [name = '', path, ...more] = positionals;
const kind = Object.hasOwn(exportKinds, name) ? exportKinds[name] : undefined;
if (!kind || !path || more.length > 0) {
  console.error(usage());
  process.exit(2);
}
try {
  const written = await exported(kind, path, {
    language: typeof values.language === 'string' ? values.language : 'en',
    all: values.all === true,
  });
  console.log(`${path}: ${written} services.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function exported({ write }: ExportKind, to: string, wanted: Wanted): Promise<number> {
  const config = readConfig();
  return withDatabase(config, async (client) => {
    const subgraph = await openSubgraph(services, config.databaseUrl?.reveal() ?? addressOf(client), config);
    const bar = progressBar('Services');
    let written = 0;
    const step = (done: number, total: number) => {
      written = done;
      if (total > 0) bar.step(done, total);
    };
    try {
      await write(to, directoryRecords(new Executor(subgraph, createLog()), wanted, step));
      return written;
    } finally {
      bar.stop();
      await subgraph.close();
    }
  });
}

function usage(): string {
  const lines = Object.entries(exportKinds).map(
    ([one, { file, says }]) => `  npm run export -- ${one} ${file}\n      ${says}`,
  );
  return `Usage:\n${lines.join('\n')}
  --all            also services that a default search leaves out, each with its warning, and those that are closed
  --language TAG   which of several languages stands in the fields of HSDS; all of them are in the attributes`;
}
