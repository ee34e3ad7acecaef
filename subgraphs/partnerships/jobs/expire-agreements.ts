import type { Database } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { AGREEMENT_LIFE } from '../../../shared/policy/agreement-life.ts';

/** Writes down what the clock has done: an agreement past its end has expired, which every reading knows already. */
export const expireAgreements: Job = {
  name: 'expire-agreements',
  cron: '*/10 * * * *',
  async work(database: Database, now: Date): Promise<void> {
    await database.transaction(null, (tx) =>
      tx.sql(
        'agreements-expire',
        `update agreement set state = $3, resumption_agreed_ids = '{}', version = version + 1
          where state = any($2) and valid_until <= $1`,
        [now, AGREEMENT_LIFE.expire.from, AGREEMENT_LIFE.expire.to],
      ),
    );
  },
};
