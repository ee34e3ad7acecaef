import type { Page } from '../../shared/pagination.ts';
import { STALE_AFTER_MS, UNASSURED_AFTER_MS } from '../../shared/policy/service-offer.ts';
import type { NearInput, ServiceFilter } from './search.inputs.ts';
import { searchable } from './searchable.ts';
import type { ServiceRow } from './service-row.ts';
import { SHOWN_SERVICES } from './shown-service.ts';
import type { Sql } from './stored-offer.ts';

// Every reading of services: one statement each, with locations and schedules beside. Nothing is logged of who asked
// where [Services, rule 8]. A confidential location has no distance.

/** Kilometres of one degree of latitude, a little short, so that the box never cuts the circle. */
const KM_OF_DEGREE = 111;

/** $1 viewer's organisation, $2 stale if assured before, $3 expired if assured before, $4 today. */
const RANK = `case when s.assured_at is null or s.assured_at < $3::timestamptz or s.valid_until < $4::date then 2
  when s.assured_at < $2::timestamptz then 1 else 0 end`;

const BY_ID = `
  with page as (select s.id, ${RANK} as rank, 0 as metres from service s where s.id = any ($5))
  ${SHOWN_SERVICES}`;

export function servicesById(
  sql: Sql,
  viewer: string | null,
  now: Date,
  ids: readonly string[],
): Promise<ServiceRow[]> {
  return sql<ServiceRow>('services-by-id', BY_ID, [...clocks(viewer, now), ids]);
}

/** One letter mistaken in a word of five leaves half of its trigrams [measured]. */
const NEARLY = 0.5;

/** The great-circle distance in metres, by haversine, on a sphere of the mean radius of WGS 84. */
const METRES = `round(2 * 6371008.8 * asin(least(1, sqrt(
  power(sin(radians(l.latitude - $15) / 2), 2)
  + cos(radians($15)) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - $16) / 2), 2)))))::integer`;

const DAY_OF = (moment: string) =>
  `(array['MO','TU','WE','TH','FR','SA','SU'])[extract(isodow from ${moment})::integer]`;

const IS_OPEN = `exists (
  select from schedule h
  cross join lateral (select $11::timestamptz at time zone h.time_zone as here) local
  cross join lateral (select to_char(here, 'HH24:MI') as time, h.closes_at <= h.opens_at as overnight) clock
  where h.service_id = s.id and h.kind = 'REGULAR' and h.every_day and h.frequency = 'WEEKLY' and h.interval = 1
    and here::date between coalesce(h.valid_from, here::date) and coalesce(h.valid_until, here::date)
    and (${DAY_OF('here')} = any (h.days) and time >= h.opens_at and (time < h.closes_at or overnight)
      or overnight and ${DAY_OF(`here - interval '1 day'`)} = any (h.days) and time < h.closes_at))`;

/**
 * Freshness first, since what is stale ranks last; within it distance, then name. The id makes the order total, so
 * that a page never repeats or skips a row.
 */
