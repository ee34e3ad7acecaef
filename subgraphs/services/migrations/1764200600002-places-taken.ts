import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A referral that is accepted takes a place, and gives it back when it ends [Services, rule 9]. The referrals subgraph does
 * this in its own transaction through two functions and nothing else: it reads no capacity and writes no other number. Both may
 * be called again without harm.
 */
export class PlacesTaken1764200600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TAKEN);
    await runner.query(FUNCTIONS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** Which referral holds a place of which service. No role of a subgraph reads it: it would say who was sent where. */
const TAKEN = `
  create table place_taken (
    referral_id text primary key,
    service_id text not null references service,
    at timestamptz not null default now());
  create index place_taken_by_service on place_taken (service_id)`;

/**
 * Whoever accepts one referral twice at once waits at its row of `place_taken`. The lock on the service keeps away a revision, which replaces its capacities. The lock on the capacity makes two
 * acceptances come one after the other, and the second one looks again whether a place is left.
 */
const FUNCTIONS = `
  create function take_place(service text, referral text) returns boolean
    language plpgsql security definer set search_path = services, pg_temp as $$
    begin
      perform from service s where s.id = service for key share;
      if not exists (select from service_capacity where service_id = service and per_referral) then return true; end if;
      insert into place_taken (referral_id, service_id) values (referral, service) on conflict do nothing;
      if not found then return true; end if;
      update service_capacity set available = available - 1, updated_at = now()
        where service_id = service and per_referral and available >= 1;
      if found then return true; end if;
      delete from place_taken where referral_id = referral;
      return false;
    end $$;
  create function give_place_back(referral text) returns void
    language plpgsql security definer set search_path = services, pg_temp as $$
    declare place place_taken;
    begin
      select * into place from place_taken where referral_id = referral;
      if not found then return; end if;
      perform from service where id = place.service_id for key share;
      delete from place_taken where referral_id = referral;
      if not found then return; end if;
      update service_capacity set available = least(available + 1, coalesce(maximum, available + 1)), updated_at = now()
        where service_id = place.service_id and per_referral;
    end $$`;

const GRANTS = `
  revoke all on function take_place, give_place_back from public;
  grant execute on function take_place, give_place_back to accord_referrals`;
