import { setTimeout as pause } from 'node:timers/promises';
import type { ReferralStage } from './referral-stage.ts';

/** Everybody who waits, directly or behind another, for what this connection holds. */
const WAITING = `
  with recursive waiting(pid) as (
    select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))
    union
    select a.pid from pg_stat_activity a join waiting w on w.pid = any(pg_blocking_pids(a.pid)))
  select count(*)::int as count from waiting`;

/**
 * Lets several works begin on one referral before any of them may change it: its row is held until each waits for it, or
 * has ended without. What they do then, they do at the same instant. Answers with how many had waited.
 */
export async function atTheSameInstant(
  stage: ReferralStage,
  referralId: string,
  works: readonly (() => Promise<unknown>)[],
): Promise<number> {
  return stage.beside(async (holder) => {
    await holder.query('begin');
    const held = await holder.query<{ pid: number }>(
      'select pg_backend_pid() as pid from referrals.referral where id = $1 for update',
      [referralId],
    );
    let ended = 0;
    const begun = works.map((work) =>
      work().finally(() => {
        ended += 1;
      }),
    );
    let waiting = 0;
    while (waiting + ended < works.length) {
      // Asked from outside: within its transaction the holder would see who was there when it first looked.
      const [row] = await stage.sql<{ count: number }>(WAITING, [held.rows[0]?.pid]);
      waiting = row?.count ?? 0;
      await pause(5);
    }
    await holder.query('commit');
    await Promise.all(begun);
    return waiting;
  });
}
