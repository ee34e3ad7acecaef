import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** What the owner of an incident decided about one that may be the same. The owner of the other is not told. */
export class IncidentLikeness1764300500002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table incident_likeness (
        owner_id text not null,
        incident_id text not null references access_incident,
        other_id text not null,
        verdict text not null check (verdict in ('SAME', 'ANOTHER')),
        settled_at timestamptz not null,
        settled_by text not null,
        primary key (incident_id, other_id),
        check (incident_id <> other_id));
      create index incident_likeness_of_other on incident_likeness (other_id);
      alter table incident_likeness enable row level security; alter table incident_likeness force row level security;
      create policy keeps on incident_likeness to accord_access
        using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      grant select, insert, update (verdict, settled_at, settled_by) on incident_likeness to accord_access;
      -- The clock counts once what is one: it sees which two are the same, and not who said so.
      grant select (incident_id, other_id, verdict) on incident_likeness to accord_access_clock;
      create policy counts on incident_likeness for select to accord_access_clock using (verdict = 'SAME');
      grant select (id) on access_incident_cut to accord_access_clock;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
