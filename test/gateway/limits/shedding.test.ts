import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { projectFolder } from '../../../shared/project-folder.ts';
import { type Accord, startAccord } from '../../support/accord.ts';

const SETTLE_SECONDS = 20;
let accord: Accord;
let owner: pg.Client;

beforeAll(async () => {
  const blocked = join(projectFolder, 'test/support/blocked-loop.ts');
  accord = await startAccord({
    environment: {
      NODE_OPTIONS: `--import tsx --import ${blocked}`,
      BLOCKED_AT_START_SECONDS: '10',
      SHED_ABOVE_DELAY_MS: '200',
      SHED_SETTLE_SECONDS: `${SETTLE_SECONDS}`,
    },
  });
  owner = new pg.Client({ connectionString: accord.databaseUrl });
  await owner.connect();
}, 120_000);
afterAll(async () => {
  await owner?.end();
  await accord?.stop();
});

const statusOf = async (url: string) => (await fetch(url)).status;

test('a start is never refused, however busy; a load is, until it is over; what was taken in is finished', async () => {
  for (const end = Date.now() + 8_000; Date.now() < end; await pause(50))
    expect((await accord.graphql('{ __typename }')).status).toBe(200);
  await pause(SETTLE_SECONDS * 1_000);

  await owner.query('begin; lock table partnerships.country in access exclusive mode');
  const inFlight = accord.graphql('{ country(iso2: "KE") { name } }');
  await until(async () => {
    const { rowCount } = await owner.query('select from pg_locks where not granted');
    return rowCount !== 0;
  });
  accord.program.kill('SIGUSR2');
  let shed = 0;
  const refused = await until(async () => {
    const answer = await accord.graphql('{ __typename }');
    return answer.status === 503 && answer;
  });
  shed += 1;
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.errors).toEqual([
    {
      message: 'A part of the service is not available.',
      extensions: expect.objectContaining({
        code: 'SUBGRAPH_UNAVAILABLE',
        retryable: true,
        requestId: refused.headers.get('x-request-id'),
      }),
    },
  ]);
  await owner.query('commit');
  expect((await inFlight).data).toEqual({ country: { name: 'Kenya' } });
  expect(await statusOf(`${accord.url}/healthz`)).toBe(200);
  expect(await statusOf(`${accord.managementUrl}/readyz`)).toBe(200);
  expect(await statusOf(`${accord.managementUrl}/metrics`)).toBe(200);

  await until(async () => {
    const { status } = await accord.graphql('{ __typename }');
    if (status === 503) shed += 1;
    return status === 200;
  });
  const metrics = await (await fetch(`${accord.managementUrl}/metrics`)).text();
  expect(metrics).toContain(`accord_shed_total ${shed}\n`);
}, 120_000);

async function until<T>(holds: () => Promise<T | false>): Promise<T> {
  for (;;) {
    const held = await holds();
    if (held !== false) return held;
    await pause(50);
  }
}
