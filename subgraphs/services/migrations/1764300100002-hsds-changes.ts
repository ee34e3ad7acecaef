import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever keeps a copy of the directory asks again and again what has changed since; and terms are found by their ids in HSDS. */
export class HsdsChanges1764300100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index service_by_change on service (updated_at);
      create index taxonomy_by_hsds_uuid on taxonomy (hsds_uuid('taxonomy:' || id, id));
      create index taxonomy_term_by_hsds_uuid on taxonomy_term (hsds_uuid('taxonomy_term:' || id, id))`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
