import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the search looks at stands in the row of the service, in one index that takes any of its conditions together. */
export class Search1764200600004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(HOURS);
    await runner.query(FILLED);
    await runner.query(INDEXES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/**
 * `spots`: its places as points of the unit sphere, three numbers each; the straight distance between two orders as the way over
 * the ground does. `cells`: the cubes of space they lie in, from small ones to large (sphere.ts). A confidential place is in
 * neither: it takes no part in distance, whatever a statement asks [Services, rule 4]. `stands_until`: how long what is said stands without its owner saying it again, 90 days from the last time or the end of the
 * offer; it does not depend on the clock, so that pages ordered by it stay in order while time goes on.
 */
const COLUMNS = `
  alter table service
    alter search_text set default '',
    add words text[] not null default '{}',
    add areas text[] not null default '{}',
    add spoken text[] not null default '{}',
    add papers text[] not null default '{}',
    add accessibility text[] not null default '{}',
    add spots float8[] not null default '{}',
    add cells text[] not null default '{}',
    add stands_until timestamp not null generated always as (
      case when assured_at is null then '-infinity'::timestamp
        else least((assured_at at time zone 'UTC') + interval '90 days', valid_until::timestamp + interval '1 day') end) stored;
  -- Every word that any service has, for what is misspelt: many services share few words.
  create table search_word (word text primary key);
  grant select, insert on search_word to accord_services`;

/** Whether a rule of RFC 5545 falls on a day; UNTIL and COUNT stand in the span, intervals count from the first day. */
const HOURS = `
  create function weekday_of(day date) returns text language sql immutable parallel safe
    return (array['MO','TU','WE','TH','FR','SA','SU'])[extract(isodow from day)::integer];
  create function week_of(day date, week_start text) returns integer language sql immutable parallel safe
    return (day - '1970-01-05'::date - coalesce(array_position(array['MO','TU','WE','TH','FR','SA','SU'], week_start), 1) + 1 + 70000) / 7;
  create function place_in_month(day date) returns text[] language sql immutable parallel safe
    return array[
      weekday_of(day),
      ((extract(day from day)::integer - 1) / 7 + 1) || weekday_of(day),
      '+' || ((extract(day from day)::integer - 1) / 7 + 1) || weekday_of(day),
      '-' || ((extract(day from date_trunc('month', day::timestamp) + interval '1 month - 1 day')
        - extract(day from day))::integer / 7 + 1) || weekday_of(day)];
  create function opens_on(h schedule, day date) returns boolean language sql immutable parallel safe
    return day >= coalesce(h.valid_from, day) and day <= coalesce(h.valid_until, day)
      and day >= coalesce(h.starts_on, day) and day <= coalesce(h.until, day)
      and case h.frequency
        when 'WEEKLY' then
          (cardinality(h.days) = 0 and h.kind = 'SPECIAL' or weekday_of(day) = any (h.days))
          and (h.interval = 1 or (week_of(day, h.week_start) - week_of(h.starts_on, h.week_start)) % h.interval = 0)
        when 'MONTHLY' then
          (h.interval = 1 or ((extract(year from day) - extract(year from h.starts_on)) * 12
            + extract(month from day) - extract(month from h.starts_on))::integer % h.interval = 0)
          and case
            when h.by_month_day is not null then
              extract(day from day)::integer::text = any (string_to_array(h.by_month_day, ','))
              or (extract(day from day) - extract(day from date_trunc('month', day::timestamp) + interval '1 month - 1 day') - 1)::integer::text
                = any (string_to_array(h.by_month_day, ','))
            when h.by_day is not null then place_in_month(day) && string_to_array(h.by_day, ',')
            when cardinality(h.days) > 0 then weekday_of(day) = any (h.days)
            else extract(day from day) = extract(day from h.starts_on) end
        else day = coalesce(h.starts_on, h.valid_from) end
      and (h.by_week_no is null or extract(week from day)::integer::text = any (string_to_array(h.by_week_no, ',')))
      and (h.by_year_day is null or extract(doy from day)::integer::text = any (string_to_array(h.by_year_day, ',')))`;

/** What stood there before; the next revision of a service writes it anew. */
const FILLED = `
  update service s set
    words = array(select distinct word from regexp_split_to_table(s.search_text, '[[:space:][:punct:]]+') word where word <> ''),
    spoken = array(select distinct part from unnest(s.languages) tag,
      lateral (values (lower(tag)), (split_part(lower(tag), '-', 1))) parts(part)),
    papers = array(select distinct paper ->> 'kind' from jsonb_array_elements(s.required_documents) paper),
    areas = array(select distinct area from service_at_location sl join location l on l.id = sl.location_id,
        lateral (values (l.country), (l.country || '/' || lower(l.admin1)), ('/' || lower(l.admin1))) areas(area)
        where sl.service_id = s.id and area is not null)
      || case when 'COUNTRY' = any (s.coverages) then array(select distinct l.country || '/*'
        from service_at_location sl join location l on l.id = sl.location_id where sl.service_id = s.id
          and l.country is not null) else '{}' end;
  update service s set spots = coalesce((
    select array_agg(number order by sl.position, axis)
      from service_at_location sl join location l on l.id = sl.location_id,
        lateral (values (1, cos(radians(latitude)) * cos(radians(longitude))),
          (2, cos(radians(latitude)) * sin(radians(longitude))), (3, sin(radians(latitude)))) point(axis, number)
      where sl.service_id = s.id and not l.confidential and latitude is not null), '{}');
  update service s set cells = array(
    select distinct concat_ws('.', level, floor(spots[i] * power(2, level))::integer,
        floor(spots[i + 1] * power(2, level))::integer, floor(spots[i + 2] * power(2, level))::integer)
      from generate_series(1, cardinality(spots), 3) i, generate_series(2, 13) level) where spots <> '{}';
  insert into search_word select distinct unnest(words) from service`;

const INDEXES = `
  create index service_by_all on service using gin (words, types, needs, areas, spoken, cells)
    with (gin_pending_list_limit = 512);
  drop index service_by_types;
  drop index service_by_needs;
  drop index service_by_name;
  drop index location_by_point;
  create index service_by_freshness on service (stands_until desc, id desc)
    where status = 'ACTIVE' and firewall_status = 'FIREWALLED' and legal_status_condition <> 'REQUIRED';
  create index service_by_freshness_of_any on service (stands_until desc, id desc) where status = 'ACTIVE';
  create index search_word_by_part on search_word using gin (word public.gin_trgm_ops)`;
