import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PARTNER_TYPES } from '../../../shared/policy/incident-reading.ts';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/** The partners of a viewer are found once for a statement, not once for each incident. Who is one stays as it was. */
export class PartnersOnce1764200800007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An agreement of any kind in force between the two, and none of them an authority.
      create function partners_of(viewer text) returns text[] language plpgsql stable as $$
        begin
          if not exists (select from partnerships.organisations_known o
                          where o.id = viewer and o.active and o.type = any('{${PARTNER_TYPES.join(',')}}'))
          then return '{}'; end if;
          return array(
            select p.organisation_id from partnerships.partners_in_force p where p.partner_id = viewer
            union
            select unnest(a.party_ids) from access.access_agreement a
             where a.party_ids @> array[viewer] and a.state = any('{ACTIVE,IN_FORCE_VERBAL}')
               and a.valid_from <= now() and (a.valid_until is null or now() < a.valid_until));
        end $$;
      drop policy reads on access_incident_cut;
      create policy reads on access_incident_cut for select to accord_access using (
        verified and (released_at is not null and public_from <= now()
                      or owner_id = any ((select partners_of(${VIEWER}))::text[])));
      drop function is_partner;
      create index access_incident_cut_released on access_incident_cut (month desc, id desc)
        where verified and released_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
