import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { progressBar } from '../run/import/progress.ts';
import { startPostgres } from '../run/postgres.ts';
import { prepareDatabase } from '../run/prepare-database.ts';
import { Running } from '../run/running.ts';
import { readConfig } from '../shared/config.ts';
import { projectFolder } from '../shared/project-folder.ts';
import { tokenOf } from './caller.ts';
import { type ResultsPart, type Round, type Run, ratio, resultsPage, withPart } from './results.ts';
import { answerOf, checked, type Ready, timed } from './rounds.ts';
import { fillRows } from './rows.ts';
import { measureSearch, searchPart } from './search.ts';
import { CONTESTANTS, type RunningServer, startServer } from './servers.ts';

/**
 * `npm run bench`: three servers over the same rows, timed in turn, and the search. `-- search`: the search alone. `-- --quick`:
 * few rows, short rounds, nothing written.
 */
const quick = process.argv.includes('--quick');
const searchAlone = process.argv.includes('search');
const size = quick
  ? { organisations: 40, services: 400, referrals: 2_000 }
  : { organisations: 300, services: 10_000, referrals: 100_000 };
const seconds = quick ? 2 : 10;
const ROUNDS = 3;
const CONNECTIONS = 16;

const running = new Running();
const home = mkdtempSync(join(tmpdir(), 'accord-bench-'));
running.add({ stop: async () => rmSync(home, { recursive: true, force: true }) });
try {
  if (!searchAlone) await benchServers();
  await benchSearch();
  await running.finish();
} catch (error) {
  await running.fail(error);
}

async function benchServers(): Promise<void> {
  const database = await running.start(startPostgres({ home, port: 0 }));
  const codes = await filled(database.url);
  const servers: RunningServer[] = [];
  for (const contestant of CONTESTANTS)
    servers.push(await running.start(startServer(contestant, { databaseUrl: database.url, home })));
  const contestants = await readied(servers, codes);
  const run = await measured(database.url, contestants);
  keep('the servers', resultsPage(run));
  say(`embedded : distributed ${ratio(run, 'embedded', 'distributed').toFixed(2)}`);
  say(`embedded : limit ${ratio(run, 'embedded', 'limit').toFixed(3)}`);
}

/** In a database of its own: what the servers wrote is not in its way. */
async function benchSearch(): Promise<void> {
  const place = join(home, 'search');
  mkdirSync(place);
  const database = await running.start(startPostgres({ home: place, port: 0 }));
  keep(
    'the search',
    searchPart(
      await measureSearch(database.url, ...((quick ? [2_000, 10] : [100_000, 100]) as [number, number])),
    ),
  );
}

function keep(part: ResultsPart, text: string): void {
  const page = join(projectFolder, 'bench', 'RESULTS.md');
  if (!quick) writeFileSync(page, withPart(readFileSync(page, 'utf8'), part, text));
  say(`\n${text}`);
}

/** Makes the sandbox, whose issuer gives the tokens, and the rows beside it. Answers with the codes of those who ask. */
async function filled(url: string): Promise<readonly string[]> {
  const config = readConfig({ ACCORD_HOME: home, DATABASE_URL: url });
  await prepareDatabase(url, config);
  const progress = progressBar('Referrals');
  const organisations = await fillRows(url, config, size, progress.step);
  progress.stop();
  return organisations.slice(0, CONNECTIONS).map(({ code }) => code);
}

/** Signs in, asks every question once of every contestant, and compares what they say. */
async function readied(
  servers: readonly RunningServer[],
  codes: readonly string[],
): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  for (const [index, contestant] of CONTESTANTS.entries()) {
    // The limit server reads any token; its own address has no issuer.
    const issuer = contestant === 'limit' ? servers[0] : servers[index];
    const tokens = await Promise.all(codes.map((code) => tokenOf(issuer?.url ?? '', code)));
    ready.push(await checked(contestant, servers[index] as RunningServer, tokens));
  }
  for (const { contestant, connections } of ready) {
    const same = connections.every(
      ({ answer }, place) => answerOf(answer) === answerOf(ready[0]?.connections[place]?.answer ?? ''),
    );
    if (!same) throw new Error(`The data of ${contestant} are not those of ${ready[0]?.contestant}.`);
  }
  return ready;
}

async function measured(url: string, contestants: readonly Ready[]): Promise<Run> {
  const before = await stateOf(url);
  for (const one of contestants) await timed(one, quick ? 2 : 5);
  const rounds: Round[] = [];
  for (let number = 1; number <= ROUNDS; number += 1) {
    for (const one of contestants) {
      const round = await timed(one, seconds);
      rounds.push(round);
      say(
        `round ${number}  ${one.contestant.padEnd(12)} ${round.perSecond.toFixed(0)}/s  p50 ${round.p50} ms  p99 ${round.p99} ms`,
      );
    }
  }
  const after = await stateOf(url);
  return {
    size,
    connections: CONNECTIONS,
    seconds,
    rounds,
    ledgerEntries: after.entries - before.entries,
    postgres: after.version,
    bytesOfAnswer: Buffer.byteLength(contestants[0]?.connections[0]?.answer ?? ''),
  };
}

async function stateOf(url: string): Promise<{ entries: number; version: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ entries: number; version: string }>(
      `select coalesce(max(seq), 0)::integer as entries, split_part(current_setting('server_version'), ' ', 1) as version
         from referrals.ledger_entry`,
    );
    return rows[0] ?? { entries: 0, version: '' };
  } finally {
    await client.end();
  }
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
