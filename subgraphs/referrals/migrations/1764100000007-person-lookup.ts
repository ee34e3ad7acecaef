import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/**
 * Keyed hashes by which an owner finds its own persons. A row belongs to the ciphertext that holds the value, and goes
 * with it, whoever deletes that and why.
 */
export class PersonLookup1764100000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person_lookup (
        owner_id text not null, person_id text not null, category text not null,
        kind text not null, key_id text not null, hash bytea not null,
        primary key (owner_id, person_id, kind, hash),
        foreign key (owner_id, person_id, category) references person_category on delete cascade);
      create index person_lookup_by_hash on person_lookup (owner_id, hash);

      alter table person_lookup enable row level security; alter table person_lookup force row level security;
      create policy reads on person_lookup for select using (owner_id = ${VIEWER});
      create policy adds on person_lookup for insert with check (owner_id = ${VIEWER});
      grant select, insert on person_lookup to accord_referrals;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
