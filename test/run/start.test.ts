import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { projectFolder } from '../../shared/project-folder.ts';
import { freePort } from '../support/free-port.ts';

const PORTS = [
  'PORT',
  'MANAGEMENT_PORT',
  'EMBEDDED_POSTGRES_PORT',
  'SERVICES_PORT',
  'PARTNERSHIPS_PORT',
  'ACCESS_PORT',
  'REFERRALS_PORT',
];
let home: string;
let environment: Record<string, string>;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'accord start '));
  chmodSync(home, 0o755);
  const ports = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())]));
  // No HOME at all: nothing may depend on one.
  environment = { PATH: process.env.PATH ?? '', ACCORD_HOME: home, ...Object.fromEntries(ports) };
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function start(file: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', `run/${file}`], {
    cwd: projectFolder,
    env: environment,
  });
}

async function ready(program: ChildProcess): Promise<string> {
  let screen = '';
  program.stdout?.on('data', (chunk) => {
    screen += chunk;
  });
  while (!screen.includes('Ctrl-C stops it')) {
    if (program.exitCode !== null)
      throw new Error(`It ended: ${screen}${await text(program.stderr as never)}`);
    await pause(20);
  }
  return screen;
}

const databasePid = () =>
  Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.each(['start.ts', 'start-distributed.ts'])('%s', (file) => {
  test('Ctrl-C stops everything, and what was there is there at the next start', async () => {
    for (const _time of ['first', 'second']) {
      const program = start(file);
      await ready(program);
      const database = databasePid();
      const answer = await fetch(`http://127.0.0.1:${environment.MANAGEMENT_PORT}/readyz`);
      expect(answer.status).toBe(200);
      program.kill('SIGINT');
      const [status] = await once(program, 'exit');
      expect(status).toBe(0);
      expect(isAlive(database)).toBe(false);
      await expect(fetch(`http://127.0.0.1:${environment.MANAGEMENT_PORT}/readyz`)).rejects.toThrow();
    }
  });

  test('killed without a word it leaves no database running, and starts again', async () => {
    const program = start(file);
    await ready(program);
    const database = databasePid();
    program.kill('SIGKILL');
    while (isAlive(database)) await pause(20);
    const next = start(file);
    await ready(next);
    next.kill('SIGTERM');
    expect((await once(next, 'exit'))[0]).toBe(0);
  });
});

test('a taken port stops the start before anything is made', async () => {
  const holder = createServer().listen(Number(environment.PORT), '127.0.0.1');
  await once(holder, 'listening');
  const program = start('start.ts');
  const words = await text(program.stderr as never);
  expect(words).toContain(
    `Port ${environment.PORT} is taken, and the gateway needs it; choose another with PORT`,
  );
  expect(words).not.toMatch(/^\s+at /m);
  expect(() => databasePid()).toThrow('ENOENT');
  holder.close();
});
