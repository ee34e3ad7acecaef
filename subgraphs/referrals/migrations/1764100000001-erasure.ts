import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Orders to erase, and the rights that erasing a person needs. */
export class Erasure1764100000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table erasure_order (
        owner_id text not null, id text not null, recipient_id text not null, person_id text not null,
        pseudonym text, cause text not null, categories text[] not null,
        issued_at timestamptz not null, due_at timestamptz not null,
        acknowledged_at timestamptz, acknowledged_by text, version integer not null,
        primary key (owner_id, id),
        foreign key (owner_id, person_id) references person,
        -- The recipient's name for the person stays as long as the order is open, and no longer.
        check ((pseudonym is null) = (acknowledged_at is not null)),
        check ((acknowledged_by is null) = (acknowledged_at is null)));
      create index erasure_order_inbox on erasure_order (recipient_id, issued_at desc, id desc);
      create index erasure_order_sent on erasure_order (owner_id, issued_at desc, id desc);
      create index erasure_order_by_id on erasure_order (id);
      create index erasure_order_of_person on erasure_order (owner_id, person_id);

      alter table erasure_order enable row level security; alter table erasure_order force row level security;
      create policy reads on erasure_order for select using (owner_id = ${VIEWER} or recipient_id = ${VIEWER});
      create policy issues on erasure_order for insert with check (owner_id = ${VIEWER});
      create policy acknowledges on erasure_order for update using (recipient_id = ${VIEWER});
      grant select, insert, update (pseudonym, acknowledged_at, acknowledged_by, version) on erasure_order
        to accord_referrals;

      create policy erases on person_category for delete using (owner_id = ${VIEWER});
      create policy erases on withholding for delete using (owner_id = ${VIEWER});
      -- The role itself deletes nothing, ever: what was sealed goes with the key, and only then.
      create function forget_person() returns trigger language plpgsql security definer
        set search_path = referrals, pg_temp as $$
        begin
          delete from person_category where owner_id = new.owner_id and person_id = new.id;
          delete from withholding where owner_id = new.owner_id and person_id = new.id;
          return null;
        end $$;
      create trigger forget_person after update of wrapped_key on person for each row
        when (old.wrapped_key is not null and new.wrapped_key is null) execute function forget_person();
      -- Each side's own number for the case goes with the person, and the keyed hash of what was once put in.
      grant update (sender_code) on referral to accord_referrals;
      grant update (input) on idempotency to accord_referrals;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
