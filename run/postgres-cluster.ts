import { spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { guard } from './guard.ts';
import type { PostgresPlace } from './postgres-place.ts';

interface NewCluster {
  readonly program: string;
  readonly place: PostgresPlace;
  readonly password: string;
}

/**
 * Makes the folder of data when there is none yet, and says whether it did. It is made beside its place and then
 * renamed, so that a start cut off in the middle leaves nothing that looks whole.
 */
export async function createCluster({ program, place, password }: NewCluster): Promise<boolean> {
  const cluster = join(place.folder, 'data');
  if (existsSync(join(cluster, 'PG_VERSION'))) return false;
  const draft = join(place.folder, 'data.draft');
  const passwordFile = join(place.folder, 'password.draft');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFor(place, passwordFile, password);
  try {
    await runInitdb(join(program, 'bin', 'initdb'), draft, passwordFile, place);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, cluster);
  return true;
}

/** The folder is another account's, which could put a link there: the file is made anew, and given away while open. */
function writeFor({ account }: PostgresPlace, path: string, words: string): void {
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, words);
  if (account) fchownSync(file, account.uid, account.gid);
  closeSync(file);
}

async function runInitdb(
  initdb: string,
  draft: string,
  passwordFile: string,
  place: PostgresPlace,
): Promise<void> {
  const options = [
    `--pgdata=${draft}`,
    `--pwfile=${passwordFile}`,
    '--username=accord',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own locale: letters of every script, the same order on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : []),
    '--no-sync',
    '--no-instructions',
  ];
  const child = spawn(initdb, options, {
    ...place.account,
    cwd: '/',
    env: { TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) {
    const guarding = guard(child.pid, 'TERM', place.account);
    child.once('exit', () => guarding.kill());
  }
  const code = new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  const [, words, status] = await Promise.all([text(child.stdout), text(child.stderr), code]);
  if (status !== 0)
    throw new Error(`PostgreSQL could not make its database in ${place.folder}: ${words.trim()}`);
}
