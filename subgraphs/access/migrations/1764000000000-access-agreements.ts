import type { MigrationInterface, QueryRunner } from 'typeorm';
import { idempotencyTable } from '../../../shared/idempotency.ts';

/** Access agreements, their places and signatures. No row here is about a person in need. */
export class AccessAgreements1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_place (
        id text primary key,
        recorded_by_id text not null,
        name text not null,
        setting text not null,
        country text not null check (country ~ '^[A-Z]{2}$'),
        admin1 text,
        latitude double precision check (latitude between -90 and 90),
        longitude double precision check (longitude between -180 and 180),
        check ((latitude is null) = (longitude is null)));
      create table access_agreement (
        id text primary key,
        recorded_by_id text not null,
        party_ids text[] not null check (cardinality(party_ids) >= 2),
        country text not null check (country ~ '^[A-Z]{2}$'),
        place_ids text[] not null,
        settings text[] not null,
        ground text not null,
        modality_answers jsonb not null default '{}',
        groups_left_out text[] not null,
        obligations text[] not null,
        instrument text not null,
        text text,
        states_conformity boolean not null,
        icrc_coordinated_on date,
        icrc_not_coordinated_because text,
        valid_from timestamptz not null,
        valid_until timestamptz,
        state text not null,
        revision integer not null default 1,
        revision_hash text not null,
        resumption_agreed_ids text[] not null default '{}',
        recorded_at timestamptz not null default now(),
        version integer not null default 1);
      create index access_agreement_by_country on access_agreement (country, id);
      create index access_agreement_by_party on access_agreement using gin (party_ids);
      create table access_signature (
        agreement_id text not null references access_agreement,
        organisation_id text not null,
        revision_hash text not null,
        signed_by text not null,
        signed_at timestamptz not null default now(),
        primary key (agreement_id, revision_hash, organisation_id));
      grant select, insert on access_place, access_signature to accord_access;
      grant select, insert, update on access_agreement to accord_access;
    `);
    for (const statement of idempotencyTable('access', 'accord_access')) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
