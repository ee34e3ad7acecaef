import pg from 'pg';
import { loadSandboxWorld } from '../sandbox/load-world.ts';
import type { Config } from '../shared/config.ts';
import { migrate } from '../shared/migrate.ts';
import { subgraphs } from './subgraphs.ts';

/**
 * Does every migration and, in the sandbox, makes the sandbox world where it is missing. Says which codes have sandbox
 * clients. Whether a database is a sandbox is written in it, so that sandbox clients, whose passwords are public, never
 * come to one with real organisations, and a sandbox is never taken for production.
 */
export async function prepareDatabase(url: string, config: Config): Promise<readonly string[]> {
  await migrate(
    url,
    subgraphs.map((subgraph) => subgraph.store),
  );
  const state = await stateOf(url, config.sandbox);
  if (!config.sandbox) {
    if (state === 'SANDBOX' && config.environment === 'production') {
      throw new Error(
        'This database is a sandbox: its world is made up. Production needs a database of its own.',
      );
    }
    return [];
  }
  if (state === 'REAL') {
    throw new Error(
      'This database has organisations that no sandbox made. Sandbox clients have public passwords, so the sandbox does not start beside it: set ACCORD_SANDBOX=off and OIDC_ISSUER, or name another database.',
    );
  }
  return loadSandboxWorld(url, config);
}

type State = 'NEW' | 'SANDBOX' | 'REAL';

/** The mark is set before the world is made, so that a start cut off in between is taken up again. */
async function stateOf(url: string, mark: boolean): Promise<State> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ sandbox: boolean; used: boolean }>(
      `select exists (select from partnerships.sandbox) as sandbox, exists (select from partnerships.organisation) as used`,
    );
    const { sandbox = false, used = false } = rows[0] ?? {};
    if (sandbox) return 'SANDBOX';
    if (used) return 'REAL';
    if (mark) await client.query('insert into partnerships.sandbox default values');
    return 'NEW';
  } finally {
    await client.end();
  }
}
