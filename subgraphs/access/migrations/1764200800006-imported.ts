import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which entry of which table became what: for the importer alone, so that reading a table again changes nothing. */
export class Imported1764200800006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table imported (
        owner_id text not null,
        kind text not null,
        key text not null,
        id text not null,
        hash text not null,
        primary key (owner_id, kind, key));
      create index access_place_of_owner on access_place (recorded_by_id, country, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
