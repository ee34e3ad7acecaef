import { createHash } from 'node:crypto';
import { newId } from '../../../shared/ids.ts';
import type { AccessObservingFacts } from '../../../shared/policy/access-observing.ts';
import { mayBePublicFrom } from '../../../shared/policy/incident-life.ts';
import { toldOf } from '../incident-rows.ts';
import type { ReadIncident } from './incident-table.ts';
import type { ReadPlace } from './place-table.ts';

/** As the owner of the database, in a transaction of the caller's. */
export interface ImportClient {
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  /** Gone on with since it came, and so left alone. */
  kept: number;
}

type Step = (done: number, total: number) => void;

/** Id of an organisation by its code; null when none is registered and active under it. */
export async function organisationOf(client: ImportClient, code: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'select id from partnerships.organisation where code = $1 and active',
    [code],
  );
  return rows[0]?.id ?? null;
}

/** What the policy must know of an organisation whose incidents come in. */
export async function observerOf(
  client: ImportClient,
  ownerId: string,
): Promise<Pick<AccessObservingFacts, 'type' | 'sharesCredentialsWith' | 'active'>> {
  const { rows } = await client.query<
    Pick<AccessObservingFacts, 'type' | 'sharesCredentialsWith' | 'active'>
  >(
    `select type, shares_credentials_with as "sharesCredentialsWith", active
       from partnerships.organisations_known where id = $1`,
    [ownerId],
  );
  return rows[0] ?? { type: null, sharesCredentialsWith: [], active: false };
}

/** Writes places of one organisation. The same table read again changes nothing; a changed row changes its place. */
export function importPlaces(
  client: ImportClient,
  ownerId: string,
  places: readonly ReadPlace[],
  step: Step,
): Promise<Counts> {
  return importEach(client, ownerId, 'place', places, step, async (id, { code: _code, ...place }) => {
    await client.query(
      `insert into access.access_place (id, recorded_by_id, name, setting, country, admin1, latitude, longitude)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set name = excluded.name, setting = excluded.setting, country = excluded.country,
         admin1 = excluded.admin1, latitude = excluded.latitude, longitude = excluded.longitude`,
      [id, ownerId, place.name, place.setting, place.country, place.admin1, place.latitude, place.longitude],
    );
    return true;
  });
}

/** Writes incidents of one organisation as submitted. One that somebody has gone on with since is left alone. */
export function importIncidents(
  client: ImportClient,
  ownerId: string,
  incidents: readonly ReadIncident[],
  step: Step,
): Promise<Counts> {
  return importEach(client, ownerId, 'incident', incidents, step, async (id, { input }) => {
    const told = toldOf(input);
    const written = await client.query(
      `insert into access.access_incident (id, owner_id, kind, country, admin1, severity, impacts, occurred_on, state,
         description, action_taken, reporter, reporter_contact, named_staff, verified, filed_by, filed_at, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'SUBMITTED', $9, $10, $11, $12, $13, false, 'import', now(), 1)
       on conflict (id) do update set kind = excluded.kind, country = excluded.country, admin1 = excluded.admin1,
         severity = excluded.severity, impacts = excluded.impacts, occurred_on = excluded.occurred_on,
         description = excluded.description, action_taken = excluded.action_taken, reporter = excluded.reporter,
         reporter_contact = excluded.reporter_contact, named_staff = excluded.named_staff
       where access.access_incident.version = 1`,
      [
        ...[id, ownerId, told.kind, told.iso2, told.admin1, told.severity, told.impacts, told.occurredOn],
        ...[told.description, told.actionTaken, told.reporter, told.reporterContact, told.namedStaff],
      ],
    );
    if (written.rowCount === 0) return false;
    await client.query(
      `insert into access.access_incident_cut (id, owner_id, kind, month, country, admin1, severity, impacts, verified, public_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9)
       on conflict (id) do update set kind = excluded.kind, month = excluded.month, country = excluded.country,
         admin1 = excluded.admin1, severity = excluded.severity, impacts = excluded.impacts, public_from = excluded.public_from`,
      [
        ...[
          id,
          ownerId,
          told.kind,
          told.occurredOn.slice(0, 7),
          told.iso2,
          told.admin1,
          told.severity,
          told.impacts,
        ],
        mayBePublicFrom(new Date(`${told.occurredOn}T00:00:00Z`)),
      ],
    );
    await client.query(
      `insert into access.incident_event (owner_id, incident_id, version, verb, state, at, client)
       values ($1, $2, 1, 'file', 'SUBMITTED', now(), 'import') on conflict do nothing`,
      [ownerId, id],
    );
    return true;
  });
}

/**
 * Knows each entry again by the table's own code for it, or by all it says. `write` answers whether it could. Ids stay random:
 * which entry of a table one is stands in a table of its own, which no part of Accord reads.
 */
async function importEach<Entry extends { readonly code: string | null }>(
  client: ImportClient,
  ownerId: string,
  kind: string,
  entries: readonly Entry[],
  step: Step,
  write: (id: string, entry: Entry) => Promise<boolean>,
): Promise<Counts> {
  const counts: Counts = { created: 0, updated: 0, unchanged: 0, kept: 0 };
  for (const [index, entry] of entries.entries()) {
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex');
    const key = entry.code ?? hash;
    const { rows } = await client.query<{ id: string; hash: string }>(
      'select id, hash from access.imported where owner_id = $1 and kind = $2 and key = $3',
      [ownerId, kind, key],
    );
    const [known] = rows;
    if (known?.hash === hash) counts.unchanged += 1;
    else {
      const id = known?.id ?? newId(kind);
      const written = await write(id, entry);
      if (written)
        await client.query(
          `insert into access.imported (owner_id, kind, key, id, hash) values ($1, $2, $3, $4, $5)
           on conflict (owner_id, kind, key) do update set hash = excluded.hash`,
          [ownerId, kind, key, id, hash],
        );
      counts[!written ? 'kept' : known ? 'updated' : 'created'] += 1;
    }
    step(index + 1, entries.length);
  }
  return counts;
}
