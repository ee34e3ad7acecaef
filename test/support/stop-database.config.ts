import { rmSync } from 'node:fs';

/** After all tests: nothing of the run's PostgreSQL is left. */
export default async function stopDatabase(): Promise<void> {
  const running = globalThis.accordTestServer;
  if (!running) return;
  await running.server.stop();
  for (const folder of [running.server.folder, running.home])
    rmSync(folder, { recursive: true, force: true });
}
