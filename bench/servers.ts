import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../run/ports.ts';
import { projectFolder } from '../shared/project-folder.ts';

export interface Started {
  readonly url: string;
  stop(): Promise<void>;
}

const PORTS = [
  'PORT',
  'MANAGEMENT_PORT',
  'SERVICES_PORT',
  'PARTNERSHIPS_PORT',
  'ACCESS_PORT',
  'REFERRALS_PORT',
];

/** Accord as it ships, in one of its two modes. */
export async function startAccord(
  program: 'start' | 'start-distributed',
  environment: NodeJS.ProcessEnv,
): Promise<Started> {
  const ports = Object.fromEntries(
    await Promise.all(PORTS.map(async (name) => [name, String(await freePort())])),
  );
  const child = start([join('run', `${program}.ts`)], { ...environment, ...ports });
  await answers(`http://127.0.0.1:${ports.MANAGEMENT_PORT}/readyz`, child);
  return { url: `http://127.0.0.1:${ports.PORT}`, stop: () => ended(child) };
}

export async function startLimit(environment: NodeJS.ProcessEnv): Promise<Started> {
  const port = await freePort();
  const child = start([join('bench', 'limit-server.ts'), String(port)], environment);
  await answers(`http://127.0.0.1:${port}`, child);
  return { url: `http://127.0.0.1:${port}`, stop: () => ended(child) };
}

function start(command: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...command], {
    cwd: projectFolder,
    env: { ...process.env, ...environment, npm_lifecycle_event: undefined },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`A server ended before it answered at ${url}.`);
    if ((await fetch(url).catch(() => null))?.ok) return;
    await pause(100);
  }
  throw new Error(`No answer at ${url} within a minute.`);
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}
