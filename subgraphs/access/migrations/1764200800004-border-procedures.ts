import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Border procedures, and every assessment of their safeguards: a line is added and never changed. */
export class BorderProcedures1764200800004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table border_procedure (
        id text primary key,
        country text not null check (country ~ '^[A-Z]{2}$'),
        type text not null,
        name text,
        authority_id text,
        legal_instrument_id text references legal_instrument,
        recorded_by_id text not null,
        recorded_at timestamptz not null,
        version integer not null);
      create index border_procedure_by_country on border_procedure (country, id);
      create table safeguard_assessment (
        id text primary key,
        procedure_id text not null references border_procedure,
        safeguard text not null,
        in_law text not null,
        in_practice text not null,
        evidence text not null,
        url text,
        assessed_on date not null,
        assessor_id text not null,
        consulted_on date,
        consultation_id text,
        put_in_place boolean not null,
        recorded_at timestamptz not null,
        check (consulted_on <= assessed_on));
      create index safeguard_assessment_of_procedure
        on safeguard_assessment (procedure_id, safeguard, assessed_on desc, recorded_at desc, id desc);
      create index safeguard_assessment_put_in_place on safeguard_assessment (assessor_id) where put_in_place;
      grant select, insert, update (version) on border_procedure to accord_access;
      grant select, insert on safeguard_assessment to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
