import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is sought in a family links case was never asked; the row says so, the case itself is inside a ciphertext. */
export class SoughtPerson1764200300002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table person add column sought boolean not null default false');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
