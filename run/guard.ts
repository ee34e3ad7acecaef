import { type ChildProcess, spawn } from 'node:child_process';
import type { Account } from './postgres-place.ts';

/**
 * A shell that sends `signal` to the program with this number when Accord has died without doing so (kill -9): the
 * kernel closes Accord's end of the pipe, and `cat` returns. To be killed when the program has ended by itself.
 */
export function guard(pid: number, signal: 'INT' | 'TERM', account: Account | null = null): ChildProcess {
  return spawn('/bin/sh', ['-c', `cat; kill -${signal} "$1"`, 'accord-guard', String(pid)], {
    ...account,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  }).on('error', () => undefined);
}
