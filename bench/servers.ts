import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../run/ports.ts';
import { projectFolder } from '../shared/project-folder.ts';

export const CONTESTANTS = ['embedded', 'distributed', 'limit'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export interface RunningServer {
  /** Without a path. */
  readonly url: string;
  stop(): Promise<void>;
}

const FILES: Readonly<Record<Contestant, string>> = {
  embedded: 'run/start.ts',
  distributed: 'run/start-distributed.ts',
  limit: 'bench/limit-server.ts',
};
const PORTS = [
  'PORT',
  'MANAGEMENT_PORT',
  'SERVICES_PORT',
  'PARTNERSHIPS_PORT',
  'ACCESS_PORT',
  'REFERRALS_PORT',
];

/** One of the three as a program of its own, on free ports, over the database and with the keys of the benchmark. */
export async function startServer(
  contestant: Contestant,
  place: { readonly databaseUrl: string; readonly home: string },
): Promise<RunningServer> {
  const ports: Record<string, string> = {};
  for (const name of PORTS) ports[name] = String(await freePort());
  const program = spawn(process.execPath, ['--import', 'tsx', FILES[contestant]], {
    cwd: projectFolder,
    env: {
      ...withoutAccord(process.env),
      ...ports,
      DATABASE_URL: place.databaseUrl,
      ACCORD_HOME: place.home,
      // Whoever measures wants every answer, however long it takes.
      SHED_ABOVE_DELAY_MS: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  const isAlive = () => program.exitCode === null && program.signalCode === null;
  const url = `http://127.0.0.1:${ports['PORT']}`;
  const readyUrl =
    contestant === 'limit' ? `${url}/readyz` : `http://127.0.0.1:${ports['MANAGEMENT_PORT']}/readyz`;
  while (isAlive()) {
    const answer = await fetch(readyUrl).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) break;
    await pause(50);
  }
  if (!isAlive()) throw new Error(`The ${contestant} server ended while it started; its words are above.`);
  return {
    url,
    stop: async () => {
      if (isAlive()) program.kill('SIGTERM');
      await ended;
    },
  };
}

/** What the caller has configured for an Accord of its own does not reach the benchmark's. */
function withoutAccord(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^(ACCORD_|OIDC_|JEST_|NODE_OPTIONS$|HOST$|VAULT_KEYS$|RECEIPT_KEYS$|LEDGER_KEY$|REPORT_KEY$|GATEWAY_KEY$|\w+_URL$)/.test(
          name,
        ),
    ),
  );
}
