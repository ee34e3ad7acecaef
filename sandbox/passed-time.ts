import pg from 'pg';
import { Database } from '../shared/database.ts';
import { expireReferrals } from '../subgraphs/referrals/jobs/expire-referrals.ts';
import { referrals } from '../subgraphs/referrals/schema.ts';

/** $1: owner, $2: referral. Everything about it happened so much earlier that its silence is over, the consent with it. */
const MOVED_BACK = `
  with referral as (
    select r.*, 2 * (r.act_by - r.sent_at) + interval '1 hour' as back
      from referrals.referral r where r.owner_id = $1 and r.id = $2 and r.state = 'SENT'),
  its_events as (
    update referrals.referral_event e set at = e.at - r.back from referral r
     where e.owner_id = r.owner_id and e.referral_id = r.id),
  its_consent as (
    update referrals.consent c set given_at = c.given_at - r.back, valid_from = c.valid_from - r.back,
        valid_until = c.valid_until - r.back
      from referral r where c.owner_id = r.owner_id and c.id = r.consent_id),
  its_consent_events as (
    update referrals.consent_event e set at = e.at - r.back,
        scope = jsonb_set(e.scope, '{validUntil}', to_jsonb(to_char(
          ((e.scope ->> 'validUntil')::timestamptz - r.back) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
      from referral r
     where e.owner_id = r.owner_id and e.consent_id = r.consent_id)
  update referrals.referral a set drafted_at = a.drafted_at - r.back, sent_at = a.sent_at - r.back,
      acknowledge_by = a.acknowledge_by - r.back, act_by = a.act_by - r.back
    from referral r where a.owner_id = r.owner_id and a.id = r.id`;

/**
 * What only the clock does takes weeks. The referral is put as if it had been sent so long ago, which no verb can say, and then
 * the clock's own job does what it always does. `url`: as the owner of the database.
 */
export async function letExpire(url: string, ownerId: string, referralId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('accord.organisation', $1, false)`, [ownerId]);
    await client.query(MOVED_BACK, [ownerId, referralId]);
  } finally {
    await client.end();
  }
  const database = await Database.open(url, referrals.store, 1);
  try {
    await expireReferrals.work(database, new Date());
  } finally {
    await database.close();
  }
}
