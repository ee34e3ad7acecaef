import type { MigrationInterface, QueryRunner } from 'typeorm';

const VIEWER = `(select current_setting('accord.organisation', true))`;
const SHOWN_HASH = `(select decode(coalesce(current_setting('accord.incident_link', true), ''), 'hex'))`;

/** The link of which the hash is shown, while it stands: as whose team, and by which link, something comes in. */
const comesByLink = (owner: string, link: string) => `exists (select from incident_link l
  where l.token_hash = ${SHOWN_HASH} and l.owner_id = ${owner} and l.id = ${link}
    and l.revoked_at is null and now() < l.expires_at)`;

/**
 * Links by which a team in the field files drafts, each by a keyed hash of its token. Whoever comes with one is no
 * organisation. The second wall gives to nobody who shows a hash the row of that hash, and lets through drafts of that
 * organisation, to be written and not to be read: no policy here shows the holder of a link an incident, its own or
 * another.
 */
export class IncidentLinks1764300500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table incident_link (
        owner_id text not null, id text primary key,
        team text not null, country text check (country ~ '^[A-Z]{2}$'), place_ids text[] not null,
        token_hash bytea not null, issued_at timestamptz not null, issued_by text not null,
        expires_at timestamptz not null, revoked_at timestamptz, filed integer not null);
      create index incident_link_by_hash on incident_link (token_hash);
      create index incident_link_of_owner on incident_link (owner_id, issued_at desc);

      alter table incident_link enable row level security; alter table incident_link force row level security;
      create policy keeps on incident_link using (owner_id = ${VIEWER}) with check (owner_id = ${VIEWER});
      create policy shows_hash on incident_link for select using (token_hash = ${SHOWN_HASH});
      create policy counts on incident_link for update
        using (token_hash = ${SHOWN_HASH}) with check (token_hash = ${SHOWN_HASH});
      grant select, insert, update (revoked_at, filed) on incident_link to accord_access;

      alter table access_incident add column place_id text references access_place;
      grant update (place_id) on access_incident to accord_access;

      create policy comes_by_link on access_incident for insert to accord_access with check (
        state = 'DRAFT' and not verified and version = 1 and ${comesByLink('access_incident.owner_id', 'filed_by')});
      create policy comes_by_link on incident_event for insert to accord_access with check (
        verb = 'draft' and version = 1 and ${comesByLink('incident_event.owner_id', 'client')});
      create policy comes_by_link on access_incident_cut for insert to accord_access with check (
        not verified and released_at is null and challenges_id is null
        and exists (select from incident_link l where l.token_hash = ${SHOWN_HASH}
                      and l.owner_id = access_incident_cut.owner_id
                      and l.revoked_at is null and now() < l.expires_at));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
