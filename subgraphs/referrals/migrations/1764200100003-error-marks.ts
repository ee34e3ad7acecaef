import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who marked a referral as entered in error first, while a second person has not agreed. */
export class ErrorMarks1764200100003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral add column error_marked_by text, add column error_marked_at timestamptz,
        add check ((error_marked_by is null) = (error_marked_at is null));
      grant update (error_marked_by, error_marked_at) on referral to accord_referrals;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
