import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of Stryker's report as is read here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

/** Both from one. */
interface Position {
  readonly line: number;
  readonly column: number;
}

/** A change that no test noticed. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** The whole line, and what in it became what. */
  readonly text: string;
  readonly was: string;
  readonly became: string;
  /** Why nobody could notice: `equivalent.json` says so; null when it does not. */
  readonly why: string | null;
}

export interface FileScore {
  readonly file: string;
  readonly noticed: number;
  readonly survivors: readonly Survivor[];
}

interface Equivalent {
  readonly file: string;
  readonly text: string;
  readonly became: string;
  readonly why: string;
}

/** A timeout is noticed too: the tests did not end. */
const NOTICED = ['Killed', 'Timeout', 'RuntimeError', 'CompileError'];
const UNNOTICED = ['Survived', 'NoCoverage'];

export function scoresOf(report: Report): FileScore[] {
  const equivalents = knownEquivalents();
  return Object.entries(report.files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, { source, mutants }]) => ({
      file,
      noticed: mutants.filter(({ status }) => NOTICED.includes(status)).length,
      survivors: mutants
        .filter(({ status }) => UNNOTICED.includes(status))
        .map((mutant) => survivorOf(file, source.split('\n'), mutant, equivalents)),
    }));
}

/**
 * Stryker tries again what is not in its report: a test that is new notices what none noticed before. What nobody can notice
 * stays there: it costs every test that there is.
 */
export function withoutSurvivors(report: Report): Report {
  const equivalents = knownEquivalents();
  const files = Object.entries(report.files).map(([file, one]) => {
    const lines = one.source.split('\n');
    const stays = (mutant: Mutant) =>
      !UNNOTICED.includes(mutant.status) || survivorOf(file, lines, mutant, equivalents).why !== null;
    return [file, { ...one, mutants: one.mutants.filter(stays) }];
  });
  return { ...report, files: Object.fromEntries(files) };
}

/** Per cent of all changes that the tests noticed; those that nobody could notice count as unnoticed. */
export function scoreOf(scores: readonly FileScore[]): number {
  const noticed = scores.reduce((sum, one) => sum + one.noticed, 0);
  const all = noticed + scores.reduce((sum, one) => sum + one.survivors.length, 0);
  return all === 0 ? 0 : (100 * noticed) / all;
}

export function resultsPage(parts: ReadonlyMap<string, readonly FileScore[]>): string {
  return `# Mutation tests

Written by \`npm run mutation\`; not edited. StrykerJS changes one thing at a time, a comparison, a word, a line left out, and runs the
tests: a change that they notice is killed, one that they do not notice has survived. Sentences that a rule says to people
(\`says\`, \`source\`) are left as they are. Why a survivor is the same to everybody stands in \`equivalent.json\`; one without a reason
fails the run, as does a part below ${LEAST_SCORE} %.

| Part | Changes | Noticed | Survived | Score |
|---|---|---|---|---|
${[...parts].map(([name, scores]) => lineOf(`**${name}**`, scores)).join('\n')}

${[...parts].map(([name, scores]) => partOf(name, scores)).join('\n\n')}
`;
}

export const LEAST_SCORE = 95;

function partOf(name: string, scores: readonly FileScore[]): string {
  const tested = scores.filter((one) => one.noticed + one.survivors.length > 0);
  const survivors = scores.flatMap((one) => one.survivors);
  const table = `## ${name}

| File | Changes | Noticed | Survived | Score |
|---|---|---|---|---|
${tested.map((one) => lineOf(`\`${one.file}\``, [one])).join('\n')}`;
  if (survivors.length === 0) return table;
  return `${table}

What survived in ${name}, and why nobody can notice:

${survivors.map(sentenceOf).join('\n')}`;
}

function lineOf(name: string, scores: readonly FileScore[]): string {
  const noticed = scores.reduce((sum, one) => sum + one.noticed, 0);
  const survived = scores.reduce((sum, one) => sum + one.survivors.length, 0);
  return `| ${name} | ${noticed + survived} | ${noticed} | ${survived} | ${scoreOf(scores).toFixed(1)} % |`;
}

export function sentenceOf({ file, line, was, became, why }: Survivor): string {
  return `- \`${file}:${line}\` ${codeOf(was)} → ${codeOf(became)}. ${why ?? '**Nobody has said why.**'}`;
}

function codeOf(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  return `\`${oneLine.length > 90 ? `${oneLine.slice(0, 90)}…` : oneLine}\``;
}

function survivorOf(
  file: string,
  lines: readonly string[],
  { location: { start, end }, replacement = '' }: Mutant,
  equivalents: readonly Equivalent[],
): Survivor {
  const text = (lines[start.line - 1] ?? '').trim();
  const same = equivalents.find(
    (one) => one.file === file && one.text === text && one.became === replacement,
  );
  return {
    file,
    line: start.line,
    text,
    was: between(lines, start, end),
    became: replacement,
    why: same?.why ?? null,
  };
}

function between(lines: readonly string[], start: Position, end: Position): string {
  const touched = lines.slice(start.line - 1, end.line);
  const last = touched.length - 1;
  return touched
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

function knownEquivalents(): Equivalent[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8')) as Equivalent[];
}
