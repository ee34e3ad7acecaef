import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresServer, startPostgres } from '../../run/postgres.ts';
import { projectFolder } from '../../shared/project-folder.ts';
import { KEYS } from './accord.ts';
import { freePort } from './free-port.ts';

/** One Accord before the common database, started anew whenever it was killed. */
interface Program {
  readonly url: string;
  readonly managementUrl: string;
  readonly environment: NodeJS.ProcessEnv;
  running: ChildProcess;
}

/** Two Accords and a durable PostgreSQL, each of which can be killed at any moment and comes back. */
export class KilledOften {
  kills = 0;

  private constructor(
    private readonly home: string,
    private readonly port: number,
    private postgres: PostgresServer,
    private readonly programs: readonly Program[],
  ) {}

  static async start(): Promise<KilledOften> {
    const home = mkdtempSync(join(tmpdir(), 'accord-kills-'));
    chmodSync(home, 0o755);
    const port = await freePort();
    const postgres = await startPostgres({ home, port });
    const programs: Program[] = [];
    // One after the other: the first makes the world.
    for (const name of ['one', 'other']) {
      const [main, management] = await Promise.all([freePort(), freePort()]);
      const environment = {
        ...KEYS,
        PATH: process.env.PATH,
        PORT: `${main}`,
        MANAGEMENT_PORT: `${management}`,
        DATABASE_URL: postgres.url,
        ACCORD_HOME: join(home, name),
      };
      const [url, managementUrl] = [`http://127.0.0.1:${main}`, `http://127.0.0.1:${management}`];
      const program = { url, managementUrl, environment, running: startProgram(environment) };
      await untilReady(program);
      programs.push(program);
    }
    return new KilledOften(home, port, postgres, programs);
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  get doors(): readonly string[] {
    return this.programs.map(({ url }) => url);
  }

  /** Kills one of the three, when it is at work, and lets it come back. */
  async killOne(): Promise<void> {
    const victim = Math.floor(Math.random() * 3);
    const program = this.programs[victim];
    if (program) await untilReady(program);
    await pause(Math.random() * 400);
    this.kills += 1;
    if (program) {
      await killed(program.running);
      program.running = startProgram(program.environment);
      return;
    }
    const note = join(this.postgres.folder, 'data', 'postmaster.pid');
    process.kill(Number(readFileSync(note, 'utf8').split('\n')[0]), 'SIGKILL');
    await this.postgres.ended;
    this.postgres = await startPostgres({ home: this.home, port: this.port });
  }

  async allReady(): Promise<void> {
    await Promise.all(this.programs.map(untilReady));
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map(({ running }) => killed(running)));
    await this.postgres.stop();
    for (const folder of [this.postgres.folder, this.home]) rmSync(folder, { recursive: true, force: true });
  }
}

function startProgram(environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'run/start.ts'], {
    cwd: projectFolder,
    env: environment,
    stdio: 'ignore',
  });
}

async function killed(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await exit;
}

/** One that started while the database was away has ended with a clear word, and is started again as a service would be. */
async function untilReady(program: Program): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${program.managementUrl}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (program.running.exitCode !== null) program.running = startProgram(program.environment);
    await pause(50);
  }
  throw new Error('An Accord did not come back within a minute.');
}
