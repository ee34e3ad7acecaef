import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Who runs a program, in numbers. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresPlace {
  /** Absolute path of the folder that holds `data`; the account owns it and may enter it. */
  readonly folder: string;
  /** Null: the user who started Accord. */
  readonly account: Account | null;
}

/**
 * Where the database of this home lives and who runs it. PostgreSQL refuses to run as root, so root lends it to
 * the owner of the data, at first `nobody`. Where that account cannot go — a home below /root — the data stand in
 * /var/lib/accord, and the file `postgres.place` in the home says under which name.
 */
export function postgresPlace(home: string): PostgresPlace {
  mkdirSync(home, { recursive: true });
  const inHome = join(realpathSync(home), 'postgres');
  const pointer = join(home, 'postgres.place');
  const folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : inHome;
  if (existsSync(folder)) return existing(folder);
  if (process.getuid?.() !== 0) return own(folder);
  const account = unprivilegedAccount();
  if (canReach(inHome, account)) return { folder: inHome, account };
  rmdirSync(inHome);
  openFolder('/var/lib/accord');
  const elsewhere = `/var/lib/accord/${randomBytes(6).toString('hex')}`;
  if (!canReach(elsewhere, account))
    throw new Error(`The database account may enter neither ${inHome} nor ${elsewhere}.`);
  writeFileSync(pointer, `${elsewhere}\n`);
  return { folder: elsewhere, account };
}

function existing(folder: string): PostgresPlace {
  const { uid, gid } = statSync(folder);
  const me = process.getuid?.() ?? uid;
  if (me === uid && me !== 0) return { folder, account: null };
  if (me === 0) return { folder, account: uid === 0 ? unprivilegedAccount() : { uid, gid } };
  throw new Error(
    `The database in ${folder} belongs to another user (uid ${uid}). Start Accord as root or as that user, or choose another folder with ACCORD_HOME.`,
  );
}

function own(folder: string): PostgresPlace {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { folder, account: null };
}

/** Makes a folder that anybody may enter, whatever the caller's umask. */
export function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** Makes the folder, gives it to the account, and lets the account itself try to enter. */
function canReach(folder: string, account: Account): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chownSync(folder, account.uid, account.gid);
  const attempt = spawnSync('/bin/sh', ['-c', 'cd "$1" && touch . ', 'sh', folder], {
    ...account,
    cwd: '/',
    env: {},
  });
  return attempt.status === 0;
}

/** `initdb` wants an account that has a name; `nobody` is on every Unix. */
function unprivilegedAccount(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "nobody": start Accord as an ordinary user.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}
