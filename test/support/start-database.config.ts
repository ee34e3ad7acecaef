import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../run/postgres.ts';

declare global {
  var accordTestServer: { server: PostgresServer; home: string } | undefined;
}

/** Before all tests: one PostgreSQL for the whole run, in a folder of its own, that forgets when the machine stops. */
export default async function startDatabase(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'accord-test-'));
  chmodSync(home, 0o755);
  const server = await startPostgres({ home, port: 0, durable: false });
  globalThis.accordTestServer = { server, home };
  // The workers start after this and inherit it.
  process.env.ACCORD_TEST_SERVER = server.url;
}
