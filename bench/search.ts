import { availableParallelism, loadavg } from 'node:os';
import pg from 'pg';
import { progressBar } from '../run/import/progress.ts';
import { subgraphs } from '../run/subgraphs.ts';
import { Database, type Transaction } from '../shared/database.ts';
import { migrate } from '../shared/migrate.ts';
import { services } from '../subgraphs/services/schema.ts';
import { searchServices, servicesById } from '../subgraphs/services/search.ts';
import { Chance } from './chance.ts';
import { QUESTIONS, type Question } from './search-questions.ts';
import { type BenchPlace, insertServices } from './search-rows.ts';

export interface SearchTimes {
  readonly what: string;
  /** Milliseconds, as whoever asks PostgreSQL waits for them. */
  readonly median: number;
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
  const times = new Map(['lookup', ...names].map((name) => [name, { ms: [] as number[], found: 0 }]));
  const asked = places.filter(isFound);
  const warm = Math.ceil(samples / 5);
  for (let round = -warm; round < samples; round += 1) {
    const place = chance.of(asked);
    for (const [name, kept] of times) {
      const question = QUESTIONS[name]?.(place, chance);
      const began = process.hrtime.bigint();
      const found = question
        ? await ask(sql, question)
        : (await sql('lookup', 'select * from service where id = $1', [place.id])).length;
      if (round < 0) continue;
      kept.ms.push(Number(process.hrtime.bigint() - began) / 1e6);
      kept.found += found / samples;
    }
  }
  const told = (name: string): SearchTimes => {
    const { ms, found } = times.get(name) as { ms: number[]; found: number };
    ms.sort((one, other) => one - other);
    const at = (part: number) => ms[Math.floor(ms.length * part)] ?? Number.NaN;
    return { what: name, median: at(0.5), p95: at(0.95), found };
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

async function ask(sql: Transaction['sql'], { filter, near }: Question): Promise<number> {
  const now = new Date();
  const found = await searchServices(sql, filter, near, PAGE, now);
  const ids = found.map(({ id }) => id);
  const rows = await servicesById(
    sql,
    null,
    now,
    ids,
    found.map(({ chord }) => chord),
  );
  return rows.length;
}

/** The part of `bench/RESULTS.md` about it. */
export function searchPart({ services: count, samples, lookup, questions }: SearchRun): string {
  const line = ({ what, median, p95, found }: SearchTimes) =>
    `| ${what} | ${median.toFixed(2)} ms | ${p95.toFixed(2)} ms | ${found.toFixed(1)} | **${(median / lookup.median).toFixed(1)}** |`;
  return `## The search

${count.toLocaleString('en')} services in 300 cities of ten countries, in English and Arabic. Each question is a whole page of 20 with all that is
shown of a service, places and hours included; times are those of its statements over one connection, planning and the way
there and back included, ${samples} times each and in turn with the lookup of one row by its primary key (\`select * from service where id = $1\`,
prepared). What is asked differs every time (\`bench/search-questions.ts\`). Load of the machine at the end, of all that ran on it: ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores.

| | median | 95th of 100 | found | median : lookup |
|---|---|---|---|---|
| one row by its primary key | ${lookup.median.toFixed(2)} ms | ${lookup.p95.toFixed(2)} ms | ${lookup.found.toFixed(1)} | 1 |
${questions.map(line).join('\n')}
`;
}
