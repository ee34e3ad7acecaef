import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What anyone may read of an organisation, for the directory of services to say who offers one. */
export class OrganisationsPublished1764300100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view organisations_published as
        select id, code, name, names, type, country, identifier, site, parent_id, active from organisation;
      grant select on organisations_published to accord_services`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
