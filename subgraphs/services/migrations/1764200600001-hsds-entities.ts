import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The rest of HSDS 3.1, and what it cannot hold. Columns are for what a rule or a search touches. The rest of each entity
 * is one `details` as the owner or an import said it, so that nothing is lost on the way in and out, and an entity that
 * HSDS nests five deep costs no five joins.
 */
export class HsdsEntities1764200600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ENTITIES);
    await runner.query(CAPACITIES);
    await runner.query(SHARED);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const ENTITIES = `
  alter table service
    add journey_stages text[] not null default '{}',
    add minimum_age double precision check (minimum_age >= 0),
    add maximum_age double precision check (maximum_age >= minimum_age),
    add genders text[] not null default '{}',
    add cost text,
    add service_point text,
    add inclusion jsonb,
    add details jsonb not null default '{}',
    add hsds_id text;
  alter table location
    alter country drop not null,
    add location_type text,
    add pcode text,
    add details jsonb not null default '{}',
    add hsds_id text;
  alter table service_at_location
    add details jsonb not null default '{}',
    add hsds_id text;
  alter table schedule
    add service_at_location_id text references service_at_location on delete cascade,
    add kind text not null default 'REGULAR',
    add starts_on date,
    add until date,
    add count integer check (count >= 1),
    add week_start text,
    add by_day text,
    add by_week_no text,
    add by_month_day text,
    add by_year_day text,
    add details jsonb not null default '{}',
    add hsds_id text;
  create index service_by_hsds_id on service (hsds_id) where hsds_id is not null;
  create index location_by_hsds_id on location (hsds_id) where hsds_id is not null;
  create index schedule_by_place on schedule (service_at_location_id) where service_at_location_id is not null;
  create index service_at_location_by_service on service_at_location (service_id, position)`;

/** HSDS ServiceCapacity. At most one of a service counts referrals: an acceptance takes one place and no two of them. */
const CAPACITIES = `
  create table service_capacity (
    id text primary key,
    service_id text not null references service,
    position integer not null,
    unit jsonb not null,
    available double precision not null check (available >= 0),
    maximum double precision check (maximum >= available),
    per_referral boolean not null,
    updated_at timestamptz not null default now(),
    details jsonb not null default '{}',
    hsds_id text);
  create index service_capacity_by_service on service_capacity (service_id, position);
  create unique index one_capacity_per_referral on service_capacity (service_id) where per_referral;
  grant select, insert, update, delete on service_capacity to accord_services`;

const SHARED = `
  create table taxonomy (
    id text primary key,
    name text not null,
    details jsonb not null default '{}');
  create table taxonomy_term (
    id text primary key,
    taxonomy_id text references taxonomy,
    name text not null,
    details jsonb not null default '{}');
  create index taxonomy_term_by_taxonomy on taxonomy_term (taxonomy_id, name, id);
  create table organisation_details (
    organisation_id text primary key,
    details jsonb not null,
    version integer not null,
    updated_at timestamptz not null);
  grant select, insert, update on taxonomy, taxonomy_term, organisation_details to accord_services`;
