import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** Whom an organisation is reached by: members of its staff, who are no secret to its partners and are one to all others. */
export class FocalPoints1764300400004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table focal_point (
        id text primary key,
        organisation_id text not null references organisation,
        name text not null,
        role text not null,
        email text,
        phone text,
        languages text[] not null,
        written_by text not null,
        written_at timestamptz not null,
        version integer not null,
        check (email is not null or phone is not null));
      create index focal_point_by_organisation on focal_point (organisation_id, name, id);
      grant update (input) on idempotency to accord_partnerships;
      grant select on partners_in_force to accord_partnerships;

      alter table focal_point enable row level security; alter table focal_point force row level security;
      create policy keeps on focal_point using (exists (select from organisation o
        where o.id = organisation_id and o.active and o.id = ${VIEWER}));
      create policy keeps_units on focal_point using (exists (select from organisation o join organisation me on me.id = o.parent_id
        where o.id = organisation_id and me.active and me.id = ${VIEWER}));
      create policy reads on focal_point for select using (exists (select from partners_in_force p
        join organisation me on me.id = p.partner_id and me.active
        where p.organisation_id = focal_point.organisation_id and p.partner_id = ${VIEWER}));
      grant select, insert, update, delete on focal_point to accord_partnerships;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
