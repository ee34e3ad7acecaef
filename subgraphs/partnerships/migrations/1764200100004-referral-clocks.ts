import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clocks that an agreement sets for referrals come to referrals with the rest of what decides over them. */
export class ReferralClocks1764200100004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view agreements_in_force as
        select id, revision, state, provider_id, recipient_id, purposes, categories,
               array(select jsonb_array_elements_text(clauses -> 'jurisdictions')) as jurisdictions,
               array(select jsonb_array_elements_text(clauses -> 'recipientRoles')) as recipient_roles,
               valid_from, valid_until, clauses ->> 'onward' as onward,
               coalesce((select jsonb_object_agg(kept ->> 'category', (kept ->> 'days')::integer)
                           from jsonb_array_elements(clauses -> 'retention') as kept), '{}') as retention,
               coalesce(clauses -> 'clocks', '[]') as clocks
          from agreement
         where kind = 'DATA_SHARING' and state = 'ACTIVE' and valid_from <= now() and now() < valid_until;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
