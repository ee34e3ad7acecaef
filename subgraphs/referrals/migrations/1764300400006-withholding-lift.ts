import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A person who withheld from somebody may take that back. That it was said, and that it was taken back, both stay. */
export class WithholdingLift1764300400006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table withholding
        add column lifted_at timestamptz,
        add column lifted_by text,
        add column lift_manner text,
        add constraint lifted_by_somebody check (num_nulls(lifted_at, lifted_by, lift_manner) in (0, 3));
      grant update (lifted_at, lifted_by, lift_manner) on withholding to accord_referrals;
      -- Lifted once, and for good: to withhold again is said again.
      create function withholding_is_lifted_once() returns trigger language plpgsql as $$
        begin
          if old.lifted_at is not null then raise exception 'a withholding is lifted once'; end if;
          return new;
        end $$;
      create trigger withholding_is_lifted_once before update on withholding for each row
        execute function withholding_is_lifted_once();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
