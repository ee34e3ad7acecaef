import { servicesById } from '../search.ts';
import type { ServiceRow } from '../service-row.ts';
import { serviceConditions } from './hsds-conditions.ts';
import { serviceAtLocationOut } from './hsds-location.ts';
import type { HsdsRecord } from './hsds-part.ts';
import { listedService, serviceId, serviceOut } from './hsds-service.ts';
import { type Asked, type HsdsSource, idValues, isAsked } from './hsds-source.ts';
import { organisationsById } from './organisation-rows.ts';

/** Fields that a list of HSDS shows of a location. */
const LISTED_OF_LOCATION = [
  ...[
    'id',
    'location_type',
    'url',
    'organization_id',
    'name',
    'alternate_name',
    'description',
    'transportation',
  ],
  ...['latitude', 'longitude', 'external_identifier', 'external_identifier_type'],
];

/** Services at their locations, in the order of the services. */
export const places: HsdsSource = {
  async count(asked) {
    const conditions = await serviceConditions(asked);
    if (conditions === null) return 0;
    const text = `select count(*)::integer as number from service s join service_at_location sl on sl.service_id = s.id
      where ${conditions.text()}`;
    const [row] = await asked.sql<{ number: number }>('', text, conditions.values);
    return row?.number ?? 0;
  },

  async list(asked, page, skipped) {
    const conditions = await serviceConditions(asked);
    if (conditions === null) return [];
    if (page.key !== null) {
      const [stands, service, id] = page.key.map((one) => conditions.value(one));
      conditions.add(`(s.stands_until, s.id, sl.id) < (${stands}::timestamp, ${service}, ${id})`);
    }
    const [limit, offset] = [page.limit + 1, skipped].map((one) => conditions.value(one));
    const rows = await asked.sql<{ stands: string; service: string; id: string }>(
      '',
      `select s.stands_until::text as stands, s.id as service, sl.id
         from service s join service_at_location sl on sl.service_id = s.id where ${conditions.text()}
         order by s.stands_until desc, s.id desc, sl.id desc limit ${limit} offset ${offset}`,
      conditions.values,
    );
    return rows.map(({ stands, service, id }) => [stands, service, id]);
  },

  records: (asked, keys) =>
    placeRecords(
      asked,
      keys.map(([, service, link]) => ({ service: String(service), link: String(link) })),
    ),

  async find(asked, id) {
    const rows = await asked.sql<Link>('hsds-service-at-location', FIND, idValues(id));
    const records = await placeRecords(asked, rows);
    return records.find((one, index) => isAsked(one, rows[index]?.link ?? '', id)) ?? null;
  },
};

interface Link {
  readonly service: string;
  readonly link: string;
}

/** By the id it came with as well, which the reader must then be shown: of a withheld place nobody learns it. */
const FIND = `
  select sl.service_id as service, sl.id as link from service_at_location sl
    where sl.id = $1 or hsds_uuid(sl.id, sl.hsds_id) = $2::uuid or hsds_uuid(sl.id, null) = $2::uuid
    order by sl.id limit 5`;

async function placeRecords(asked: Asked, links: readonly Link[]): Promise<HsdsRecord[]> {
  const ids = [...new Set(links.map(({ service }) => service))];
  const rows = await servicesById(asked.sql, asked.viewerId, asked.now, ids);
  const organisations = await organisationsById(
    asked.sql,
    rows.map(({ organisationId }) => organisationId),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return links.map(({ service, link }) => {
    const row = byId.get(service) as ServiceRow;
    return placeRecord(
      asked,
      row,
      link,
      serviceOut(row, organisations.get(row.organisationId), asked.languages),
    );
  });
}

function placeRecord(
  { form, languages }: Asked,
  row: ServiceRow,
  link: string,
  service: HsdsRecord,
): HsdsRecord {
  const { service_at_locations: _all, ...nested } = service;
  const place = row.locations.find(({ linkId }) => linkId === link);
  const reader = { languages, reckonedAt: new Date(row.updatedAt) };
  const whole = place ? serviceAtLocationOut(place, serviceId(row), reader) : {};
  if (form === 'MINIMAL') return { id: whole['id'], last_modified: service['last_modified'] };
  if (form !== 'LIST') return { ...whole, service: nested };
  const { id, service_id, location_id, description } = whole as Record<string, unknown>;
  const location = Object.entries(whole['location'] as HsdsRecord);
  return {
    ...{ id, service_id, location_id },
    ...(description === undefined ? {} : { description }),
    location: Object.fromEntries(location.filter(([field]) => LISTED_OF_LOCATION.includes(field))),
    service: listedService(nested),
  };
}
