import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who stands under an agreement with whom now, of either kind and in both directions: all that access must know of it. */
export class PartnersInForce1764200800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view partners_in_force as
        select provider_id as organisation_id, recipient_id as partner_id from agreement
         where state = 'ACTIVE' and valid_from <= now() and now() < valid_until
        union all
        select recipient_id, provider_id from agreement
         where state = 'ACTIVE' and valid_from <= now() and now() < valid_until;
      grant select on partners_in_force to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
