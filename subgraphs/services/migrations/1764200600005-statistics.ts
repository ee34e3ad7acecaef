import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The planner must know of each word and each area how rare it is: a rare one is looked up, a common one is met soon on the way
 * through the freshest. With the usual hundred it takes the rare for common, and goes the whole way [measured].
 */
export class Statistics1764200600005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table service alter words set statistics 2000, alter areas set statistics 500,
        alter types set statistics 200, alter spoken set statistics 200;
      analyze service`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
