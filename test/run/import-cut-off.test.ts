import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { subgraphs } from '../../run/subgraphs.ts';
import { migrate } from '../../shared/migrate.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const COUNT = 3000;
const ROWS = 1200;
let folder: string;
let json: string;
let csv: string;
const opened: { database: TestDatabase; client: pg.Client }[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'accord-cut-'));
  json = join(folder, 'services.ndjson');
  writeFileSync(
    json,
    Array.from({ length: COUNT }, (_one, at) => `${JSON.stringify(service(at))}\n`).join(''),
  );
  csv = join(folder, 'tables');
  mkdirSync(csv);
  const table = (name: string, header: string, row: (at: number) => string) =>
    writeFileSync(
      join(csv, `${name}.csv`),
      [header, ...Array.from({ length: ROWS }, (_one, at) => row(at))].join('\n'),
    );
  table('services', 'id,organization_id,name,status', (at) => `s${at},o${at % 20},Service ${at},active`);
  writeFileSync(
    join(csv, 'organizations.csv'),
    ['id,name', ...Array.from({ length: 20 }, (_one, at) => `o${at},Organisation ${at}`)].join('\n'),
  );
  table('phones', 'id,service_id,number', (at) => `p${at},s${at},'+254 ${at}`);
  table('service_at_location', 'id,service_id,location_id', (at) => `x${at},s${at},l${at % 50}`);
  table('locations', 'id,location_type,name', (at) => `l${at},physical,Place ${at}`);
  table('addresses', 'id,location_id,city,state_province,country', (at) => `a${at},l${at},City,Coast,KE`);
});
afterAll(async () => {
  for (const { database, client } of opened) {
    await client.end();
    await database.stop();
  }
  rmSync(folder, { recursive: true });
});

/** Some of them are refused, and their notes must not be lost either. */
function service(at: number): object {
  return {
    id: `s-${at}`,
    name: at % 500 === 7 ? '' : `Service ${at}`,
    status: 'active',
    organization: { id: `o-${at % 20}`, name: `Organisation ${at % 20}` },
    phones: [{ id: `p-${at}`, number: `+254 ${at}` }],
    schedules: [{ byday: 'MO,TU', opens_at: '08:00', closes_at: '16:00', timezone: 3 }],
    service_at_locations: [
      {
        location: {
          id: `l-${at % 50}`,
          name: `Place ${at % 50}`,
          location_type: 'physical',
          addresses: [{ country: 'KE' }],
        },
      },
    ],
  };
}

async function emptyDatabase(): Promise<{ url: string; client: pg.Client }> {
  const database = await testDatabase({
    name: 'services',
    fill: (url) =>
      migrate(
        url,
        subgraphs.map(({ store }) => store),
      ),
  });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  opened.push({ database, client });
  return { url: database.url, client };
}

interface Import {
  readonly child: ChildProcess;
  readonly ended: Promise<{ status: number | null; told: string }>;
}

function importing(url: string, kind: string, path: string): Import {
  const child = spawn(process.execPath, ['--import', 'tsx', 'run/import.ts', kind, path], {
    cwd: projectFolder,
    env: {
      ...process.env,
      DATABASE_URL: url,
      ACCORD_SANDBOX: 'off',
      OIDC_ISSUER: 'http://127.0.0.1:1/',
      ACCORD_HOME: folder,
    },
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, told }));
  return { child, ended };
}

/** Waits until so many are written. */
async function done(client: pg.Client, most: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ done: string }>('select done from services.import_run');
    if (Number(rows[0]?.done ?? 0) >= most) return;
    await pause(20);
  }
}

/** What the directory holds, without ids and times that are made anew. */
async function held(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(`
    select s.id, s.source_id, s.source_hash, s.version, o.code, s.details, (
        select jsonb_agg(jsonb_build_array(l.names, l.country, l.admin1, l.hsds_id, sl.hsds_id) order by sl.position)
          from services.service_at_location sl join services.location l on l.id = sl.location_id where sl.service_id = s.id) as places,
      (select count(*) from services.schedule h where h.service_id = s.id) as hours,
      (select count(*) from services.change c where c.service_id = s.id) as changes
      from services.service s join partnerships.organisation o on o.id = s.organisation_id order by s.id`);
  const { rows: more } = await client.query(`select (select count(*) from services.location) as locations,
    (select count(*) from services.import_seen) as seen, (select count(*) from services.import_row) as staged,
    (select array_agg(code order by code) from partnerships.organisation) as codes`);
  return [rows, more];
}

test.each([
  ['hsds-json', () => json, COUNT],
  ['hsds-csv', () => csv, ROWS],
])(
  '%s killed in the middle goes on where it was, and ends like one that was left alone',
  async (kind, path, count) => {
    const [alone, cut] = [await emptyDatabase(), await emptyDatabase()];
    const whole = await importing(alone.url, kind, path()).ended;
    expect(whole.status).toBe(0);

    const first = importing(cut.url, kind, path());
    await done(cut.client, 300);
    first.child.kill('SIGKILL');
    expect((await first.ended).status).toBeNull();
    const { rows } = await cut.client.query<{ services: number; done: number; finished: boolean }>(
      `select (select count(*)::integer from services.service) as services, done::integer, finished_at is not null as finished
       from services.import_run`,
    );
    expect(rows[0]?.finished).toBe(false);
    expect(rows[0]?.done).toBeLessThan(count);
    // Of what was not said to be done, nothing is there.
    const refused = kind === 'hsds-json' ? Math.ceil(((rows[0]?.done ?? 0) - 7) / 500) : 0;
    expect(rows[0]?.services).toBe((rows[0]?.done ?? 0) - refused);

    const second = importing(cut.url, kind, path());
    await done(cut.client, (rows[0]?.done ?? 0) + 200);
    second.child.kill('SIGINT');
    const stopped = await second.ended;
    expect(stopped.status).toBe(130);
    expect(stopped.told).toContain('the same command goes on from there');

    const last = await importing(cut.url, kind, path()).ended;
    expect(last.status).toBe(0);
    expect(report(last.told)).toEqual(report(whole.told));
    expect(await held(cut.client)).toEqual(await held(alone.client));

    const again = await importing(cut.url, kind, path()).ended;
    expect(again.told).toContain('Services: 0 created, 0 updated');
    expect(await held(cut.client)).toEqual(await held(alone.client));
  },
  180_000,
);

/** What is told when all is done. */
function report(told: string): string[] {
  return told
    .split('\n')
    .filter((line) => /^(\d+ entries|Services: |Not mapped| {2}(Refused|Left|Noted))/.test(line));
}
