import type { Database } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { figuresOf, type IncidentCount, lastMonthToFreeze } from '../../../shared/policy/incident-figures.ts';
import { constraintOf, INCIDENT_KINDS } from '../../../shared/policy/incident-words.ts';

interface Counted extends IncidentCount {
  readonly iso2: string;
  readonly month: string;
}

const KINDS = INCIDENT_KINDS.map((kind) => `('${kind}', '${constraintOf(kind)}')`).join(', ');

/**
 * Which verified incidents an owner found to be another, and what that was found to be, however far it goes. Who is the same as
 * another is not counted beside it; where the way leads back, however long it is, the first of them is.
 */
const SAME = `
  recursive same (id, other_id) as (
    select l.incident_id, o.id from access.incident_likeness l
      join access.access_incident_cut o on o.id = l.other_id and o.verified
    union
    select s.id, o.id from same s join access.incident_likeness l on l.incident_id = s.other_id
      join access.access_incident_cut o on o.id = l.other_id and o.verified)`;
const IS_ANOTHER = `
  select from same l where l.id = s.id
    and (l.other_id < s.id or not exists (select from same back where back.id = l.other_id and back.other_id = s.id))`;

/** Verified incidents by country, month and constraint, and by country and month. $1: the last month. */
const COUNTED = `
  with ${SAME}
  select s.country as iso2, s.month, k.word as "constraint", count(*)::int as incidents,
         count(distinct s.owner_id)::int as organisations, avg(s.severity)::float8 as severity
    from access.access_incident_cut s join (values ${KINDS}) as k (kind, word) on k.kind = s.kind
   where s.verified and s.month <= $1 and not exists (${IS_ANOTHER})
   group by grouping sets ((s.country, s.month, k.word), (s.country, s.month))`;

/**
 * Counts the months that have been over for 30 days, each once: the clock sees kind, month, country and severity of every
 * verified incident, and which two their owners found to be one; it writes what may be published and nothing else [law 9].
 */
export const freezeIncidentMonths: Job = {
  name: 'freeze-incident-months',
  cron: '20 * * * *',
  async work(database: Database, now: Date): Promise<void> {
    const counts = await database.due<Counted>('incident-months', COUNTED, [lastMonthToFreeze(now)]);
    const byMonth = Map.groupBy(counts, ({ iso2, month }) => `${iso2} ${month}`);
    for (const [key, counted] of byMonth) {
      const [iso2 = '', month = ''] = key.split(' ');
      const figures = figuresOf(counted);
      await database.transaction(null, (tx) =>
        tx.sql(
          'incident-month-freeze',
          `insert into incident_month (country, month, word, incidents, score, frozen_at)
           select $1, $2, word, incidents, score, $6
             from unnest($3::text[], $4::int[], $5::float8[]) as given (word, incidents, score)
            where not exists (select from incident_month where country = $1 and month = $2)
           on conflict do nothing`,
          [
            iso2,
            month,
            figures.map(({ constraint }) => constraint ?? 'ALL'),
            figures.map(({ incidents }) => incidents),
            figures.map(({ score }) => score),
            now,
          ],
        ),
      );
    }
  },
};
