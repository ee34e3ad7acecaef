import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { type Accord, MODES, startAccord } from '../support/accord.ts';

const REGISTER =
  'mutation { registerPerson(input: { identity: { name: "Drained" } }) { person { ref } userErrors { code } } }';

describe.each(MODES)('SIGTERM, %s', (mode) => {
  let accord: Accord;
  let owner: pg.Client;
  let agent: Agent;

  const start = async (environment = {}) => {
    accord = await startAccord({ mode, environment });
    owner = new pg.Client({ connectionString: accord.databaseUrl });
    await owner.connect();
  };
  beforeEach(() => {
    agent = new Agent({ keepAlive: true });
  });
  afterEach(async () => {
    agent.destroy();
    await owner?.end();
    await accord?.stop();
  });

  test('what was asked is answered whole, a job is finished, connections end, and nothing new is taken', async () => {
    await start();
    const idle = await keptConnection();
    await lock('referrals.person', 'referrals.consent');
    const asked = register();
    await waiting('referrals.person');
    await jobAtWork('expire-consents');
    const ended = once(accord.program, 'exit');

    accord.program.kill('SIGTERM');
    await until(async () => (await readiness()) === 503);
    await until(async () => (await outcome('/healthz')) === 'ECONNREFUSED');
    if (!idle.closed) await once(idle, 'close');
    expect(accord.program.exitCode).toBeNull();
    await owner.query('commit');

    const answer = await asked;
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    const { data } = JSON.parse(await text(answer)) as {
      data: { registerPerson: { person: { ref: string } } };
    };
    expect((await ended)[0]).toBe(0);
    const { rows } = await owner.query('select id from referrals.person where id = $1', [
      data.registerPerson.person.ref,
    ]);
    expect(rows.length).toBe(1);
    expect(await jobStates('expire-consents')).not.toContain('active');
    expect(await jobStates('expire-consents')).not.toContain('retry');
    expect(accord.said()).not.toContain('did not stop cleanly');
  });

  test('what is not done within the bound is told so in our words, to be tried again', async () => {
    await start({ DRAIN_SECONDS: '1' });
    await lock('referrals.person');
    const asked = register();
    await waiting('referrals.person');
    const ended = once(accord.program, 'exit');
    accord.program.kill('SIGTERM');
    const answer = await asked;
    const { errors } = JSON.parse(await text(answer)) as { errors: { extensions: object }[] };
    expect(errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true });
    await owner.query('rollback');
    expect((await ended)[0]).toBe(0);
  });

  test('a balancer is given notice, each answer the last on its connection; a second signal ends all at once', async () => {
    await start({ DRAIN_NOTICE_SECONDS: '60' });
    const ended = once(accord.program, 'exit');
    accord.program.kill('SIGTERM');
    await until(async () => (await readiness()) === 503);
    const answer = await ask('{ __typename }');
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    answer.resume();
    await lock('referrals.person');
    const asked = register().catch((error: NodeJS.ErrnoException) => error.code);
    await waiting('referrals.person');
    accord.program.kill('SIGTERM');
    expect((await ended)[0]).toBe(1);
    expect(await asked).toBe('ECONNRESET');
  });

  /** A connection that was used once and waits for the next question. */
  async function keptConnection(): Promise<Socket> {
    const socket = connect(Number(new URL(accord.url).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nHost: accord\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(String(first)).toMatch(/^HTTP\/1\.1 200/);
    socket.resume();
    return socket;
  }

  async function lock(...tables: string[]): Promise<void> {
    await owner.query('begin');
    for (const table of tables) await owner.query(`lock table ${table} in access exclusive mode`);
  }

  /** Returns when a statement waits for the table that this test holds. */
  async function waiting(table: string): Promise<void> {
    await until(async () => {
      const { rows } = await owner.query(
        'select from pg_locks where not granted and relation = $1::regclass',
        [table],
      );
      return rows.length > 0;
    });
  }

  async function jobAtWork(name: string): Promise<void> {
    const boss = new PgBoss({
      connectionString: accord.databaseUrl,
      schema: 'referrals_jobs',
      migrate: false,
      supervise: false,
      schedule: false,
    });
    await boss.start();
    await boss.send(name);
    await boss.stop({ graceful: false });
    await until(async () => (await jobStates(name)).includes('active'));
  }

  async function jobStates(name: string): Promise<string[]> {
    const { rows } = await owner.query<{ state: string }>(
      'select state from referrals_jobs.job where name = $1',
      [name],
    );
    return rows.map(({ state }) => state);
  }

  async function register(): Promise<IncomingMessage> {
    const headers = {
      authorization: `Bearer ${await accord.token('sandbox-krcs')}`,
      'purpose-of-use': 'CASE_MANAGEMENT',
    };
    return ask(REGISTER, headers);
  }

  function ask(query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asking = request(`${accord.url}/graphql`, {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', ...headers },
      });
      asking.once('response', resolve).once('error', reject);
      asking.end(JSON.stringify({ query }));
    });
  }

  async function readiness(): Promise<number> {
    const answer = await fetch(`${accord.managementUrl}/readyz`);
    await answer.body?.cancel();
    return answer.status;
  }

  /** What becomes of a new connection. */
  function outcome(path: string): Promise<number | string | undefined> {
    return fetch(`${accord.url}${path}`, { headers: { connection: 'close' } }).then(
      (answer) => answer.status,
      (error: Error) => (error.cause as NodeJS.ErrnoException).code,
    );
  }
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}
