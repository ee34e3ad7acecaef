import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** What organisations are told. Ids and kinds only; whoever is told once is not told again. */
export class Notices1764200100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notice (
        organisation_id text not null, id text not null,
        kind text not null, subject_id text not null, occasion text not null, at timestamptz not null,
        acknowledged_at timestamptz, acknowledged_by text,
        primary key (organisation_id, id),
        unique (organisation_id, subject_id, kind, occasion),
        check ((acknowledged_by is null) = (acknowledged_at is null)));
      create index notice_by_time on notice (organisation_id, at desc, id desc);

      alter table notice enable row level security; alter table notice force row level security;
      create policy reads on notice for select to accord_referrals using (organisation_id = ${VIEWER});
      create policy tells on notice for insert with check (organisation_id = ${VIEWER});
      create policy acknowledges on notice for update using (organisation_id = ${VIEWER});
      grant select, insert, update (acknowledged_at, acknowledged_by) on notice to accord_referrals;

      -- The clock sees what was told already, and which orders wait.
      grant select (organisation_id, kind, subject_id, occasion) on notice to accord_referrals_clock;
      create policy clock on notice for select to accord_referrals_clock using (true);
      grant select (owner_id, id, due_at, acknowledged_at) on erasure_order to accord_referrals_clock;
      create policy clock on erasure_order for select to accord_referrals_clock using (acknowledged_at is null);
      create index referral_unacknowledged on referral (acknowledge_by) where state = 'SENT';
      create index erasure_order_due on erasure_order (due_at) where acknowledged_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
