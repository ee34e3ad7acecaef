import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A referral that was sent another way knows its child by the child's own row. */
export class Rerouting1764100000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral add column rerouted_from text,
        add foreign key (owner_id, rerouted_from) references referral (owner_id, id);
      create unique index referral_rerouted_once on referral (owner_id, rerouted_from);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
