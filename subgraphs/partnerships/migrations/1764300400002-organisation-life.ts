import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The life of an organisation in the registry: its names, its recognition, and how its access ends for a time or for good. */
export class OrganisationLife1764300400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organisation
        add column recognised_on date,
        add column suspended_at timestamptz,
        add column suspended_by_id text references organisation,
        add column closed_at timestamptz,
        add column merged_into_id text references organisation,
        add constraint closed_is_not_active check (closed_at is null or not active),
        add constraint merged_is_closed check (merged_into_id is null or (closed_at is not null and merged_into_id <> id));
      create index organisation_by_successor on organisation (merged_into_id) where merged_into_id is not null;
      create table former_name (
        organisation_id text not null references organisation,
        held_until timestamptz not null,
        held_from timestamptz,
        name text not null,
        names jsonb not null,
        primary key (organisation_id, held_until));
      -- Who did what to an entry, and why: for those who may write in it.
      create table organisation_event (
        organisation_id text not null references organisation,
        version integer not null,
        verb text not null,
        at timestamptz not null,
        by_organisation_id text not null references organisation,
        by_client text not null,
        reason text,
        primary key (organisation_id, version));
      create view organisations_closed as select id, closed_at from organisation where closed_at is not null;
      grant select, insert on former_name, organisation_event to accord_partnerships;
      grant select on organisations_closed to accord_referrals, accord_referrals_clock;
      grant usage on schema partnerships to accord_referrals_clock;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
