import type { Transaction } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { REFERRAL_LIFE } from '../../../shared/policy/referral-life.ts';
import { tell } from '../notice.service.ts';
import { clockOf, type Moved, take } from '../referral.states.ts';
import { type Due, dueInTurn } from './due-in-turn.ts';

/**
 * Open referrals to an organisation that was closed, or merged into another: it answers no more, and nobody answers for
 * it. What nobody has answered expires; of what is under way the sender is told, who alone may cancel it or send it again.
 */
export const leaveClosedRecipients: Job = {
  name: 'leave-closed-recipients',
  cron: '* * * * *',
  work: (database, now) => dueInTurn(database, now, { name: 'referrals-to-closed', text: DUE }, leave),
};

const OPEN = `'SENT', 'RECEIVED', 'WAITLISTED', 'ACCEPTED', 'SCHEDULED', 'IN_PROGRESS', 'ON_HOLD'`;
const DUE = `select r.owner_id as "ownerId", r.id
  from partnerships.organisations_closed c join referral r on r.to_id = c.id
  where c.closed_at <= $1 and r.state in (${OPEN}) and not exists (select from notice n
    where n.organisation_id = r.owner_id and n.kind = 'REFERRAL_RECIPIENT_CLOSED' and n.subject_id = r.id)
  order by r.owner_id, r.id limit $2`;

async function leave(tx: Transaction, { ownerId, id }: Due): Promise<void> {
  const [row] = await tx.sql<Moved>(
    'referral-to-leave',
    `select owner_id, id, to_id, state, version, urgency from referral
      where owner_id = $1 and id = $2 and state in (${OPEN}) for update`,
    [ownerId, id],
  );
  if (!row) return;
  const { from } = REFERRAL_LIFE.expire;
  if (from.includes(row.state))
    await take(tx, row, 'expire', clockOf(ownerId), { reason: 'SERVICE_SUSPENDED' });
  await tell(tx, ownerId, 'REFERRAL_RECIPIENT_CLOSED', id);
}
