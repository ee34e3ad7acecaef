import type { MigrationInterface, QueryRunner } from 'typeorm';
import { idempotencyTable } from '../../../shared/idempotency.ts';

/** Organisations and countries, and what of them the neighbours may read. */
export class Organisations1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table country (
        iso2 text primary key check (iso2 ~ '^[A-Z]{2}$'),
        iso3 text,
        name text not null,
        names jsonb not null default '{}',
        region text);
      create table organisation (
        id text primary key,
        code text not null unique,
        name text not null,
        names jsonb not null default '{}',
        type text not null,
        country text,
        identifier text,
        site text,
        parent_id text references organisation,
        active boolean not null default true,
        purposes text[] not null default '{}',
        mandate_purposes text[],
        version integer not null default 1);
      -- One row once a sandbox world has been made here: this database is never production.
      create table sandbox (since timestamptz not null default now());
      create unique index one_national_society_per_country
        on organisation (country) where type = 'NATIONAL_SOCIETY' and active;
      create index organisation_by_name on organisation (name, id);
      create view organisations_known as
        select id, code, name, type, country, parent_id, active, purposes, mandate_purposes from organisation;
      grant select, insert, update on organisation, country to accord_partnerships;
      grant usage on schema partnerships to accord_services, accord_access, accord_referrals;
      grant select on organisations_known to accord_services, accord_access, accord_referrals;
    `);
    for (const statement of idempotencyTable('partnerships', 'accord_partnerships'))
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
