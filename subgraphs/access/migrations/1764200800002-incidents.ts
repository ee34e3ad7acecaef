import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PARTNER_TYPES } from '../../../shared/policy/incident-reading.ts';

const VIEWER = `(select current_setting('accord.organisation', true))`;

/**
 * Incidents in two tables: the whole, which row-level security shows to its owner and to nobody else, and the cut, which
 * is all that a partner, the public and the clock ever come near.
 */
export class Incidents1764200800002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access_incident (
        owner_id text not null,
        id text primary key,
        kind text not null,
        country text not null check (country ~ '^[A-Z]{2}$'),
        admin1 text,
        severity integer check (severity between 0 and 3),
        impacts text[] not null,
        occurred_on date not null,
        state text not null,
        description text,
        action_taken text,
        reporter text,
        reporter_contact text,
        named_staff text[] not null,
        agreement_id text references access_agreement,
        service_id text,
        verified boolean not null,
        filed_by text not null,
        filed_at timestamptz not null,
        version integer not null);
      create index access_incident_of_owner on access_incident (owner_id, kind, occurred_on);
      create index access_incident_of_agreement on access_incident (agreement_id);

      create table incident_event (
        owner_id text not null,
        incident_id text not null references access_incident,
        version integer not null,
        verb text not null,
        state text not null,
        at timestamptz not null,
        note text,
        client text not null,
        primary key (incident_id, version));

      create table access_incident_cut (
        id text primary key references access_incident,
        owner_id text not null,
        kind text not null,
        month text not null check (month ~ '^\\d{4}-\\d{2}$'),
        country text not null,
        admin1 text,
        severity integer,
        impacts text[] not null,
        verified boolean not null,
        public_from timestamptz not null,
        released_at timestamptz,
        public_summary text,
        challenges_id text references access_agreement);
      create index access_incident_cut_by_month on access_incident_cut (month desc, id desc);
      create index access_incident_cut_by_country on access_incident_cut (country, month desc, id desc);
      create index access_incident_cut_of_owner on access_incident_cut (owner_id, month desc, id desc);
      create index access_incident_cut_challenges on access_incident_cut (challenges_id) where challenges_id is not null;

      alter table access_incident enable row level security; alter table access_incident force row level security;
      alter table incident_event enable row level security; alter table incident_event force row level security;
      alter table access_incident_cut enable row level security; alter table access_incident_cut force row level security;

      -- An agreement of any kind in force between the two, and none of them an authority.
      create function is_partner(owner text, viewer text) returns boolean language plpgsql stable as $$
        begin
          return exists (select from partnerships.organisations_known o
                          where o.id = viewer and o.active and o.type = any('{${PARTNER_TYPES.join(',')}}'))
            and (exists (select from partnerships.partners_in_force p
                          where p.organisation_id = owner and p.partner_id = viewer)
                 or exists (select from access.access_agreement a
                             where a.party_ids @> array[owner, viewer] and a.state = any('{ACTIVE,IN_FORCE_VERBAL}')
                               and a.valid_from <= now() and (a.valid_until is null or now() < a.valid_until)));
        end $$;

      create policy keeps on access_incident using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy keeps on incident_event using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy keeps on access_incident_cut to accord_access
        using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy reads on access_incident_cut for select to accord_access using (
        verified and (released_at is not null and public_from <= now() or is_partner(owner_id, ${VIEWER})));
      grant select, insert on incident_event to accord_access;
      -- Whose it is and who filed it never changes.
      grant select, insert, update (kind, country, admin1, severity, impacts, occurred_on, state, description, action_taken,
        reporter, reporter_contact, named_staff, agreement_id, service_id, verified, version) on access_incident to accord_access;
      grant select, insert, update (kind, month, country, admin1, severity, impacts, verified, public_from, released_at,
        public_summary, challenges_id) on access_incident_cut to accord_access;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
