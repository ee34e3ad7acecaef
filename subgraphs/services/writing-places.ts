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
  const linked = await addLocations(sql, [{ id: serviceId, organisationId, locations }]);
  await sql(
    'service-leave',
    'delete from services.service_at_location where service_id = $1 and id <> all ($2)',
    [serviceId, linked],
  );
  await sql('locations-left', LEFT, [organisationId]);
}

interface Placed {
  readonly id: string;
  readonly organisationId: string;
  readonly locations: readonly Location[];
}

/** The locations of services that have none yet; answers with the ids of their links to them. */
export async function addLocations(sql: Sql, services: readonly Placed[]): Promise<string[]> {
  const rows = services.flatMap(({ id, organisationId, locations }) =>
    locations.map(({ at, ...location }, position) => ({
      service_id: id,
      organisation_id: organisationId,
      location: columnsOf(location, LOCATION_COLUMNS),
      id: newId('loc'),
      link_id: newId('sal'),
      link_details: at.details,
      link_hsds_id: at.hsdsId,
      fingerprint: createHash('sha256').update(canonical(location)).digest('hex'),
      position,
    })),
  );
  if (rows.length === 0) return [];
  const links = await sql<{ id: string; serviceId: string; fingerprint: string }>('services-locate', LOCATE, [
    JSON.stringify(rows),
  ]);
  const linkOf = new Map(links.map(({ id, serviceId, fingerprint }) => [`${serviceId} ${fingerprint}`, id]));
  const all = services.flatMap(({ locations }) => locations);
  const schedules = rows.flatMap(({ service_id, fingerprint }, index) => {
    const link = linkOf.get(`${service_id} ${fingerprint}`) ?? null;
    return (all[index]?.at.schedules ?? []).map((schedule) => ({ serviceId: service_id, link, schedule }));
  });
  await insertSchedules(sql, schedules);
  return [...linkOf.values()];
}

const LEFT = `
  delete from services.location l where l.organisation_id = $1
    and not exists (select from services.service_at_location where location_id = l.id)`;

const COLUMNS = Object.values(LOCATION_COLUMNS).join(', ');

const LOCATE = `
  with given as (
    select * from jsonb_to_recordset($1) as g (service_id text, organisation_id text, id text, link_id text, fingerprint text,
      location jsonb, position integer, link_details jsonb, link_hsds_id text)),
  kept as (
    insert into services.location (id, organisation_id, fingerprint, ${COLUMNS})
      select distinct on (g.organisation_id, g.fingerprint) g.id, g.organisation_id, g.fingerprint, ${prefixed('l')}
        from given g cross join lateral jsonb_populate_record(null::services.location, g.location) l
      on conflict (organisation_id, fingerprint) do update set fingerprint = excluded.fingerprint
      returning id, organisation_id, fingerprint),
  linked as (
    insert into services.service_at_location (id, service_id, location_id, position, details, hsds_id)
      select distinct on (service_id, kept.id) link_id, service_id, kept.id, position, coalesce(link_details, '{}'), link_hsds_id
        from given join kept using (organisation_id, fingerprint) order by service_id, kept.id, position
      on conflict (service_id, location_id) do update
        set position = excluded.position, details = excluded.details, hsds_id = excluded.hsds_id
      returning id, service_id, location_id)
  select linked.id, linked.service_id as "serviceId", kept.fingerprint
    from linked join kept on kept.id = linked.location_id`;

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
  await addSchedules(sql, [{ id: serviceId, schedules }]);
}

/** The schedules of services that have none yet. */
export async function addSchedules(
  sql: Sql,
  services: readonly { readonly id: string; readonly schedules: readonly Schedule[] }[],
): Promise<void> {
  await insertSchedules(
    sql,
    services.flatMap(({ id, schedules }) =>
      schedules.map((schedule) => ({ serviceId: id, link: null, schedule })),
    ),
  );
}

interface Given {
  readonly serviceId: string;
  readonly link: string | null;
  readonly schedule: Schedule;
}

/** Those of one service stand together, and in their order. */
async function insertSchedules(sql: Sql, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(({ serviceId, link, schedule }, position) => ({
    ...columnsOf(schedule, SCHEDULE_COLUMNS),
    id: newId('sch'),
    service_id: serviceId,
    service_at_location_id: link,
    position,
  }));
  await sql(
    'services-schedule',
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
  await addCapacities(sql, [{ id: serviceId, capacities }]);
}

/** The capacities of services that have none yet. */
export async function addCapacities(
  sql: Sql,
  services: readonly { readonly id: string; readonly capacities: readonly Capacity[] }[],
): Promise<void> {
  const rows = services.flatMap(({ id, capacities }) =>
    capacities.map(({ perReferral, hsdsId, ...capacity }, position) => ({
      ...capacity,
      per_referral: perReferral,
      hsds_id: hsdsId,
      id: newId('cap'),
      service_id: id,
      position,
      updated_at: new Date(),
    })),
  );
  if (rows.length === 0) return;
  await sql(
    'services-count',
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
