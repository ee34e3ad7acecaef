import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which measures stand about what, and whose they are: so that access offers nothing twice. No text of a measure is in it. */
export class MeasuresFiled1764300500003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view measures_filed as
        select m.id, o.organisation_id, m.type, m.started_on, e.kind as evidence_kind, e.id as evidence_id, e.title as evidence_title
          from measure m
         cross join lateral jsonb_to_recordset(m.evidence) as e (kind text, id text, title text)
         cross join lateral unnest(m.filer_id || m.joint_implementer_ids) as o (organisation_id)
         where m.attestation <> 'WITHDRAWN';
      grant select on measures_filed to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
