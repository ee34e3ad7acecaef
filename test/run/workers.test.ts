import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { committedSupergraph } from '../../gateway/supergraph.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { Race } from '../support/race.ts';
import { without } from '../support/supergraph-without.ts';

const RACING = `--import tsx --import ${pathToFileURL(join(projectFolder, 'test/support/delayed-answers.ts')).href}`;
let accord: Accord | undefined;

afterEach(async () => {
  await accord?.stop();
  accord = undefined;
});

describe.each(MODES)('two workers, %s', (mode) => {
  test('share one port, are counted together, are replaced when killed under load, and end together', async () => {
    const running = await startAccord({ mode, environment: { GATEWAY_WORKERS: '2' } });
    accord = running;
    expect(await readiness(running)).toMatchObject({ status: 'ok', workers: { ready: 2, wanted: 2 } });
    expect(await figure(running, 'accord_supergraph_served{sha256="\\w+"}')).toBe(2);
    const workers = workersBelow(running.program.pid as number);
    expect(workers.length).toBe(2);
    for (const worker of workers) expect(await answersWithout(running, worker)).toBe(true);

    let isOver = false;
    const outcomes: unknown[] = [];
    const answered = () => outcomes.filter((one) => one === 200).length;
    const load = Array.from({ length: 8 }, async () => {
      const agent = new Agent({ keepAlive: true });
      while (!isOver)
        outcomes.push(await ask(running.url, agent).catch((error: NodeJS.ErrnoException) => error.code));
      agent.destroy();
    });
    await until(async () => answered() > 50);
    process.kill(workers[0] as number, 'SIGKILL');
    await until(async () => !workersBelow(running.program.pid as number).includes(workers[0] as number));
    const afterTheKill = answered();
    await until(async () => answered() > afterTheKill + 50);
    await until(async () => (await readiness(running)).workers?.ready === 2);
    isOver = true;
    await Promise.all(load);
    const other = outcomes.filter((one) => ![200, 'ECONNRESET', 'EPIPE'].includes(one as number));
    expect(other).toEqual([]);
    expect(await figure(running, 'accord_workers_lost_total')).toBe(1);
    expect(await figure(running, 'accord_workers')).toBe(2);

    const owner = new pg.Client({ connectionString: running.databaseUrl });
    await owner.connect();
    await owner.query('begin; lock table partnerships.country in access exclusive mode');
    const inFlight = Array.from({ length: 4 }, () =>
      running.graphql('{ country(iso2: "KE") { name } }', { headers: { connection: 'close' } }),
    );
    await until(
      async () => ((await owner.query('select from pg_locks where not granted')).rowCount ?? 0) >= 4,
    );
    const last = workersBelow(running.program.pid as number);
    const ended = once(running.program, 'exit');
    running.program.kill('SIGTERM');
    await until(async () => (await readiness(running)).status === 'stopping');
    await owner.query('commit');
    for (const { data } of await Promise.all(inFlight)) expect(data).toEqual({ country: { name: 'Kenya' } });
    await owner.end();
    expect((await ended)[0]).toBe(0);
    expect(last.filter(isAlive)).toEqual([]);
  }, 180_000);
});

test.each([
  ['in the database', {}],
  ['in the first program, when the gateway has no database', { DATABASE_URL: '' }],
])('what a client may spend is counted once for all workers, %s', async (_where, environment) => {
  accord = await startAccord({ mode: 'distributed' });
  const url = await accord.anotherGateway({
    GATEWAY_WORKERS: '2',
    BUDGET_PER_MINUTE: '1000',
    ...environment,
  });
  let spent = 0;
  for (;;) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: '{ organisations(first: 50) { nodes { id name } } }' }),
    });
    const cost = 1 + Number(answer.headers.get('x-query-cost'));
    await answer.body?.cancel();
    if (answer.status === 429) break;
    expect(answer.status).toBe(200);
    spent += cost;
    expect(spent).toBeLessThanOrEqual(1_000);
  }
  expect(spent).toBeGreaterThan(900);
});

