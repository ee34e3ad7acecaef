import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which ids HSDS asks for a service, a place or a term, and services by the terms that classify them. */
export class HsdsIds1764300100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(IDS);
    await runner.query(INDEXES);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** As `hsdsId` of hsds/hsds-id.ts makes it. */
const IDS = `
  create function hsds_uuid(id text, given text) returns uuid language sql immutable parallel safe
    return case when given ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then given::uuid
      else overlay(overlay(md5('accord:' || id) placing '8' from 13)
        placing translate(substr(md5('accord:' || id), 17, 1), '0123456789abcdef', '89ab89ab89ab89ab') from 17)::uuid end`;

/** A place is found by the id it came with and by the one that is shown to whom the place is withheld. */
const INDEXES = `
  create index service_by_hsds_uuid on service (hsds_uuid(id, hsds_id));
  create index service_at_location_by_hsds_uuid on service_at_location (hsds_uuid(id, hsds_id));
  create index service_at_location_by_own_uuid on service_at_location (hsds_uuid(id, null));
  create index service_by_attributes on service using gin ((details -> 'attributes') jsonb_path_ops)`;
