import type { Job } from '../../../shared/jobs.ts';
import { CONSENT_ENDING_DAYS, type NoticeKind } from '../../../shared/policy/notice.ts';
import { REFERRAL_LIFE } from '../../../shared/policy/referral-life.ts';
import { tell } from '../notice.service.ts';
import { dueInTurn } from './due-in-turn.ts';

const UNANSWERED = REFERRAL_LIFE.expire.from.map((state) => `'${state}'`).join(', ');

/** When an owner is told something of its own: from a table `s`, while this holds at $1; and what tells one time from the next. */
const WHEN: Partial<Record<NoticeKind, { from: string; holds: string; occasion?: string }>> = {
  REFERRAL_UNACKNOWLEDGED: { from: 'referral', holds: `s.state = 'SENT' and s.acknowledge_by <= $1` },
  REFERRAL_OVERDUE: { from: 'referral', holds: `s.state in (${UNANSWERED}) and s.act_by <= $1` },
  CONSENT_ENDING: {
    from: 'consent',
    holds: `s.state in ('GIVEN', 'RENEWED') and $1 < s.valid_until
      and s.valid_until <= $1::timestamptz + interval '${CONSENT_ENDING_DAYS} days'`,
    occasion: `to_char(s.valid_until at time zone 'UTC', 'YYYY-MM-DD')`,
  },
  ERASURE_OVERDUE: { from: 'erasure_order', holds: 's.acknowledged_at is null and s.due_at <= $1' },
};

/** Tells each owner once what has run out, or soon will. */
export const raiseNotices: Job = {
  name: 'raise-notices',
  cron: '* * * * *',
  async work(database, now) {
    for (const kind of Object.keys(WHEN) as NoticeKind[]) {
      const statement = { name: `to-tell-${kind}`, text: untold(kind) };
      await dueInTurn(database, now, statement, (tx, { ownerId, id, occasion }) =>
        tell(tx, ownerId, kind, id, occasion),
      );
    }
  },
};

function untold(kind: NoticeKind): string {
  const { from, holds, occasion = `''` } = WHEN[kind] as NonNullable<(typeof WHEN)[NoticeKind]>;
  return `select s.owner_id as "ownerId", s.id, ${occasion} as occasion from ${from} s
    where ${holds} and not exists (select from notice n where n.organisation_id = s.owner_id
      and n.kind = '${kind}' and n.subject_id = s.id and n.occasion = ${occasion})
    order by s.owner_id, s.id limit $2`;
}
