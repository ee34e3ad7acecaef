import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Frozen figures about incidents, and warnings before an agreement ends. */
export class AccessFigures1764200800005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table incident_month (
        country text not null,
        month text not null,
        word text not null,
        incidents integer,
        score double precision,
        frozen_at timestamptz not null,
        primary key (country, month, word));
      create table access_notice (
        agreement_id text not null references access_agreement,
        organisation_id text not null,
        days_left integer not null,
        ends_at timestamptz not null,
        at timestamptz not null,
        primary key (agreement_id, organisation_id, days_left, ends_at));
      create index access_notice_to on access_notice (organisation_id, at desc);
      alter table access_notice enable row level security; alter table access_notice force row level security;
      create policy reads on access_notice for select using (organisation_id = ${VIEWER});
      -- The clock writes as nobody, and reads none.
      create policy told on access_notice for insert with check (${VIEWER} = '');
      grant select, insert on incident_month, access_notice to accord_access;
      -- What the clock may see of incidents, and nothing beside: what it counts.
      grant select (owner_id, kind, month, country, severity, verified) on access_incident_cut to accord_access_clock;
      create policy counts on access_incident_cut for select to accord_access_clock using (verified);
      create index access_agreement_ending on access_agreement (valid_until) where valid_until is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
