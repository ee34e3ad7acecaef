import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { prepareDatabase } from '../../run/prepare-database.ts';
import { readConfig, type SubgraphName } from '../../shared/config.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { testDatabase } from './database.ts';
import { freePort } from './free-port.ts';

/** The two ways to run; what holds in one holds in the other. */
export const MODES = ['embedded', 'distributed'] as const;
export type Mode = (typeof MODES)[number];

export interface Accord {
  readonly url: string;
  readonly managementUrl: string;
  /** Where each subgraph answers in distributed mode. */
  subgraphUrl(name: SubgraphName): string;
  /** As the owner of all schemas. */
  readonly databaseUrl: string;
  /** ACCORD_HOME. */
  readonly home: string;
  /** What `npm start` runs. */
  readonly program: ChildProcess;
  /** Everything its programs have written so far. */
  said(): string;
  token(clientId: string): Promise<string>;
  /** Starts one more gateway before the same subgraphs, in distributed mode, and answers with its URL. */
  anotherGateway(
    environment?: Readonly<Record<string, string>>,
    expected?: { readonly ready: boolean },
  ): Promise<string>;
  graphql(query: string, asking?: Asking): Promise<Told>;
  stop(): Promise<void>;
}

export interface Asking {
  readonly client?: string;
  readonly purpose?: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly data: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions: Record<string, unknown>;
  }[];
  readonly headers: Headers;
  /** The body as it came. */
  readonly text: string;
}

const PROGRAMS: Readonly<Record<Mode, string>> = {
  embedded: 'run/start.ts',
  distributed: 'run/start-distributed.ts',
};
const PORTS = [
  'PORT',
  'MANAGEMENT_PORT',
  'SERVICES_PORT',
  'PARTNERSHIPS_PORT',
  'ACCESS_PORT',
  'REFERRALS_PORT',
];
/** Exported for tests that call a subgraph as the gateway would. */
export const GATEWAY_KEY = 'tests-tests-tests-tests-tests-tests-tests-te';

/** One set of keys for all instances of a run, so that the world can be made once and copied. */
export const KEYS = {
  GATEWAY_KEY,
  LEDGER_KEY: 'tests-tests-tests-tests-tests-tests-tests-te',
  REPORT_KEY: 'tests-tests-tests-tests-tests-tests-tests-te',
  VAULT_KEYS: 'k1:tests-tests-tests-tests-tests-tests-tests-t',
  RECEIPT_KEYS: 'r1:tests-tests-tests-tests-tests-tests-tests-t',
};

interface Starting {
  readonly mode?: Mode;
  /** Variables beside those that every test has. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The real Accord, as `npm start` starts it, with the sandbox world, on a database and ports of its own. */
export async function startAccord({ mode = 'embedded', environment = {} }: Starting = {}): Promise<Accord> {
  const database = await testDatabase({
    name: 'sandbox_world',
    fill: async (url) => void (await prepareDatabase(url, readConfig(KEYS))),
  });
  const home = mkdtempSync(join(tmpdir(), 'accord-test-'));
  const ports = Object.fromEntries(
    await Promise.all(PORTS.map(async (name) => [name, String(await freePort())])),
  );
  const words: string[] = [];
  const start = (file: string, own: Readonly<Record<string, string>> = {}) => {
    const program = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: projectFolder,
      env: {
        ...bare(process.env),
        ...KEYS,
        ...ports,
        DATABASE_URL: database.url,
        ACCORD_HOME: home,
        ...environment,
        ...own,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [program.stdout, program.stderr])
      output.on('data', (some) => words.push(String(some)));
    return program;
  };
  const programs = [start(PROGRAMS[mode])];
  const [url, managementUrl] = [
    `http://127.0.0.1:${ports.PORT}`,
    `http://127.0.0.1:${ports.MANAGEMENT_PORT}`,
  ];
  const stop = async () => {
    await Promise.all(programs.map(ended));
    await database.stop();
    rmSync(home, { recursive: true, force: true });
  };
  const ready = (program: ChildProcess, at: string, path = '/readyz') =>
    untilReady(program, `${at}${path}`).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  await ready(programs[0] as ChildProcess, managementUrl);
  const anotherGateway = async (
    further: Readonly<Record<string, string>> = {},
    expected: { readonly ready: boolean } = { ready: true },
  ) => {
    const [port, management] = await Promise.all([freePort(), freePort()]);
    const own = {
      PORT: `${port}`,
      MANAGEMENT_PORT: `${management}`,
      OIDC_ISSUER: `${url}/oidc`,
      ACCORD_SANDBOX: 'on',
      ...further,
    };
    const program = start('gateway/index.ts', own);
    programs.push(program);
    await ready(program, `http://127.0.0.1:${management}`, expected.ready ? '/readyz' : '/healthz');
    return `http://127.0.0.1:${port}`;
  };
  const token = tokens(url);
  const subgraphUrl = (name: SubgraphName) =>
    `http://127.0.0.1:${ports[`${name.toUpperCase()}_PORT`]}/graphql`;
  return {
    url,
    managementUrl,
    subgraphUrl,
    databaseUrl: database.url,
    home,
    program: programs[0] as ChildProcess,
    said: () => words.join(''),
    token,
    anotherGateway,
    graphql: asker(url, token),
    stop,
  };
}

/** Without what Jest and npm leave in the environment. */
export function bare(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(npm_|JEST_|NODE_OPTIONS|ACCORD_|OIDC_|HOST$)/.test(name),
    ),
  );
}

function tokens(url: string): (clientId: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  return (clientId) => {
    const token = kept.get(clientId) ?? signIn(url, clientId);
    kept.set(clientId, token);
    return token;
  };
}

async function signIn(url: string, clientId: string): Promise<string> {
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientId}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const body = (await answer.json()) as { access_token?: string };
  if (!body.access_token) throw new Error(`${clientId} could not sign in: ${JSON.stringify(body)}`);
  return body.access_token;
}

function asker(url: string, token: (clientId: string) => Promise<string>): Accord['graphql'] {
  return async (query, { client, purpose, variables, headers } = {}) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(client && { authorization: `Bearer ${await token(client)}` }),
        ...(purpose && { 'purpose-of-use': purpose }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await answer.text();
    return {
      ...(JSON.parse(text) as Pick<Told, 'data' | 'errors'>),
      status: answer.status,
      headers: answer.headers,
      text,
    };
  };
}

async function untilReady(program: ChildProcess, url: string): Promise<void> {
  let said = '';
  program.stderr?.on('data', (words) => (said += words));
  program.stdout?.on('data', () => undefined);
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (program.exitCode !== null) throw new Error(`Accord ended while it started:\n${said}`);
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`Accord was not ready within a minute:\n${said}`);
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGTERM');
  await exit;
}
