import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RunningServer {
  readonly pid: number;
  readonly ready: boolean;
  readonly port: number;
}

/** What the server's own note, `postmaster.pid`, says: line 1 is its number, line 4 its port, line 8 its state. Null without a note. */
export function runningServer(cluster: string): RunningServer | null {
  const lines = readIfThere(join(cluster, 'postmaster.pid'))?.split('\n');
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0) return null;
  return { pid, ready: lines[7]?.trim() === 'ready', port: Number(lines[3]) };
}

/**
 * Clears what an earlier start left behind. A server whose Accord still runs is somebody's: an error says so. One whose
 * Accord was killed is ended in order. A note without its server is removed, because PostgreSQL would take any new
 * program with the same number for the old server, which in a container is the rule.
 */
export async function endLeftover(home: string, cluster: string): Promise<void> {
  const server = runningServer(cluster);
  if (!server) return;
  if (!isServerOf(server.pid, cluster)) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  const starter = livingStarter(home);
  if (starter !== null) {
    throw new Error(
      `Another Accord (process ${starter}) is using the database of ${home}. Stop it, or choose another folder with ACCORD_HOME.`,
    );
  }
  process.kill(server.pid, 'SIGINT');
  while (isServerOf(server.pid, cluster)) await pause(20);
}

/** Notes which Accord started the server of this home, by number and by birth, since numbers are used again. */
export function noteStarter(home: string): void {
  writeFileSync(join(home, 'started-by'), `${process.pid} ${birthOf(process.pid) ?? ''}\n`);
}

function livingStarter(home: string): number | null {
  const [pid, birth] = readIfThere(join(home, 'started-by'))?.trim().split(' ') ?? [];
  const isAlive = pid !== undefined && birth !== undefined && birthOf(Number(pid)) === birth;
  return isAlive ? Number(pid) : null;
}

/** A server stands in its cluster's folder; Linux tells where a program stands. Elsewhere PostgreSQL itself decides. */
export function isServerOf(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

/** Clock ticks between the start of the machine and of the program: field 22 of /proc/<pid>/stat, proc(5). */
function birthOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
