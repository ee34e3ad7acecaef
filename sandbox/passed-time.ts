import pg from 'pg';
import { Database } from '../shared/database.ts';
import type { Job } from '../shared/jobs.ts';
import { expireConsents } from '../subgraphs/referrals/jobs/expire-consents.ts';
import { expireReferrals } from '../subgraphs/referrals/jobs/expire-referrals.ts';
import { referrals } from '../subgraphs/referrals/schema.ts';

/** A consent and its events happened so much earlier; the statement before says which (`owner_id`, `id`) and how much (`back`). */
const CONSENT_MOVED_BACK = `
  its_consent as (
    update referrals.consent c set given_at = c.given_at - m.back, valid_from = c.valid_from - m.back,
        valid_until = c.valid_until - m.back
      from moved m where c.owner_id = m.owner_id and c.id = m.id),
  its_consent_events as (
    update referrals.consent_event e set at = e.at - m.back,
        scope = jsonb_set(e.scope, '{validUntil}', to_jsonb(to_char(
          ((e.scope ->> 'validUntil')::timestamptz - m.back) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
      from moved m
     where e.owner_id = m.owner_id and e.consent_id = m.id)`;

/** $1: owner, $2: referral. Everything about it happened so much earlier that its silence is over, the consent with it. */
const REFERRAL_MOVED_BACK = `
  with referral as (
    select r.*, 2 * (r.act_by - r.sent_at) + interval '1 hour' as back
      from referrals.referral r where r.owner_id = $1 and r.id = $2 and r.state = 'SENT'),
  moved as (select owner_id, consent_id as id, back from referral),
  its_events as (
    update referrals.referral_event e set at = e.at - r.back from referral r
     where e.owner_id = r.owner_id and e.referral_id = r.id),${CONSENT_MOVED_BACK}
  update referrals.referral a set drafted_at = a.drafted_at - r.back, sent_at = a.sent_at - r.back,
      acknowledge_by = a.acknowledge_by - r.back, act_by = a.act_by - r.back
    from referral r where a.owner_id = r.owner_id and a.id = r.id`;

/** $1: owner, $2: consent. It was given so long ago that its end has come; in whole milliseconds, as its history keeps them. */
const ENDED = `
  with moved as (
    select owner_id, id, valid_until - date_trunc('milliseconds', now()) + interval '1 hour' as back
      from referrals.consent where owner_id = $1 and id = $2),${CONSENT_MOVED_BACK}
  select from moved`;

const PASSED: Readonly<Record<'referral' | 'consent', { readonly text: string; readonly job: Job }>> = {
  referral: { text: REFERRAL_MOVED_BACK, job: expireReferrals },
  consent: { text: ENDED, job: expireConsents },
};

/**
 * What only the clock does takes weeks. The noun is put as if it were so old, which no verb can say, and then the clock's own
 * job does what it always does. `url`: as the owner of the database.
 */
export async function letExpire(
  url: string,
  noun: keyof typeof PASSED,
  ownerId: string,
  id: string,
): Promise<void> {
  const { text, job } = PASSED[noun];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('accord.organisation', $1, false)`, [ownerId]);
    await client.query(text, [ownerId, id]);
  } finally {
    await client.end();
  }
  const database = await Database.open(url, referrals.store, 1);
  try {
    await job.work(database, new Date());
  } finally {
    await database.close();
  }
}
