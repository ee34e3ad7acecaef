import type { Transaction } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { expiresAt, REFERRAL_LIFE } from '../../../shared/policy/referral-life.ts';
import { tell } from '../notice.service.ts';
import { clockOf, type Moved, take } from '../referral.states.ts';
import { type Due, dueInTurn } from './due-in-turn.ts';

/** Referrals that nobody answered in twice the time there was to act; the sender is told [law 5]. */
export const expireReferrals: Job = {
  name: 'expire-referrals',
  cron: '* * * * *',
  work: (database, now) => dueInTurn(database, now, { name: 'referrals-to-expire', text: DUE }, expire),
};

/** Sent so long ago that it is as long since the act-by as it was until then; counted in seconds, never in days. */
const OVER = `extract(epoch from $1 - act_by) >= extract(epoch from act_by - sent_at)`;
const STATES = REFERRAL_LIFE.expire.from.map((state) => `'${state}'`).join(', ');
const DUE = `select owner_id as "ownerId", id from referral
  where state in (${STATES}) and act_by <= $1 and ${OVER} order by act_by, owner_id, id limit $2`;

type Sent = Moved & { readonly sent_at: Date; readonly act_by: Date };

async function expire(tx: Transaction, { ownerId, id }: Due, now: Date): Promise<void> {
  const [row] = await tx.sql<Sent>(
    'referral-to-expire',
    `select owner_id, id, to_id, state, version, urgency, sent_at, act_by from referral
      where owner_id = $1 and id = $2 and state = any($3) for update`,
    [ownerId, id, REFERRAL_LIFE.expire.from],
  );
  if (!row || expiresAt(row.sent_at, row.act_by) > now) return;
  await take(tx, row, 'expire', clockOf(ownerId));
  await tell(tx, ownerId, 'REFERRAL_EXPIRED', id);
}
