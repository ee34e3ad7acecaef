import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agreements, their revisions and signatures, and what of them decides over data about persons. */
export class Agreements1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table agreement (
        id text primary key,
        kind text not null,
        provider_id text not null references organisation,
        recipient_id text not null references organisation,
        state text not null,
        purposes text[] not null,
        categories text[] not null,
        valid_from timestamptz not null,
        valid_until timestamptz not null,
        clauses jsonb not null,
        revision integer not null,
        revision_hash text not null,
        states_conformity boolean not null,
        resumption_agreed_ids text[] not null default '{}',
        version integer not null,
        check (provider_id <> recipient_id),
        check (valid_from < valid_until));
      create index agreement_by_provider on agreement (provider_id, recipient_id);
      create index agreement_by_recipient on agreement (recipient_id);
      create index agreement_by_time on agreement (valid_from, id);
      create table agreement_revision (
        agreement_id text not null references agreement,
        revision integer not null,
        revision_hash text not null,
        terms jsonb not null,
        written_by text not null,
        written_at timestamptz not null,
        primary key (agreement_id, revision));
      create table agreement_signature (
        agreement_id text not null references agreement,
        revision_hash text not null,
        organisation_id text not null references organisation,
        signed_by text not null,
        signed_at timestamptz not null,
        primary key (agreement_id, revision_hash, organisation_id));
      -- What decides over data about persons: nothing is copied, so a suspension counts from the moment it stands.
      create view agreements_in_force as
        select id, revision, state, provider_id, recipient_id, purposes, categories,
               array(select jsonb_array_elements_text(clauses -> 'jurisdictions')) as jurisdictions,
               array(select jsonb_array_elements_text(clauses -> 'recipientRoles')) as recipient_roles,
               valid_from, valid_until, clauses ->> 'onward' as onward,
               coalesce((select jsonb_object_agg(kept ->> 'category', (kept ->> 'days')::integer)
                           from jsonb_array_elements(clauses -> 'retention') as kept), '{}') as retention
          from agreement
         where kind = 'DATA_SHARING' and state = 'ACTIVE' and valid_from <= now() and now() < valid_until;
      grant select, insert, update on agreement to accord_partnerships;
      grant select, insert on agreement_revision, agreement_signature to accord_partnerships;
      grant select on agreements_in_force to accord_referrals;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
