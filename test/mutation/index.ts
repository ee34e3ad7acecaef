import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { projectFolder } from '../../shared/project-folder.ts';
import startDatabase from '../support/start-database.config.ts';
import stopDatabase from '../support/stop-database.config.ts';
import { PARTS, type Part } from './parts.ts';
import {
  LEAST_SCORE,
  type Report,
  resultsPage,
  scoreOf,
  scoresOf,
  sentenceOf,
  withoutSurvivors,
} from './results.ts';
import type { WarmOptions } from './warm-runner.ts';

/**
 * `npm run mutation`: changes policy, vault and ledger in thousands of small ways and says which change no test noticed.
 * `-- vault` changes one part only; `-- --force` tries again also what nothing has touched since the last time; `-- --report`
 * tries nothing and writes the page from the last reports. What survived the last time is tried again every time.
 */
const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false }, report: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const chosen = PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const reportOf = ({ name }: Part) => join(projectFolder, '.accord', `mutation-${name}.json`);

if (!values.report) for (const part of chosen) await change(part);

const pages = new Map(
  PARTS.filter((part) => existsSync(reportOf(part))).map((part) => [
    part.name,
    scoresOf(JSON.parse(readFileSync(reportOf(part), 'utf8')) as Report),
  ]),
);
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), resultsPage(pages));
for (const [name, scores] of pages) {
  const unexplained = scores.flatMap(({ survivors }) => survivors).filter(({ why }) => why === null);
  console.log(`\n${name}: ${scoreOf(scores).toFixed(1)} %, ${unexplained.length} survivors without a reason`);
  for (const survivor of unexplained) console.log(`${sentenceOf(survivor)}\n    ${survivor.text}`);
  if (scoreOf(scores) < LEAST_SCORE || unexplained.length > 0) process.exitCode = 1;
}

async function change(part: Part): Promise<void> {
  const soFar = join(projectFolder, '.accord', `mutation-${part.name}-so-far.json`);
  if (existsSync(soFar))
    writeFileSync(soFar, JSON.stringify(withoutSurvivors(JSON.parse(readFileSync(soFar, 'utf8')) as Report)));
  if (part.needsDatabase) await startDatabase();
  try {
    const options: PartialStrykerOptions & WarmOptions = {
      mutate: [...part.mutate],
      plugins: [join(import.meta.dirname, 'warm-runner.ts')],
      testRunner: 'warm',
      warm: { testFiles: part.testFiles },
      testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
      coverageAnalysis: 'perTest',
      concurrency: part.atATime,
      ignorers: ['sentences'],
      maxTestRunnerReuse: 100,
      // A busy machine is no endless loop.
      timeoutMS: 60_000,
      disableTypeChecks: false,
      incremental: true,
      incrementalFile: soFar,
      force: values.force,
      // Stryker would rewrite it, and nothing here is compiled.
      tsconfigFile: '.accord/none.json',
      ignorePatterns: ['gateway/explorer/dist', '.accord', 'bench', 'sandbox'],
      reporters: ['json', 'progress-append-only'],
      jsonReporter: { fileName: reportOf(part) },
      tempDirName: '.accord/mutation',
      cleanTempDir: 'always',
    };
    await new Stryker(options).runMutationTest();
  } finally {
    if (part.needsDatabase) await stopDatabase();
  }
}
