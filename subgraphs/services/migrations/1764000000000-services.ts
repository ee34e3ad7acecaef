import type { MigrationInterface, QueryRunner } from 'typeorm';
import { idempotencyTable } from '../../../shared/idempotency.ts';

/** The directory, after Open Referral HSDS 3, and what of it the neighbours may read. No row here is about a person. */
export class Services1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SERVICE);
    await runner.query(PLACES_AND_TIMES);
    await runner.query(CHANGES);
    await runner.query(GRANTS);
    for (const statement of idempotencyTable('services', 'accord_services')) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** `names`, `descriptions` and `eligibility` are texts by BCP 47 tag; `name` is the one that lists are ordered by. */
const SERVICE = `
  create table service (
    id text primary key,
    organisation_id text not null,
    name text not null,
    names jsonb not null,
    descriptions jsonb not null,
    search_text text not null,
    type text not null,
    types text[] not null check (type = any (types)),
    needs text[] not null,
    languages text[] not null,
    status text not null,
    firewall_status text not null,
    firewall_evidence text,
    firewall_checked_at timestamptz,
    legal_status_condition text not null,
    mandate_limited_to text check (legal_status_condition <> 'MANDATE_LIMITED' or mandate_limited_to <> ''),
    required_documents jsonb not null,
    only_nationalities text[] not null,
    except_nationalities text[] not null,
    intake_criteria text[] not null,
    eligibility jsonb not null,
    coverages text[] not null,
    ways_in text[] not null,
    referral_required boolean not null,
    referral_method text,
    response_delay text,
    next_step text,
    feedback_mechanism text,
    feedback_delay text,
    phone text,
    email text,
    url text,
    access_agreement_id text,
    valid_from date,
    valid_until date,
    assured_at timestamptz,
    source text,
    source_id text,
    source_hash text,
    taken_over boolean not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (source, source_id));
  create index service_by_name on service (name, id);
  create index service_by_organisation on service (organisation_id);
  create index service_by_needs on service using gin (needs);
  create index service_by_types on service using gin (types)`;

/** A location belongs to one organisation: two of them at one address may not be equally careful about it. */
const PLACES_AND_TIMES = `
  create table location (
    id text primary key,
    organisation_id text not null,
    fingerprint text not null,
    names jsonb not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    admin1 text,
    address text,
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    confidential boolean not null,
    phone text,
    check ((latitude is null) = (longitude is null)),
    unique (organisation_id, fingerprint));
  create index location_by_point on location (latitude, longitude) where not confidential;
  create index location_by_area on location (country, admin1);
  create table service_at_location (
    id text primary key,
    service_id text not null references service,
    location_id text not null references location,
    position integer not null,
    unique (service_id, location_id));
  create index service_at_location_by_location on service_at_location (location_id);
  create table schedule (
    id text primary key,
    service_id text not null references service,
    position integer not null,
    time_zone text not null,
    days text[] not null,
    opens_at text check (opens_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    closes_at text check (closes_at ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
    frequency text not null,
    interval integer not null check (interval >= 1),
    every_day boolean not null,
    valid_from date,
    valid_until date);
  create index schedule_by_service on schedule (service_id)`;

/** HSDS Metadata: what changed, from what, to what, by whom. Nothing in it is ever changed. */
const CHANGES = `
  create table change (
    number bigint generated always as identity primary key,
    service_id text not null references service,
    at timestamptz not null default now(),
    verb text not null,
    field text,
    previous jsonb,
    replacement jsonb,
    organisation_id text,
    by text not null);
  create index change_by_service on change (service_id, number)`;

const GRANTS = `
  create view referral_targets as
    select id as service_id, organisation_id, name, type, types, status, assured_at, firewall_status,
      legal_status_condition, referral_method is distinct from 'NOT_ACCEPTED' as accepts_referrals
      from service;
  grant select, insert, update on service to accord_services;
  grant select, insert, update, delete on location, service_at_location, schedule to accord_services;
  grant select, insert on change to accord_services;
  grant usage on schema services to accord_referrals;
  grant select on referral_targets to accord_referrals`;
