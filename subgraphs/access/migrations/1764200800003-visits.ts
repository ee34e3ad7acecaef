import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Visits, shown by row-level security to who made them; and recommendations, to those two whom they concern. */
export class Visits1764200800003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_visit (
        id text primary key,
        owner_id text not null,
        country text not null check (country ~ '^[A-Z]{2}$'),
        setting text not null,
        place text not null,
        agreement_id text references access_agreement,
        visited_on date not null,
        announced boolean not null,
        modality_answers jsonb not null,
        findings jsonb not null,
        recorded_at timestamptz not null,
        version integer not null);
      create index access_visit_of_owner on access_visit (owner_id, visited_on desc, id desc);
      create table visit_recommendation (
        id text primary key,
        visit_id text not null references access_visit,
        owner_id text not null,
        authority_id text not null,
        country text not null,
        text text not null,
        sent_at timestamptz);
      create index visit_recommendation_of_visit on visit_recommendation (visit_id);
      create index visit_recommendation_to on visit_recommendation (authority_id, sent_at desc);
      alter table access_visit enable row level security; alter table access_visit force row level security;
      alter table visit_recommendation enable row level security;
      alter table visit_recommendation force row level security;
      create policy keeps on access_visit using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy keeps on visit_recommendation using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy reads on visit_recommendation for select using (authority_id = ${VIEWER} and sent_at is not null);
      grant select, insert, update (version) on access_visit to accord_access;
      grant select, insert, update (sent_at) on visit_recommendation to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
