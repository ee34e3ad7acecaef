import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which services there are, and whose: so that an incident is linked to one that is there. Anyone reads as much. */
export class ServicesKnown1764300500004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view services_known as select id, organisation_id from service;
      grant usage on schema services to accord_access;
      grant select on services_known to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
