import { readConfig } from '../../shared/config.ts';
import { withDatabase } from '../with-database.ts';
import { printReport, Refused } from './report.ts';
import type { StreamedKind, StreamedOptions } from './streamed-kind.ts';

/** What stands behind `--` in a command. */
export const STREAMED_OPTIONS = {
  language: { type: 'string' },
  country: { type: 'string' },
  directory: { type: 'string' },
  restore: { type: 'boolean' },
} as const;

export interface Given {
  readonly [option: string]: string | boolean | undefined;
}

/** The status of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Ctrl-C ends it after the transaction at hand, and the same command goes on from there; a second one ends it at once. */
export async function runStreamed(kind: StreamedKind, path: string, given: Given): Promise<void> {
  let stopped = false;
  const stop = () => {
    if (stopped) process.exit(INTERRUPTED);
    stopped = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const options: StreamedOptions = { ...optionsOf(given), stopped: () => stopped };
  const write = await kind.check(path, options);
  const report = await withDatabase(readConfig(), write);
  printReport(report);
  process.exitCode = report.finished ? 0 : INTERRUPTED;
}

/** Errors: Refused. */
function optionsOf({
  language = 'en',
  country,
  directory,
  restore,
}: Given): Omit<StreamedOptions, 'stopped'> {
  const faults = [
    ...(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(String(language))
      ? []
      : ['--language: a BCP 47 tag, such as ar or pt-BR.']),
    ...(country === undefined || /^[A-Za-z]{2}$/.test(String(country))
      ? []
      : ['--country: two letters, ISO 3166-1.']),
    ...(directory === undefined || /^[\w.-]{1,100}$/.test(String(directory))
      ? []
      : ['--directory: letters, digits, dots and hyphens.']),
  ];
  if (faults.length > 0) throw new Refused(faults);
  return {
    language: String(language),
    country: country === undefined ? null : String(country).toUpperCase(),
    directory: directory === undefined ? null : String(directory),
    restored: restore === true,
  };
}
