import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys that organisations sign agreements with, and what a signature is. Older signatures have neither. */
export class SigningKeys1764300300001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table signing_key (
        kid text primary key,
        organisation_id text not null references organisation,
        jwk jsonb not null,
        valid_from timestamptz not null,
        valid_until timestamptz,
        registered_by text not null,
        check (valid_from <= valid_until));
      create unique index signing_key_in_use on signing_key (organisation_id) where valid_until is null;
      create index signing_key_by_organisation on signing_key (organisation_id, valid_from);
      alter table agreement_signature
        add made_by text,
        add jws text,
        add jwk jsonb,
        add check ((made_by is null) = (jws is null) and (jws is null) = (jwk is null));
      grant select, insert, update (valid_until) on signing_key to accord_partnerships;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
