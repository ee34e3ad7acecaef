import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { loaderOf } from '../../shared/loader.ts';
import { ACCESS_AGREEMENT_LIFE } from '../../shared/policy/access-life.ts';
import { ACCESS_IN_FORCE } from '../../shared/policy/access-reading.ts';
import { lastMonthToFreeze } from '../../shared/policy/incident-figures.ts';
import { ACCESS_CONSTRAINTS } from '../../shared/policy/incident-words.ts';
import { type AccessGap, type AccessMonth, AccessProfile } from './access-profile.entity.ts';

const MONTHS = 12;
const words = (list: readonly string[]) => `'{${list.join(',')}}'`;

interface Row {
  readonly iso2: string;
  readonly agreementsInForce: number;
  readonly gaps: AccessGap[];
  readonly figures: { month: string; word: string; incidents: number | null; score: number | null }[];
}

/** $1: countries; $2: now; $3: the first month that is told. */
const PROFILES = `
  with setting as (
    select a.country, a.valid_until, s.setting,
           a.state = any(${words(ACCESS_IN_FORCE)}) and a.valid_from <= $2::timestamptz
             and (a.valid_until is null or $2 < a.valid_until) as holds,
           a.state = 'EXPIRED' or a.state = any(${words(ACCESS_AGREEMENT_LIFE.expire.from)}) and a.valid_until <= $2 as is_over
      from access_agreement a cross join lateral unnest(a.settings) as s (setting)
     where a.country = any($1))
  select asked.iso2,
    (select count(*)::int from access_agreement a
      where a.country = asked.iso2 and a.state = any(${words(ACCESS_IN_FORCE)}) and a.valid_from <= $2
        and (a.valid_until is null or $2 < a.valid_until)) as "agreementsInForce",
    coalesce((select json_agg(json_build_object('setting', gap.setting, 'since', gap.since) order by gap.since, gap.setting)
       from (select setting, to_char(max(valid_until) filter (where is_over) at time zone 'UTC', 'YYYY-MM') as since
               from setting where setting.country = asked.iso2
              group by setting having bool_or(is_over) and not bool_or(holds)) gap), '[]') as gaps,
    coalesce((select json_agg(json_build_object('month', m.month, 'word', m.word, 'incidents', m.incidents, 'score', m.score))
       from incident_month m where m.country = asked.iso2 and m.month >= $3), '[]') as figures
  from unnest($1::text[]) as asked (iso2)`;

/** What anyone reads of a country; nothing in it is counted when it is asked for but agreements that anyone reads. */
export class AccessProfileService {
  private readonly byCountry = loaderOf<string, AccessProfile>((context, countries) =>
    this.load(context, countries),
  );

  constructor(private readonly database: Database) {}

  async profileOf(context: SubgraphContext, iso2: string): Promise<AccessProfile> {
    const found = await this.byCountry(context, iso2);
    if (!found) throw new Error('A country that was asked for has no profile.');
    return found;
  }

  private async load(
    _context: SubgraphContext,
    countries: readonly string[],
  ): Promise<Map<string, AccessProfile>> {
    const now = new Date();
    const months = monthsUntil(lastMonthToFreeze(now));
    // As nobody: what everybody reads does not hang on who asks.
    const rows = await this.database.transaction(null, (tx) =>
      tx.sql<Row>('access-profiles', PROFILES, [countries, now, months[0]]),
    );
    return new Map(rows.map((row) => [row.iso2, asProfile(row, months)]));
  }
}

function asProfile({ agreementsInForce, gaps, figures }: Row, months: readonly string[]): AccessProfile {
  return Object.assign(new AccessProfile(), {
    agreementsInForce,
    gaps,
    months: months.map((month): AccessMonth => {
      const figure = (word: string) => {
        const found = figures.find((one) => one.month === month && one.word === word);
        return { incidents: found?.incidents ?? null, score: found?.score ?? null };
      };
      const constraints = ACCESS_CONSTRAINTS.map((constraint) => ({ constraint, ...figure(constraint) }));
      return { month, ...figure('ALL'), constraints };
    }),
  });
}

/** Oldest first, up to and with this one. */
function monthsUntil(last: string): string[] {
  const end = new Date(`${last}-01T00:00:00Z`);
  return Array.from({ length: MONTHS }, (_, index) =>
    new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - (MONTHS - 1 - index), 1))
      .toISOString()
      .slice(0, 7),
  );
}
