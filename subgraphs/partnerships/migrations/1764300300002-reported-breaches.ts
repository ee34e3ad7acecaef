import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has reported a breach: it may end the agreement for it, until both have agreed to resume. */
export class ReportedBreaches1764300300002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agreement add breach_reported_by_ids text[] not null default '{}';
      create index agreement_by_end on agreement (valid_until) where state in ('SIGNED', 'ACTIVE', 'SUSPENDED');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