function searchStatement(forward: boolean): string {
  const [order, beyond] = forward ? ['asc', '>'] : ['desc', '<'];
  return `
    with found as (
      select s.id, s.name, ${RANK} as rank, case when $15::float8 is null then 0 else near.metres end as metres
      from service s
      left join lateral (
        select min(${METRES}) as metres
        from service_at_location sl join location l on l.id = sl.location_id
        where sl.service_id = s.id and not l.confidential and $15::float8 is not null and $16::float8 is not null
          and l.latitude between $18 and $19 and l.longitude between $20 and $21) near on true
      where s.status = 'ACTIVE'
        and ($15::float8 is null or near.metres <= $17::integer)
        and s.firewall_status = any ($12)
        and ($13 or s.legal_status_condition <> 'REQUIRED')
        and ($5::text[] is null or not exists (
          select from unnest($5::text[]) word
          where not (s.search_text like '%' || word || '%'
            or public.word_similarity(word, s.search_text) >= ${NEARLY})))
        and ($6::text[] is null or s.types && $6)
        and ($7::text[] is null or s.needs && $7)
        and ($8::text[] is null or exists (
          select from unnest(s.languages) spoken, unnest($8::text[]) wanted
          where lower(spoken) = wanted or lower(spoken) like wanted || '-%'))
        and ($9::text is null or exists (
          select from service_at_location sl join location l on l.id = sl.location_id
          where sl.service_id = s.id and l.country = $9 and ($10::text is null or lower(l.admin1) = lower($10))))
        and ($10::text is null or $9::text is not null or exists (
          select from service_at_location sl join location l on l.id = sl.location_id
          where sl.service_id = s.id and lower(l.admin1) = lower($10)))
        and ($11::timestamptz is null or ${IS_OPEN})
        and ($14::text is null or s.organisation_id = $14)),
    page as (
      select * from found
      where $22::integer is null or (rank, metres, name, id) ${beyond} ($22, $23::integer, $24::text, $25::text)
      order by rank ${order}, metres ${order}, name ${order}, id ${order} limit $26)
    ${SHOWN_SERVICES}
    order by page.rank ${order}, page.metres ${order}, page.name ${order}, page.id ${order}`;
}

const SEARCH = { forward: searchStatement(true), backward: searchStatement(false) } as const;

/** One row more than the page holds, in reading order; reversed when paging backward. */
export function searchServices(
  sql: Sql,
  viewer: string | null,
  now: Date,
  filter: ServiceFilter,
  near: NearInput | null,
  page: Page,
): Promise<ServiceRow[]> {
  const direction = page.forward ? 'forward' : 'backward';
  const [rank, metres, name, id] = page.key ?? [null, null, null, null];
  return sql<ServiceRow>(`services-${direction}`, SEARCH[direction], [
    ...clocks(viewer, now),
    wordsOf(filter.text ?? ''),
    filter.types ?? null,
    filter.needs ?? null,
    filter.languages?.map((tag) => tag.toLowerCase().replaceAll(/[^a-z0-9-]/g, '')) ?? null,
    filter.country?.toUpperCase() ?? null,
    filter.admin1 ?? null,
    filter.openAt ?? null,
    filter.firewallStatus ?? ['FIREWALLED'],
    filter.includeStatusConditioned ?? false,
    filter.organisationId ?? null,
    ...around(near),
    rank,
    metres,
    name,
    id,
    page.limit + 1,
  ]);
}

function clocks(viewer: string | null, now: Date): unknown[] {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  return [viewer, before(STALE_AFTER_MS), before(UNASSURED_AFTER_MS), now.toISOString().slice(0, 10)];
}

/** Each word must be found, as written or nearly; what LIKE would read as a wildcard is a letter like any other. */
function wordsOf(text: string): string[] | null {
  const words = searchable(text)
    .split(' ')
    .filter((word) => word !== '');
  return words.length === 0 ? null : words.map((word) => word.replaceAll(/[\\%_]/g, '\\$&'));
}

/** The point, the radius in metres, and the box around the circle: latitudes, then longitudes. */
function around(near: NearInput | null): unknown[] {
  if (near === null) return [null, null, null, null, null, null, null];
  const { latitude, longitude, withinKm } = near;
  const high = withinKm / KM_OF_DEGREE;
  const widest = Math.max(Math.abs(latitude - high), Math.abs(latitude + high));
  const wide = widest >= 89 ? 360 : high / Math.cos((widest * Math.PI) / 180);
  // Across the 180th meridian one interval of longitudes does not do: then latitude alone narrows.
  const crosses = longitude - wide < -180 || longitude + wide > 180;
  const longitudes = crosses ? [-180, 180] : [longitude - wide, longitude + wide];
  return [latitude, longitude, Math.round(withinKm * 1000), latitude - high, latitude + high, ...longitudes];
}
