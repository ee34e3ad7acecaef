import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../run/postgres.ts';

let home: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-postgres-'));
  chmodSync(folder, 0o755);
  home = join(folder, 'with a space');
  mkdirSync(home);
});

afterAll(() => rmSync(join(home, '..'), { recursive: true, force: true }));

const start = () => startPostgres({ home, port: 0 });
const noteOf = (server: PostgresServer) => join(server.folder, 'data', 'postmaster.pid');

async function ask(server: PostgresServer, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('the second start finds the data of the first', async () => {
  const first = await start();
  expect(first.firstStart).toBe(true);
  await ask(first, 'create table kept as select 1 as one');
  await first.stop();
  const second = await start();
  expect(second.firstStart).toBe(false);
  expect(await ask(second, 'select * from kept')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('nothing gets in without the password', async () => {
  const server = await start();
  const address = new URL(server.url);
  address.password = 'guessed';
  await expect(ask({ ...server, url: address.href }, 'select 1')).rejects.toThrow(
    'password authentication failed',
  );
  await server.stop();
});

test('the log repeats no statement and no value', async () => {
  const server = await start();
  await ask(server, 'create table once (name text unique)');
  await ask(server, `insert into once values ('Amina')`);
  await expect(ask(server, `insert into once values ('Amina')`)).rejects.toThrow('duplicate key');
  await server.stop();
  const log = readFileSync(join(home, 'logs', 'postgres.log'), 'utf8');
  expect(log).toContain('duplicate key');
  expect(log).not.toContain('Amina');
});

test('a database that a living Accord uses is not taken from it', async () => {
  const server = await start();
  await expect(start()).rejects.toThrow('Another Accord');
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('a server whose Accord was killed is ended in order before the next start', async () => {
  const left = await start();
  writeFileSync(join(home, 'started-by'), `${process.pid} 1\n`);
  const next = await start();
  await left.ended;
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('what was committed before a kill -9 of the server is there after it', async () => {
  const killed = await start();
  await ask(killed, 'create table committed as select 1 as one');
  process.kill(Number(readFileSync(noteOf(killed), 'utf8').split('\n')[0]), 'SIGKILL');
  await killed.ended;
  const next = await start();
  expect(await ask(next, 'select * from committed')).toEqual([{ one: 1 }]);
  await next.stop();
});

test("a note that names another program's number does not keep the server from starting", async () => {
  const server = await start();
  const note = readFileSync(noteOf(server), 'utf8');
  await server.stop();
  writeFileSync(noteOf(server), note.replace(/^\d+/, String(process.ppid)));
  const next = await start();
  await next.stop();
});

test('a stopped server leaves no process', async () => {
  const server = await start();
  const pid = Number(readFileSync(noteOf(server), 'utf8').split('\n')[0]);
  await server.stop();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
