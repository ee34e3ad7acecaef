import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * About an erased person nothing is written any more, by whatever verb. Whoever writes holds the person until its
 * transaction ends: an erasure at the same moment waits and finds what was written, or was first and leaves nothing to
 * write to.
 */
export class ErasedPersons1764200100005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function person_is_not_erased() returns trigger language plpgsql as $$
        begin
          perform from referrals.person
            where owner_id = new.owner_id and id = new.person_id and wrapped_key is not null for share;
          if not found then
            raise exception 'the person was erased' using errcode = 'ACC01';
          end if;
          return new;
        end $$;
      create trigger person_is_not_erased before insert on referral
        for each row execute function person_is_not_erased();
      create trigger person_is_not_erased before insert on consent
        for each row execute function person_is_not_erased();
      create trigger person_is_not_erased before insert on withholding
        for each row execute function person_is_not_erased();
      create trigger person_is_not_erased before insert or update on person_category
        for each row execute function person_is_not_erased();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
