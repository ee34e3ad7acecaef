import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Accord, MODES, startAccord } from '../support/accord.ts';
import { freePort } from '../support/free-port.ts';

/** No job of the access subgraph reads its laws: whoever waits for the lock below is the request. */
const BOTH = '{ organisations(first: 1) { nodes { id } } legalInstruments(first: 1) { nodes { id } } }';

describe.each(MODES)('a part that does not answer, %s', (mode) => {
  let accord: Accord;
  let owner: pg.Client;

  beforeAll(async () => {
    accord = await startAccord({ mode });
    owner = new pg.Client({ connectionString: accord.databaseUrl });
    await owner.connect();
  }, 120_000);

  afterAll(async () => {
    await owner?.end();
    await accord?.stop();
  });

  test('the client’s deadline reaches the statement: it is cut off, and the rest of the answer comes', async () => {
    await owner.query('begin; lock table access.legal_instrument in access exclusive mode');
    try {
      const told = await accord.graphql(BOTH, { headers: { 'accord-time-left': '700' } });
      expect(told.data).toMatchObject({ organisations: { nodes: [expect.anything()] } });
      expect(told.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [['legalInstruments'], 'SUBGRAPH_UNAVAILABLE'],
      ]);
      // Over HTTP the subgraph counts from when the call arrived, a moment after the gateway.
      while ((await waiting()) > 0) await pause(20);
    } finally {
      await owner.query('rollback');
    }
    expect((await accord.graphql(BOTH)).errors).toBeUndefined();
  });

  async function waiting(): Promise<number> {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'accord_access' and wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  }

  if (mode === 'distributed') {
    test('with one subgraph down the rest of the answer comes', async () => {
      const url = await accord.anotherGateway(
        { ACCESS_URL: `http://127.0.0.1:${await freePort()}/graphql` },
        { ready: false },
      );
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: BOTH }),
      });
      expect(await answer.json()).toMatchObject({
        data: { organisations: { nodes: [expect.anything()] } },
        errors: [
          { path: ['legalInstruments'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } },
        ],
      });
      expect((await fetch(`${url}/readyz`)).status).toBe(503);
    }, 60_000);
  }
});
