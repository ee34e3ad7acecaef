import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;
/** States in which a recipient may read something of the person, as in the first migration. */
const READABLE = `('SENT','RECEIVED','ACCEPTED','WAITLISTED','SCHEDULED','IN_PROGRESS','ON_HOLD','COMPLETED')`;

/**
 * Where a person is from who was received by a referral and registered anew: owner and person as in the referral, and the
 * recipient with the person that it made of it. Beside it the agreement it came under, and what was taken back since.
 */
export class Provenance1764200300005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_provenance (
        owner_id text not null, person_id text not null, referral_id text not null,
        recipient_id text not null, recipient_person_id text not null,
        agreement_id text, received_at timestamptz not null, taken_back text[] not null default '{}',
        primary key (owner_id, recipient_id, recipient_person_id),
        foreign key (owner_id, referral_id) references referral,
        foreign key (recipient_id, recipient_person_id) references person);
      create unique index person_provenance_of_received on person_provenance (recipient_id, recipient_person_id);
      create index person_provenance_of_person on person_provenance (owner_id, person_id);

      alter table person_provenance enable row level security; alter table person_provenance force row level security;
      -- The owner finds what was made of its persons for one thing alone: to take it back.
      create policy reads on person_provenance for select using (owner_id = ${VIEWER} or recipient_id = ${VIEWER} or exists (
        select from referral r where r.owner_id = person_provenance.recipient_id
          and r.person_id = person_provenance.recipient_person_id and r.to_id = ${VIEWER} and r.state in ${READABLE}));
      create policy person_in_hand on person_provenance as restrictive using (
        case (select coalesce(current_setting('accord.person', true), '')) when '' then true when person_id then true else false end);
      create policy adds on person_provenance for insert with check (recipient_id = ${VIEWER});
      create policy takes_back on person_provenance for update using (owner_id = ${VIEWER});
      create policy erases on person_provenance for delete using (recipient_id = ${VIEWER});
      grant select, insert, update (taken_back) on person_provenance to accord_referrals;

      -- It goes with the key of the person that was made, as the ciphertexts do.
      create function forget_provenance() returns trigger language plpgsql security definer
        set search_path = referrals, pg_temp as $$
        begin
          delete from person_provenance where recipient_id = new.owner_id and recipient_person_id = new.id;
          return null;
        end $$;
      create trigger forget_provenance after update of wrapped_key on person for each row
        when (old.wrapped_key is not null and new.wrapped_key is null) execute function forget_provenance();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
