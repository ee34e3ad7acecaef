import { availableParallelism, loadavg } from 'node:os';
import pg from 'pg';
import { progressBar } from '../run/import/progress.ts';
import { subgraphs } from '../run/subgraphs.ts';
import { Database, type Transaction } from '../shared/database.ts';
import { migrate } from '../shared/migrate.ts';
import { services } from '../subgraphs/services/schema.ts';
import { type Found, searchServices, servicesById } from '../subgraphs/services/search.ts';
import { Chance } from './chance.ts';
import { QUESTIONS } from './search-questions.ts';
import { type BenchPlace, insertServices } from './search-rows.ts';

export interface SearchTimes {
  readonly what: string;
  /** Milliseconds, as whoever asks PostgreSQL waits for them: until it is known what was found, and with all that is shown of it. */
  readonly median: number;
  readonly shown: number;
  readonly p95: number;
  /** Found on the first page, on the average. */
  readonly found: number;
}

export interface SearchRun {
  readonly services: number;
  readonly samples: number;
  readonly lookup: SearchTimes;
  readonly questions: readonly SearchTimes[];
}

const PAGE = { limit: 20, forward: true, key: null } as const;

/** Times the statements of the search, whole pages with all that is shown of a service, against the lookup of one row. */
export async function measureSearch(url: string, count: number, samples: number): Promise<SearchRun> {
  await migrate(
    url,
    subgraphs.map(({ store }) => store),
  );
  const chance = new Chance(1_951);
  const places = await filled(url, count, chance);
  const database = await Database.open(url, services.store, 1);
  try {
    return await database.transaction(null, (tx) => timed(tx, places, samples, chance));
  } finally {
    await database.close();
  }
}

async function filled(url: string, count: number, chance: Chance): Promise<readonly BenchPlace[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const bar = progressBar('Services');
  try {
    return await insertServices(client, count, chance, bar.step);
  } finally {
    bar.stop();
    await client.end();
  }
}

/** In turn: what else the machine does falls on each alike. The first fifth warms up and is not counted. */
async function timed(
  { sql }: Transaction,
  places: readonly BenchPlace[],
  samples: number,
  chance: Chance,
): Promise<SearchRun> {
  const names = Object.keys(QUESTIONS);
  const times = new Map(
    ['lookup', ...names].map((name) => [name, { found: [] as number[], shown: [] as number[], rows: 0 }]),
  );
  const asked = places.filter(isFound);
  const warm = Math.ceil(samples / 5);
  for (let round = -warm; round < samples; round += 1) {
    const place = chance.of(asked);
    for (const [name, kept] of times) {
      const question = QUESTIONS[name]?.(place, chance);
      const began = performance.now();
      const now = new Date();
      const found = question
        ? await searchServices(sql, question.filter, question.near, PAGE, now)
        : await sql('lookup', 'select * from service where id = $1', [place.id]);
      const known = performance.now();
      if (question) await show(sql, found as Found[], now);
      if (round < 0) continue;
      kept.found.push(known - began);
      kept.shown.push(performance.now() - began);
      kept.rows += found.length / samples;
    }
  }
  const told = (name: string): SearchTimes => {
    const { found, shown, rows } = times.get(name) as { found: number[]; shown: number[]; rows: number };
    return { what: name, median: at(found, 0.5), shown: at(shown, 0.5), p95: at(found, 0.95), found: rows };
  };
  return { services: places.length, samples, lookup: told('lookup'), questions: names.map(told) };
}

/** Those that an ordinary search finds, and a search by distance as well. */
function isFound({ offer }: BenchPlace): boolean {
  const { firewallStatus, legalStatusCondition, locations, cost } = offer;
  return (
    firewallStatus === 'FIREWALLED' &&
    legalStatusCondition === 'NONE' &&
    cost !== null &&
    locations[0]?.confidential === false
  );
}

function at(times: readonly number[], part: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * part)] ?? Number.NaN;
}

async function show(sql: Transaction['sql'], found: readonly Found[], now: Date): Promise<void> {
  const ids = found.map(({ id }) => id);
  await servicesById(
    sql,
    null,
    now,
    ids,
    found.map(({ chord }) => chord),
  );
}

/** The part of `bench/RESULTS.md` about it. */
export function searchPart({ services: count, samples, lookup, questions }: SearchRun): string {
  const line = ({ what, median, shown, p95, found }: SearchTimes) =>
    `| ${what} | ${median.toFixed(2)} ms | ${p95.toFixed(2)} ms | ${found.toFixed(1)} | **${(median / lookup.median).toFixed(1)}** | ${(shown / lookup.median).toFixed(1)} |`;
  return `## The search

${count.toLocaleString('en')} services in 300 cities of ten countries, in English and Arabic. Each question is for a page of 20: which services, in
which order. The last column counts all that is shown of them as well, places and hours included. Times are those of the
statements over one connection, planning and the way there and back included, ${samples} times each and in turn with the lookup of one row by its primary key (\`select * from service where id = $1\`,
prepared). What is asked differs every time (\`bench/search-questions.ts\`). Load of the machine at the end, of all that ran on it: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.

| | median | 95th of 100 | found | median : lookup | with all that is shown |
|---|---|---|---|---|---|
| one row by its primary key | ${lookup.median.toFixed(2)} ms | ${lookup.p95.toFixed(2)} ms | ${lookup.found.toFixed(1)} | 1 | 1 |
${questions.map(line).join('\n')}
`;
}