test('another supergraph is taken up by every worker; one that was refused is looked at again at SIGHUP', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-supergraph-'));
  const [file, list] = [join(folder, 'supergraph.graphql'), join(folder, 'everyone.json')];
  writeFileSync(file, committedSupergraph());
  writeFileSync(list, JSON.stringify({ one: '{ organisations(first: 1) { nodes { code } } }' }));
  const running = await startAccord({
    mode: 'distributed',
    environment: {
      GATEWAY_WORKERS: '2',
      SUPERGRAPH_FILE: file,
      TRUSTED_DOCUMENTS: 'log',
      TRUSTED_DOCUMENTS_FOLDER: folder,
    },
  });
  accord = running;
  const outcomes = (outcome: string) => figure(running, `accord_supergraph_total{outcome="${outcome}"}`);
  writeFileSync(file, without('Organisation', 'code'));
  await until(async () => (await outcomes('refused')) === 2);
  expect(await outcomes('taken')).toBe(2);
  writeFileSync(list, '{}');
  const [worker] = workersBelow(running.program.pid as number);
  const gateway = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${worker}/status`, 'utf8'))?.[1]);
  process.kill(gateway, 'SIGHUP');
  await until(async () => (await outcomes('taken')) === 4);
  const { errors } = await running.graphql('{ organisations(first: 1) { nodes { code } } }');
  expect(errors?.[0]?.extensions['code']).toBe('VALIDATION_FAILED');
  rmSync(folder, { recursive: true });
}, 120_000);

test('what was taken back is answered by none of several workers', async () => {
  accord = await startAccord({
    environment: { NODE_OPTIONS: RACING, GATEWAY_WORKERS: '2', SHED_ABOVE_DELAY_MS: '0' },
  });
  const race = await Race.prepare(accord, [accord.url], 10);
  const { leaked, ends, withValue } = await race.run(750);
  expect(ends).toBe(10);
  expect(withValue).toBeGreaterThan(150);
  expect(leaked).toEqual([]);
}, 180_000);

interface Readiness {
  readonly status: string;
  readonly workers?: { readonly ready: number; readonly wanted: number };
}

async function readiness({ managementUrl }: Accord): Promise<Readiness> {
  return (await (await fetch(`${managementUrl}/readyz`)).json()) as Readiness;
}

async function figure({ managementUrl }: Accord, name: string): Promise<number> {
  const told = await (await fetch(`${managementUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(told)?.[1]);
}

/** The programs that Node's cluster started below this one, at any depth. */
function workersBelow(program: number): number[] {
  const children = readdirSync(`/proc/${program}/task`).flatMap((task) =>
    readFileSync(`/proc/${program}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) =>
    environmentOf(child).includes('NODE_UNIQUE_ID=') ? [child] : workersBelow(child),
  );
}

function environmentOf(program: number): string {
  try {
    return readFileSync(`/proc/${program}/environ`, 'utf8');
  } catch {
    return '';
  }
}

/** Whether new connections are answered while this worker is held; each of those that it was given waits for it. */
async function answersWithout({ url }: Accord, worker: number): Promise<boolean> {
  process.kill(worker, 'SIGSTOP');
  const agent = new Agent({ keepAlive: false });
  const asked = Array.from({ length: 4 }, () => ask(url, agent));
  const first = await Promise.race(asked);
  process.kill(worker, 'SIGCONT');
  const all = await Promise.all(asked);
  return first === 200 && all.every((status) => status === 200);
}

function ask(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asking = request(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
      text(answer).then(() => resolve(answer.statusCode), reject);
    });
    asking.on('error', reject).end('{"query":"{ organisations(first: 1) { nodes { code } } }"}');
  });
}

function isAlive(program: number): boolean {
  try {
    process.kill(program, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}
