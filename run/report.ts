import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PdfWorkshop } from '../gateway/reports/pdf-workshop.ts';
import { PublishedReports } from '../gateway/reports/published-reports.ts';
import { FORMS, placesOf, writtenReport } from '../gateway/reports/written-report.ts';
import { readConfig } from '../shared/config.ts';
import { Executor } from '../shared/execute.ts';
import { createLog } from '../shared/log.ts';
import { REPORT_LANGUAGES } from '../shared/report/content.ts';
import { faultsOf, type ReportDocument } from '../shared/report/document.ts';
import { openSubgraph } from '../shared/subgraph.ts';
import { partnerships } from '../subgraphs/partnerships/schema.ts';
import { addressOf, withDatabase } from './with-database.ts';

const USAGE = `Usage: npm run report -- CONFERENCE [FOLDER]
       npm run report -- check FILE`;

/**
 * `npm run report -- 32` writes the newest frozen report to that Conference as JSON, and as page and PDF in four languages;
 * `check` says of a published JSON file whether hash, signature and every figure hold, without a database.
 */
const [first = '', second] = process.argv.slice(2);
try {
  if (first === 'check' && second) await check(second);
  else if (/^[1-9]\d{0,2}$/.test(first)) await writeAll(Number(first), second ?? '.');
  else throw new Error(USAGE);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as Error).message === USAGE ? 2 : 1;
}

async function check(path: string): Promise<void> {
  const document = JSON.parse(await readFile(path, 'utf8')) as ReportDocument;
  const faults = await faultsOf(document);
  if (faults.length > 0) throw new Error(`The report does NOT hold.\n${faults.join('\n')}`);
  const { conference, version, hash, publicKey } = document;
  console.log(
    `The report holds: version ${version} to the Conference ${conference}, hash ${hash}, signed with the key ${publicKey.kid}.`,
  );
  console.log('Compare this key with those at /reports/keys.json of the instance that published it.');
}

async function writeAll(conference: number, folder: string): Promise<void> {
  const config = readConfig();
  const found = await withDatabase(config, async (client) => {
    const subgraph = await openSubgraph(
      partnerships,
      config.databaseUrl?.reveal() ?? addressOf(client),
      config,
    );
    const executor = new Executor(subgraph, createLog());
    const source = new PublishedReports({
      fetch: (operation, caller) => executor.run(operation, { ...caller, viewer: null, fromGateway: true }),
    });
    return source.find(conference, null).finally(() => subgraph.close());
  });
  if (found === null) throw new Error(`No report to the Conference ${conference} has been frozen.`);
  await mkdir(folder, { recursive: true });
  const workshop = new PdfWorkshop();
  for (const form of FORMS) {
    for (const language of form === 'json' ? (['en'] as const) : REPORT_LANGUAGES) {
      const bytes = await writtenReport(found, { form, language, sandbox: config.sandbox }, workshop);
      const path = join(resolve(folder), nameOf(conference, found.version, form, language));
      await writeFile(path, bytes);
      console.log(path);
    }
  }
  await workshop.close();
  console.log(`On a running instance: ${placesOf(conference, found.version, 'en').pdf}`);
}

function nameOf(conference: number, version: number, form: string, language: string): string {
  return `report-${conference}-${version}${form === 'json' ? '' : `-${language}`}.${form}`;
}
