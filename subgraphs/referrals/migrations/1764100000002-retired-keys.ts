import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A master key that was retired wraps nobody for ever: a part that has not heard of it yet is refused when it registers
 * a person, and nothing is sealed that nobody could open. Ids only; no key is ever in the database.
 */
export class RetiredKeys1764100000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table retired_key (id text primary key, retired_at timestamptz not null default now());
      grant select on retired_key to accord_referrals;

      create function key_is_not_retired() returns trigger language plpgsql as $$
        begin
          if exists (select from referrals.retired_key where id = new.key_id) then
            raise exception 'the master key % is retired', new.key_id;
          end if;
          return new;
        end $$;
      create trigger key_is_not_retired before insert or update of wrapped_key, key_id on person for each row
        when (new.wrapped_key is not null) execute function key_is_not_retired();
      create index person_by_key on person (key_id, owner_id, id) where wrapped_key is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
