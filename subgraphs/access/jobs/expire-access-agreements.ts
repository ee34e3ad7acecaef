import type { Database } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { EXPIRY_WARNINGS } from '../../../shared/policy/access-expiry.ts';
import { ACCESS_AGREEMENT_LIFE } from '../../../shared/policy/access-life.ts';
import { ACCESS_IN_FORCE } from '../../../shared/policy/access-reading.ts';

/**
 * Writes down what the clock has done: agreements past their end have expired, which every reading knows already; and each
 * party is warned once 90, 30 and 7 days before an end [Access agreements, rule 7].
 */
export const expireAccessAgreements: Job = {
  name: 'expire-access-agreements',
  cron: '*/10 * * * *',
  async work(database: Database, now: Date): Promise<void> {
    await database.transaction(null, async (tx) => {
      await tx.sql(
        'access-agreements-expire',
        `update access_agreement set state = 'EXPIRED', resumption_agreed_ids = '{}', version = version + 1
          where state = any($2) and valid_until <= $1`,
        [now, ACCESS_AGREEMENT_LIFE.expire.from],
      );
      await tx.sql(
        'access-agreements-warn',
        `insert into access_notice (agreement_id, organisation_id, days_left, ends_at, at)
         select a.id, party.id, warned.days, a.valid_until, $1
           from access_agreement a cross join lateral unnest(a.party_ids) as party (id)
          cross join lateral (select min(days) as days from unnest($3::int[]) as due (days)
                               where a.valid_until <= $1::timestamptz + days * interval '1 day') warned
          where a.state = any($2) and $1 < a.valid_until and warned.days is not null
         on conflict do nothing`,
        [now, ACCESS_IN_FORCE, EXPIRY_WARNINGS],
      );
    });
  },
};
