import type { Transaction } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { closesAt } from '../../../shared/policy/referral-life.ts';
import { COMPLETED_READABLE_MS } from '../../../shared/policy/referral-states.ts';
import { clockOf, type Moved, take } from '../referral.states.ts';
import { type Due, dueInTurn } from './due-in-turn.ts';

/** Referrals completed 14 days ago, which their sender did not close itself [law 5]. */
export const closeReferrals: Job = {
  name: 'close-referrals',
  cron: '* * * * *',
  work: (database, now) => dueInTurn(database, now, { name: 'referrals-to-close', text: DUE }, close),
};

const DUE = `select owner_id as "ownerId", id from referral
  where state = 'COMPLETED' and completed_at <= $1::timestamptz - interval '${COMPLETED_READABLE_MS} milliseconds'
  order by completed_at, owner_id, id limit $2`;

async function close(tx: Transaction, { ownerId, id }: Due, now: Date): Promise<void> {
  const [row] = await tx.sql<Moved & { readonly completed_at: Date }>(
    'referral-to-close',
    `select owner_id, id, to_id, state, version, urgency, completed_at from referral
      where owner_id = $1 and id = $2 and state = 'COMPLETED' for update`,
    [ownerId, id],
  );
  if (row && closesAt(row.completed_at) <= now) await take(tx, row, 'close', clockOf(ownerId));
}
