import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done about the resolution: consultations, measures, pledges and the frozen reports. No row is about a person. */
export class Measures1764200900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consultation (
        id text primary key,
        recorded_by_id text not null references organisation,
        participant_ids text[] not null check (cardinality(participant_ids) >= 2),
        country text check (country ~ '^[A-Z]{2}$'),
        held_on date not null,
        subject text not null,
        outcome text,
        language text not null,
        paragraphs text[] not null,
        is_public boolean not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        version integer not null);
      create index consultation_by_day on consultation (held_on, id);
      create table measure (
        id text primary key,
        filer_id text not null references organisation,
        joint_implementer_ids text[] not null,
        title text not null,
        summary text,
        language text not null,
        translations jsonb not null,
        type text not null,
        status text not null,
        attestation text not null,
        is_public boolean not null,
        countries text[] not null,
        level text not null,
        paragraphs text[] not null check (cardinality(paragraphs) >= 1),
        beneficiary_groups text[] not null,
        evidence jsonb not null,
        started_on date not null,
        ended_on date check (ended_on >= started_on),
        written_by text not null,
        filed_at timestamptz not null,
        attested_by text,
        attested_by_id text references organisation,
        attested_at timestamptz,
        version integer not null,
        check ((attestation = 'ATTESTED') <= (attested_by is not null and attested_by <> written_by)));
      create index measure_by_day on measure (started_on, id);
      create index measure_by_country on measure using gin (countries);
      create table pledge (
        id text primary key,
        submitter_id text not null references organisation,
        kind text not null,
        conference integer not null,
        party_ids text[] not null check (cardinality(party_ids) >= 1),
        title text not null,
        text text not null,
        language text not null,
        translations jsonb not null,
        paragraphs text[] not null,
        begins_on date not null,
        ends_on date not null check (ends_on >= begins_on),
        state text not null,
        hash text not null,
        submitted_at timestamptz not null,
        version integer not null);
      create index pledge_by_day on pledge (begins_on, id);
      create table pledge_signature (
        pledge_id text not null references pledge,
        organisation_id text not null references organisation,
        signed_by text not null,
        signed_at timestamptz not null,
        primary key (pledge_id, organisation_id));
      create table pledge_report (
        id text primary key,
        pledge_id text not null references pledge,
        organisation_id text not null references organisation,
        progress text not null,
        is_final boolean not null,
        text text not null,
        language text not null,
        measure_ids text[] not null,
        reported_by text not null,
        reported_at timestamptz not null);
      create index pledge_report_by_pledge on pledge_report (pledge_id, reported_at, id);
      -- The content is kept as the very text that was hashed and signed.
      create table implementation_report (
        id text primary key,
        conference integer not null,
        version integer not null,
        content text not null,
        hash text not null,
        previous_hash text,
        frozen_by_id text not null references organisation,
        frozen_by text not null,
        frozen_at timestamptz not null,
        signature text not null,
        public_key jsonb not null,
        unique (conference, version));
      create view consultations_known as
        select id, participant_ids, country, held_on, paragraphs, is_public from consultation;
      grant select, insert on consultation, pledge_signature, pledge_report, implementation_report to accord_partnerships;
      grant select, insert, update on measure, pledge to accord_partnerships;
      grant select on consultations_known to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
