import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { Location, Offer, Schedule } from './offer.ts';
import { searchable } from './searchable.ts';
import { OFFER_COLUMNS, OFFER_FIELDS, type Sql, type StoredOffer } from './stored-offer.ts';

/** Who changes a service, and with which verb: what its change log says. */
export interface Author {
  readonly verb: string;
  /** Null for an import, which nobody's organisation answers for. */
  readonly organisationId: string | null;
  /** Id of the client, or `import services-advisor`. */
  readonly by: string;
}

/** Columns beside the offer, by their names in the table. */
export interface Standing {
  readonly assured_at?: Date | null;
  readonly firewall_checked_at?: Date | null;
  readonly source?: string;
  readonly source_id?: string;
  readonly source_hash?: string | null;
  readonly taken_over?: boolean;
}

/** A new service; answers with its id. */
export async function createService(
  sql: Sql,
  organisationId: string,
  offer: Offer,
  author: Author,
  standing: Standing,
): Promise<string> {
  const id = newId('srv');
  const now = new Date();
  const row = {
    ...columnsOf(offer),
    taken_over: false,
    ...standing,
    id,
    organisation_id: organisationId,
    version: 1,
    created_at: now,
    updated_at: now,
  };
  await sql(
    'service-create',
    'insert into services.service select * from jsonb_populate_record(null::services.service, $1)',
    [JSON.stringify(row)],
  );
  await writeLocations(sql, id, organisationId, offer.locations);
  await writeSchedules(sql, id, offer.schedules);
  await sql(
    'service-created',
    'insert into services.change (service_id, verb, organisation_id, by) values ($1, $2, $3, $4)',
    [id, author.verb, author.organisationId, author.by],
  );
  return id;
}

/** Writes what is different, each field with a line in the change log; answers whether anything was. */
export async function changeService(
  sql: Sql,
  before: StoredOffer,
  offer: Offer,
  author: Author,
  standing: Standing,
): Promise<boolean> {
  const changed = [...OFFER_FIELDS, 'locations' as const, 'schedules' as const].filter(
    (field) => canonical(before.offer[field]) !== canonical(offer[field]),
  );
  if (changed.length === 0 && Object.keys(standing).length === 0) return false;
  const row = { ...columnsOf(offer), ...standing, version: before.version + 1, updated_at: new Date() };
  await sql(`service-change-${Object.keys(standing).join('-')}`, changeStatement(Object.keys(row)), [
    before.id,
    JSON.stringify(row),
  ]);
  if (changed.includes('locations')) {
    await writeLocations(sql, before.id, before.organisationId, offer.locations);
  }
  if (changed.includes('schedules')) await writeSchedules(sql, before.id, offer.schedules);
  const lines = changed.map((field) => ({ field, previous: before.offer[field], replacement: offer[field] }));
  // A verb that changes no field of the offer, such as assuring it as it stands, has its line as well.
  await sql('service-changed', CHANGED, [
    before.id,
    author.verb,
    author.organisationId,
    author.by,
    JSON.stringify(lines.length > 0 ? lines : [{ field: null }]),
  ]);
  return true;
}

const CHANGED = `
  insert into services.change (service_id, verb, organisation_id, by, field, previous, replacement)
  select $1, $2, $3, $4, line.field, line.previous, line.replacement
    from jsonb_to_recordset($5) as line (field text, previous jsonb, replacement jsonb)`;

function changeStatement(columns: readonly string[]): string {
  const list = columns.join(', ');
  return `update services.service s set (${list}) = (select ${list} from jsonb_populate_record(s, $2)) where s.id = $1`;
}

function columnsOf(offer: Offer): Record<string, unknown> {
  const said = Object.values(offer.names).concat(Object.values(offer.descriptions));
  // The name of a confidential place may not be searched for: a field that may not be read may not be filtered on.
  const seen = offer.locations.filter(({ confidential }) => !confidential);
  const places = seen.flatMap(({ names, admin1 }) => [...Object.values(names), admin1 ?? '']);
  return {
    ...Object.fromEntries(OFFER_FIELDS.map((field) => [OFFER_COLUMNS[field], offer[field]])),
    name: offer.names.en ?? Object.values(offer.names)[0] ?? '',
    search_text: searchable([...said, ...places].join(' ')),
  };
}

/** Replaces the locations of a service. A location nothing stands at any more is deleted: it may have been confidential. */
async function writeLocations(
  sql: Sql,
  serviceId: string,
  organisationId: string,
  locations: readonly Location[],
): Promise<void> {
  const rows = locations.map((location, position) => ({
    ...location,
    id: newId('loc'),
    link_id: newId('sal'),
    fingerprint: createHash('sha256').update(canonical(location)).digest('hex'),
    position,
  }));
  await sql('service-leave', 'delete from services.service_at_location where service_id = $1', [serviceId]);
  await sql('service-locate', LOCATE, [serviceId, organisationId, JSON.stringify(rows)]);
  await sql(
    'locations-left',
    `delete from services.location l where l.organisation_id = $1
       and not exists (select from services.service_at_location where location_id = l.id)`,
    [organisationId],
  );
}

const LOCATE = `
  with given as (
    select * from jsonb_to_recordset($3) as g (id text, link_id text, fingerprint text, names jsonb, country text,
      admin1 text, address text, latitude double precision, longitude double precision, confidential boolean,
      phone text, position integer)),
  kept as (
    insert into services.location (id, organisation_id, fingerprint, names, country, admin1, address, latitude,
        longitude, confidential, phone)
      select distinct on (fingerprint) id, $2, fingerprint, names, country, admin1, address, latitude, longitude,
        confidential, phone from given
      on conflict (organisation_id, fingerprint) do update set fingerprint = excluded.fingerprint
      returning id, fingerprint)
  insert into services.service_at_location (id, service_id, location_id, position)
    select distinct on (kept.id) given.link_id, $1, kept.id, given.position from given join kept using (fingerprint)`;

async function writeSchedules(sql: Sql, serviceId: string, schedules: readonly Schedule[]): Promise<void> {
  const rows = schedules.map((schedule, position) => ({ ...schedule, id: newId('sch'), position }));
  await sql('service-unschedule', 'delete from services.schedule where service_id = $1', [serviceId]);
  await sql('service-schedule', SCHEDULE, [serviceId, JSON.stringify(rows)]);
}

const SCHEDULE = `
  insert into services.schedule (id, service_id, position, time_zone, days, opens_at, closes_at, frequency, interval,
      every_day, valid_from, valid_until)
    select id, $1, position, "timeZone", array(select jsonb_array_elements_text(days)), "opensAt", "closesAt", frequency,
      interval, "everyDay", "validFrom", "validUntil"
      from jsonb_to_recordset($2) as given (id text, position integer, "timeZone" text, days jsonb, "opensAt" text,
        "closesAt" text, frequency text, interval integer, "everyDay" boolean, "validFrom" date, "validUntil" date)`;

/** The same text for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
