import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a service is open, as a function with a plan of its own: written out in each search it is most of what the planner has
 * to think about, each time anew.
 *
 * Open at the moment, in the zone of each schedule; what began on the day before and goes past midnight is still open. Days
 * that are closed, or have other hours, come before the rule. What is not known for certain is not open. The hours of a
 * confidential place say nothing: a field that may not be read may not be filtered on [law 2; Services, rule 4].
 */
export class OpenHours1764200600006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function is_open(service text, moment timestamptz) returns boolean
        language plpgsql stable parallel safe cost 2000 set search_path = services, pg_temp as $$
        begin return exists (
          select from schedule h
          left join service_at_location hp on hp.id = h.service_at_location_id
          left join location hl on hl.id = hp.location_id
          cross join lateral (select moment at time zone h.time_zone as here) local
          cross join lateral (select to_char(here, 'HH24:MI') as clock, h.closes_at <= h.opens_at as overnight) hand
          cross join lateral (values (here::date, clock >= h.opens_at and (clock < h.closes_at or overnight)),
            (here::date - 1, overnight and clock < h.closes_at)) begun(day, within)
          where h.service_id = service and h.kind <> 'CLOSED' and h.every_day and begun.within
            and hl.confidential is not true and opens_on(h, begun.day)
            and not exists (select from schedule x where x.service_id = service
              and (x.service_at_location_id is null or x.service_at_location_id = h.service_at_location_id)
              and (x.kind = 'CLOSED' or x.kind = 'SPECIAL' and h.kind = 'REGULAR')
              and begun.day between x.valid_from and x.valid_until)); end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
