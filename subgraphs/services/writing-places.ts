import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import { canonical } from './canonical-offer.ts';
import type { Capacity, Location, Schedule } from './offer.ts';
import { LOCATION_COLUMNS, SCHEDULE_COLUMNS, type Sql } from './stored-offer.ts';

/**
 * Replaces the locations of a service. A link that stays keeps its id, under which others know it; a location nothing
 * stands at any more is deleted: it may have been confidential.
 */
export async function writeLocations(
  sql: Sql,
  serviceId: string,
  organisationId: string,
  locations: readonly Location[],
): Promise<void> {
  await sql(
    'service-unschedule-places',
    'delete from services.schedule where service_id = $1 and service_at_location_id is not null',
    [serviceId],
  );
  const linked = await addLocations(sql, serviceId, organisationId, locations);
  await sql(
    'service-leave',
    'delete from services.service_at_location where service_id = $1 and id <> all ($2)',
    [serviceId, linked],
  );
  await sql('locations-left', LEFT, [organisationId]);
}

/** The locations of a service that has none yet; answers with the ids of its links to them. */
export async function addLocations(
  sql: Sql,
  serviceId: string,
  organisationId: string,
  locations: readonly Location[],
): Promise<string[]> {
  const rows = locations.map(({ at, ...location }, position) => ({
    location: columnsOf(location, LOCATION_COLUMNS),
    id: newId('loc'),
    link_id: newId('sal'),
    link_details: at.details,
    link_hsds_id: at.hsdsId,
    fingerprint: createHash('sha256').update(canonical(location)).digest('hex'),
    position,
  }));
  const links = await sql<{ id: string; fingerprint: string }>('service-locate', LOCATE, [
    serviceId,
    organisationId,
    JSON.stringify(rows),
  ]);
  const linkOf = new Map(links.map(({ id, fingerprint }) => [fingerprint, id]));
  const schedules = locations.flatMap(({ at }, index) => {
    const link = linkOf.get(rows[index]?.fingerprint ?? '');
    return at.schedules.map((schedule) => ({ link, schedule }));
  });
  if (schedules.length > 0) await insertSchedules(sql, serviceId, schedules);
  return [...linkOf.values()];
}

const LEFT = `
  delete from services.location l where l.organisation_id = $1
    and not exists (select from services.service_at_location where location_id = l.id)`;

const COLUMNS = Object.values(LOCATION_COLUMNS).join(', ');

const LOCATE = `
  with given as (
    select * from jsonb_to_recordset($3) as g (id text, link_id text, fingerprint text, location jsonb, position integer,
      link_details jsonb, link_hsds_id text)),
  kept as (
    insert into services.location (id, organisation_id, fingerprint, ${COLUMNS})
      select distinct on (g.fingerprint) g.id, $2, g.fingerprint, ${prefixed('l')}
        from given g cross join lateral jsonb_populate_record(null::services.location, g.location) l
      on conflict (organisation_id, fingerprint) do update set fingerprint = excluded.fingerprint
      returning id, fingerprint),
  linked as (
    insert into services.service_at_location (id, service_id, location_id, position, details, hsds_id)
      select distinct on (kept.id) link_id, $1, kept.id, position, coalesce(link_details, '{}'), link_hsds_id
        from given join kept using (fingerprint) order by kept.id, position
      on conflict (service_id, location_id) do update
        set position = excluded.position, details = excluded.details, hsds_id = excluded.hsds_id
      returning id, location_id)
  select linked.id, kept.fingerprint from linked join kept on kept.id = linked.location_id`;

/** Replaces the schedules of a service that hold everywhere. */
export async function writeSchedules(
  sql: Sql,
  serviceId: string,
  schedules: readonly Schedule[],
): Promise<void> {
  await sql(
    'service-unschedule',
    'delete from services.schedule where service_id = $1 and service_at_location_id is null',
    [serviceId],
  );
  if (schedules.length > 0) await addSchedules(sql, serviceId, schedules);
}

/** The schedules of a service that has none yet. */
export async function addSchedules(
  sql: Sql,
  serviceId: string,
  schedules: readonly Schedule[],
): Promise<void> {
  await insertSchedules(
    sql,
    serviceId,
    schedules.map((schedule) => ({ schedule })),
  );
}

async function insertSchedules(
  sql: Sql,
  serviceId: string,
  given: readonly { link?: string | undefined; schedule: Schedule }[],
): Promise<void> {
  const rows = given.map(({ link, schedule }, position) => ({
    ...columnsOf(schedule, SCHEDULE_COLUMNS),
    id: newId('sch'),
    service_id: serviceId,
    service_at_location_id: link ?? null,
    position,
  }));
  await sql(
    'service-schedule',
    'insert into services.schedule select * from jsonb_populate_recordset(null::services.schedule, $1)',
    [JSON.stringify(rows)],
  );
}

/** Replaces the capacities of a service. What is left is what its owner says is left. */
export async function writeCapacities(
  sql: Sql,
  serviceId: string,
  capacities: readonly Capacity[],
): Promise<void> {
  await sql('service-uncount', 'delete from services.service_capacity where service_id = $1', [serviceId]);
  await addCapacities(sql, serviceId, capacities);
}

/** The capacities of a service that has none yet. */
export async function addCapacities(
  sql: Sql,
  serviceId: string,
  capacities: readonly Capacity[],
): Promise<void> {
  const rows = capacities.map(({ perReferral, hsdsId, ...capacity }, position) => ({
    ...capacity,
    per_referral: perReferral,
    hsds_id: hsdsId,
    id: newId('cap'),
    service_id: serviceId,
    position,
    updated_at: new Date(),
  }));
  await sql(
    'service-count',
    'insert into services.service_capacity select * from jsonb_populate_recordset(null::services.service_capacity, $1)',
    [JSON.stringify(rows)],
  );
}

function prefixed(table: string): string {
  return Object.values(LOCATION_COLUMNS)
    .map((column) => `${table}.${column}`)
    .join(', ');
}

function columnsOf<Shape extends object>(
  value: Shape,
  columns: Readonly<Record<keyof Shape, string>>,
): Record<string, unknown> {
  const fields = Object.keys(columns) as (keyof Shape)[];
  return Object.fromEntries(fields.map((field) => [columns[field], value[field]]));
}
