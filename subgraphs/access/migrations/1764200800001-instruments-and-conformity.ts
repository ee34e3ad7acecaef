import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Legal instruments, what the six tests rest on, and every verdict there was. */
export class InstrumentsAndConformity1764200800001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table legal_instrument (
        id text primary key,
        country text not null check (country ~ '^[A-Z]{2}$'),
        recorded_by_id text not null,
        kind text not null,
        title text not null,
        citation text,
        url text,
        in_force_from date,
        in_force_until date,
        groups_left_out text[] not null,
        grounds_left_out text[] not null,
        conditions text[] not null,
        obligations text[] not null,
        modality_answers jsonb not null,
        examined_on date,
        consulted_on date,
        consultation_id text,
        recorded_at timestamptz not null,
        version integer not null,
        check (in_force_from <= in_force_until));
      create index legal_instrument_by_country on legal_instrument (country, id);
      create table conformity_check (
        id text primary key,
        subject_id text not null,
        checked_at timestamptz not null,
        verdict text not null,
        results jsonb not null,
        facts jsonb not null);
      create index conformity_check_by_subject on conformity_check (subject_id, checked_at desc);
      alter table access_agreement
        add column grounds_left_out text[] not null default '{}',
        add column conditions text[] not null default '{}',
        add column examined_on date,
        add column consulted_on date,
        add column consultation_id text,
        add column society_is_party boolean not null default false,
        add column legal_instrument_id text references legal_instrument,
        add column activated_at timestamptz;
      update access_agreement set society_is_party = exists (
        select from partnerships.organisations_known o where o.id = any(party_ids) and o.type = 'NATIONAL_SOCIETY');
      grant select, insert, update on legal_instrument to accord_access;
      -- What was found is kept as it was found.
      grant select, insert on conformity_check to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
