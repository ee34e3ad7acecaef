import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Size } from './directory-rows.ts';
import { PAGE } from './question.ts';
import { CONTESTANTS, type Contestant } from './servers.ts';

/** One timed round of one contestant. */
export interface Round {
  readonly contestant: Contestant;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  readonly requests: number;
}

export interface Run {
  readonly size: Size;
  readonly connections: number;
  readonly seconds: number;
  /** In the order in which they were run. */
  readonly rounds: readonly Round[];
  /** Of the whole run, warming up included. */
  readonly ledgerEntries: number;
  readonly postgres: string;
  readonly bytesOfAnswer: number;
}

/** How many times as many questions `one` answered in the same time as `other`: medians of the rounds. */
export function ratio(run: Run, one: Contestant, other: Contestant): number {
  return medianOf(run, one, 'perSecond') / medianOf(run, other, 'perSecond');
}

/** The page has two parts, each written by a run of its own. */
export type ResultsPart = 'the servers' | 'the search';

const SEARCH = '## The search';

/** The page with one part written anew and the other as it was. */
export function withPart(page: string, part: ResultsPart, text: string): string {
  const [servers = '', search = ''] = page.split(SEARCH);
  const kept = part === 'the servers' ? [text, search === '' ? '' : `${SEARCH}${search}`] : [servers, text];
  return `${kept
    .map((one) => one.trim())
    .filter(Boolean)
    .join('\n\n')}\n`;
}

/** The first part of `bench/RESULTS.md`: the servers. */
export function resultsPage(run: Run): string {
  const { size, connections, seconds } = run;
  return `# Results

Written by \`npm run bench\`; not edited. What counts are the ratios: both sides of each were measured in turn, in one run on
one machine. The figures below them belong to that machine alone.

| Ratio of answers per second | |
|---|---|
| embedded : distributed | **${ratio(run, 'embedded', 'distributed').toFixed(2)}** |
| embedded : local limit | **${ratio(run, 'embedded', 'limit').toFixed(3)}** (the limit answers ${ratio(run, 'limit', 'embedded').toFixed(1)} times as many) |

## What is asked

The ${PAGE} newest referrals of an inbox, each with its service, the service's provider and access agreement, the person's
\`TRIAGE\`, \`LOCATION_COARSE\`, \`IDENTITY\` and \`CONTACT\`, and what was disclosed: ${bytesInWords(run.bytesOfAnswer)} of JSON (\`bench/question.ts\`).
${inWords(size.referrals)} referrals, ${inWords(size.services)} services, ${inWords(size.organisations)} organisations; ${connections} connections, each of another organisation with a token of
its own, each asking again as soon as it is answered. All referrals are accepted, so every answer opens ${PAGE * 4} ciphertexts and
writes ${PAGE} ledger entries, on disk before it leaves: ${inWords(run.ledgerEntries)} in this run. Before the timing, the three contestants'
\`data\` were compared byte by byte; during it, every answer had to be the same as then, and all were.

- **embedded**: \`run/start.ts\`, the gateway and the four subgraphs in one process.
- **distributed**: \`run/start-distributed.ts\`, five processes over HTTP on the same machine.
- **local limit**: \`bench/limit-server.ts\`, one SQL statement behind \`node:http\`. It reads the same rows, but the persons' values from a
  table in the clear. No GraphQL, no policy, no vault, no ledger, no second wall: what it leaves out is what Accord is for, so
  1 is not the aim; the distance is the price of both, the protection and the machinery.

## The run

Medians of ${run.rounds.length / CONTESTANTS.length} rounds of ${seconds} s for each contestant, in turn, after warming up.

| | answers per second | p50 | p99 | rounds, answers per second |
|---|---|---|---|---|
${CONTESTANTS.map((contestant) => lineOf(run, contestant)).join('\n')}

${environment(run)}

PostgreSQL and the program that asks run on the same cores as the servers. So a process more does not mean a core more:
distributed mode pays for its sockets here and cannot show what it gains where each part has a machine of its own; and the faster a
server is, the more of its time goes to the program that asks, which makes the distance to the limit look smaller than it is.
`;
}

function lineOf(run: Run, contestant: Contestant): string {
  const rounds = run.rounds.filter((round) => round.contestant === contestant);
  const [perSecond, p50, p99] = (['perSecond', 'p50', 'p99'] as const).map((key) =>
    medianOf(run, contestant, key),
  );
  const each = rounds.map((round) => round.perSecond.toFixed(0)).join(', ');
  return `| ${contestant} | ${perSecond?.toFixed(0)} | ${p50} ms | ${p99} ms | ${each} |`;
}

function medianOf(run: Run, contestant: Contestant, key: 'perSecond' | 'p50' | 'p99'): number {
  const values = run.rounds.filter((round) => round.contestant === contestant).map((round) => round[key]);
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

function environment({ postgres }: Run): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const packages = ['@apollo/gateway', '@apollo/server', 'graphql', 'autocannon'].map(
    (name) => `${name} ${versionOf(name)}`,
  );
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GiB; Node ${process.versions.node}, PostgreSQL ${postgres} with fsync on as shipped, ${packages.join(', ')}.`;
}

function versionOf(name: string): string {
  const manifest = readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

function bytesInWords(count: number): string {
  return `${(count / 1000).toFixed(1)} kB`;
}
