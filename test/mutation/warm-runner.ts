import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import {
  commonTokens,
  declareClassPlugin,
  declareValuePlugin,
  PluginKind,
  tokens,
} from '@stryker-mutator/api/plugin';
import {
  type CompleteDryRunResult,
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { freshModules } from './fresh-modules.ts';
import { type Outcome, runTestFile } from './harness.ts';
import { withoutSentences } from './sentences.ts';

/** What Stryker and the code that it has changed say to each other. */
const spoken: InstrumenterContext = {};
(globalThis as Record<string, unknown>).__stryker__ = spoken;

/**
 * Beside Stryker's own options. Its `testFiles` will not do: with it, version 10 runs no test at all for what is read once, when
 * a file is loaded, and half of the policy is such tables.
 */
export interface WarmOptions {
  readonly warm: { readonly testFiles: readonly string[] };
}

interface Round {
  /** What was changed: a test file that does not lead there can notice nothing. Null: all are run. */
  readonly changed: string | null;
  readonly only: ReadonlySet<string> | null;
  readonly stopsAtFirstFailure: boolean;
  /** In force while files are loaded. */
  readonly whileLoading?: string;
  /** In force while tests run. */
  readonly whileRunning?: string;
}

/**
 * Runs tests in one process, which keeps what npm has brought and loads the project's own files anew for each change. Jest's own
 * runner makes a virtual machine for each test file, and loads everything into it: twenty times as slow, with thousands of changes to try.
 */
class WarmRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);

  private readonly modules = freshModules(
    pathToFileURL(`${process.cwd()}/`).href,
    new URL('./jest-globals.ts', import.meta.url).href,
  );
  private readonly files: readonly string[];

  constructor(options: StrykerOptions) {
    const { testFiles } = (options as StrykerOptions & WarmOptions).warm;
    this.files = testFiles.flatMap((pattern) => globSync(pattern).sort());
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const mutantCoverage = { static: {}, perTest: {} };
    spoken.mutantCoverage = mutantCoverage;
    const result = await this.round({ changed: null, only: null, stopsAtFirstFailure: false });
    spoken.mutantCoverage = undefined;
    return coverageAnalysis === 'off' ? result : { ...result, mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, hitLimit, disableBail, mutantActivation, sandboxFileName } = options;
    spoken.hitCount = hitLimit === undefined ? undefined : 0;
    spoken.hitLimit = hitLimit;
    const result = await this.round({
      changed: sandboxFileName,
      only: testFilter ? new Set(testFilter) : null,
      stopsAtFirstFailure: !disableBail,
      whileLoading: mutantActivation === 'static' ? activeMutant.id : undefined,
      whileRunning: activeMutant.id,
    });
    return toMutantRunResult(determineHitLimitReached(spoken.hitCount, hitLimit) ?? result, disableBail);
  }

  private async round({ changed, whileLoading, whileRunning, ...how }: Round): Promise<CompleteDryRunResult> {
    this.modules.forget();
    const outcomes: Outcome[] = [];
    for (const file of this.files) {
      if (how.only && ![...how.only].some((id) => id.startsWith(`${file}: `))) continue;
      if (changed && this.modules.reaches(file, pathToFileURL(changed).href) === false) continue;
      spoken.activeMutant = whileLoading;
      const ofFile = await runTestFile({
        ...how,
        file,
        load: () => this.modules.import(file),
        loaded: () => {
          spoken.activeMutant = whileRunning;
        },
        during: (id) => {
          spoken.currentTestId = id ?? undefined;
        },
      });
      outcomes.push(...ofFile);
      if (how.stopsAtFirstFailure && ofFile.some(({ failure }) => failure !== null)) break;
    }
    spoken.activeMutant = undefined;
    return { status: DryRunStatus.Complete, tests: outcomes.map(resultOf) };
  }
}

function resultOf({ id, name, file, milliseconds, failure }: Outcome): TestResult {
  const tested = { id, name, fileName: resolve(file), timeSpentMs: milliseconds };
  if (failure === null) return { ...tested, status: TestStatus.Success };
  return { ...tested, status: TestStatus.Failed, failureMessage: failure };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'warm', WarmRunner),
  declareValuePlugin(PluginKind.Ignore, 'sentences', withoutSentences),
];

export const strykerValidationSchema = {
  properties: { warm: { type: 'object', required: ['testFiles'] } },
};
