import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerGrounds } from '../../../shared/ledger/ledger-tables.ts';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Releases in vital interest: who asked, who approved, what the officer found; and the referral that one carries. */
export class EmergencyRelease1764200300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table emergency_release (
        owner_id text not null, id text not null, person_id text not null, referral_id text not null,
        recipient_id text not null, reason text not null, categories text[] not null,
        state text not null, version integer not null,
        requested_by text not null, requested_at timestamptz not null,
        approved_by text, approved_at timestamptz,
        closed_by text, closed_at timestamptz, finding text, erased text[] not null default '{}',
        primary key (owner_id, id),
        foreign key (owner_id, person_id) references person,
        foreign key (owner_id, referral_id) references referral,
        -- Two members of staff, or nobody: no row can say otherwise.
        check (approved_by <> requested_by),
        check (closed_by <> requested_by and (approved_by is null or closed_by <> approved_by)),
        check ((approved_by is null) = (approved_at is null)),
        check (num_nulls(closed_by, closed_at, finding) in (0, 3)),
        check (case state when 'REQUESTED' then approved_at is null and closed_at is null
                          when 'APPROVED' then approved_at is not null and closed_at is null
                          when 'CLOSED' then closed_at is not null else false end));
      -- The officer's queue: what is open first, and of that what waits longest.
      create index emergency_release_queue on emergency_release (owner_id, (closed_at is not null), requested_at, id);
      create index emergency_release_of_referral on emergency_release (owner_id, referral_id);

      alter table emergency_release enable row level security; alter table emergency_release force row level security;
      create policy reads on emergency_release for select using (owner_id = ${VIEWER}
        or (recipient_id = ${VIEWER} and approved_at is not null));
      create policy person_in_hand on emergency_release as restrictive using (
        case (select coalesce(current_setting('accord.person', true), '')) when '' then true when person_id then true else false end);
      create policy requests on emergency_release for insert with check (owner_id = ${VIEWER});
      create policy closes on emergency_release for update using (owner_id = ${VIEWER});
      -- What was asked for, by whom and for whom never changes.
      grant select, insert, update (state, version, approved_by, approved_at, closed_by, closed_at, finding, erased)
        on emergency_release to accord_referrals;

      alter table referral add column emergency_release_id text,
        add foreign key (owner_id, emergency_release_id) references emergency_release (owner_id, id);
      grant update (emergency_release_id) on referral to accord_referrals;
    `);
    await runner.query(ledgerGrounds('referrals'));
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
