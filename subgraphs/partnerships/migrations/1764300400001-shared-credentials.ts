import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A unit signs in with credentials of its own, or with its parent's: then whatever one of them may read, all may, and each
 * counts as the strictest among them [law, section 1]. `credentials_of` is the organisation whose credentials they are.
 */
export class SharedCredentials1764300400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organisation
        add column shares_credentials boolean not null default false
          constraint shared_with_a_parent check (not shares_credentials or parent_id is not null),
        add column credentials_of text not null
          generated always as (case when shares_credentials then parent_id else id end) stored;
      create index organisation_by_credentials on organisation (credentials_of);
      create index organisation_by_parent on organisation (parent_id) where parent_id is not null;
      -- Whether they are active is not asked: who is suspended knows the password all the same.
      create or replace view organisations_known as
        select id, code, name, type, country, parent_id, active, purposes, mandate_purposes,
               array(select u.type from organisation u where u.credentials_of = o.credentials_of and u.id <> o.id
                      order by u.type) as shares_credentials_with
          from organisation o;
      grant select on organisations_known to accord_partnerships;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
