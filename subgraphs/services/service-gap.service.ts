import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { UNASSURED_AFTER_MS } from '../../shared/policy/service-offer.ts';
import { WHOLE_COUNTRY } from './search-columns.ts';
import { ServiceGap, type ServicesBehind } from './service-gap.entity.ts';
import { NEEDS, type Need } from './vocabulary.ts';

interface CountRow extends ServicesBehind {
  readonly need: Need;
  readonly admin1: string | null;
}

/** Where help is missing: computed from the directory as it is now, of nobody's question. */
export class ServiceGapService {
  constructor(private readonly database: Database) {}

  /**
   * Each need in the country as a whole and in each of its areas that the directory knows, where no service is open for people of
   * any status, firewalled, and assured within 180 days. A service for the whole country is one for each area.
   */
  async ofCountry(
    _context: SubgraphContext,
    iso2: string,
    needs: readonly Need[] | null,
  ): Promise<ServiceGap[]> {
    const now = new Date();
    const rows = await this.database.transaction(null, ({ sql }) =>
      sql<CountRow>('service-gaps', COUNTED, [
        iso2.toUpperCase(),
        needs ?? NEEDS,
        new Date(now.getTime() - UNASSURED_AFTER_MS),
        now.toISOString().slice(0, 10),
        `${iso2.toUpperCase()}/${WHOLE_COUNTRY}`,
      ]),
    );
    return rows
      .filter(({ assured }) => assured === 0)
      .map(({ need, admin1, ...services }) => Object.assign(new ServiceGap(), { need, admin1, services }));
  }
}

/** $1 country, $2 needs, $3 assured since, $4 today, $5 its whole as an area. An area is known by the way it is first written. */
const COUNTED = `
  with areas as (
    select distinct on (area) area, admin1 from (
      select '/' || lower(l.admin1) as area, l.admin1 from location l where l.country = $1 and l.admin1 is not null
      union all
      select '/' || lower(a ->> 'admin1'), a ->> 'admin1' from service s, jsonb_array_elements(s.details -> 'serviceAreas') a
        where s.areas && array[$1::text] and a ->> 'country' = $1 and a ->> 'admin1' <> '') named
    order by area, admin1),
  asked as (
    select need, place, admin1, case when area is null then array[$1::text] else array[$1 || area, $5::text] end as reached
    from unnest($2::text[]) with ordinality as needs(need, place)
    cross join (select null::text as area, null::text as admin1 union all select area, admin1 from areas) all_areas)
  select need, admin1, counted.*
  from asked cross join lateral (
    select count(*)::integer as known,
      count(*) filter (where is_open)::integer as open,
      count(*) filter (where is_open and any_status)::integer as "forAnyStatus",
      count(*) filter (where is_open and any_status and walled)::integer as firewalled,
      count(*) filter (where is_open and any_status and walled and s.assured_at >= $3)::integer as assured
    from service s
    cross join lateral (select s.status = 'ACTIVE' and (s.valid_until is null or s.valid_until >= $4::date) as is_open,
      s.legal_status_condition <> 'REQUIRED' as any_status, s.firewall_status = 'FIREWALLED' as walled) standing
    where s.needs && array[asked.need] and s.areas && asked.reached and s.status <> 'DEFUNCT') counted
  order by admin1 nulls first, asked.place`;
