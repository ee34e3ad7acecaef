import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How far the import of a large directory has come: it is written in many transactions, each with its own step forward, so
 * that it goes on where it was cut off. Nobody but the owner of the database imports; no role is granted anything here.
 */
export class Imports1764300200001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RUNS);
    await runner.query(ROWS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** `id`: hash of the file and of how it is read. `seen`: of an unfinished run, to tell an entry that comes twice. */
const RUNS = `
  create table import_run (
    id text primary key,
    kind text not null,
    total bigint not null,
    done bigint not null default 0,
    counts jsonb not null default '{}',
    staged boolean not null default false,
    started_at timestamptz not null default now(),
    finished_at timestamptz);
  create table import_seen (
    run text not null references import_run on delete cascade,
    entry text not null,
    primary key (run, entry));
  create table import_note (
    run text not null references import_run on delete cascade,
    number bigint generated always as identity,
    kind text not null,
    place text not null,
    field text not null,
    value text,
    reason text not null,
    primary key (run, number));
  create index organisation_details_by_hsds_id on organisation_details ((details ->> 'id'))`;

/**
 * The rows of the tables of a datapackage, by what they belong to: `parent` is `phone:ID` of what a row stands in, `@phone:ID`
 * of the row itself. After a crash of PostgreSQL it is empty, and read in anew: so it costs no log.
 */
const ROWS = `
  create unlogged table import_row (
    run text not null,
    parent text not null,
    resource text not null,
    number bigint not null,
    cells jsonb not null);
  create index import_row_by_parent on import_row (run, parent)`;
