import { Conditions } from '../search-conditions.ts';
import { serviceConditions } from './hsds-conditions.ts';
import { listedOrganization, type OrganisationRow, organizationOut } from './hsds-organization.ts';
import { type HsdsRecord, saying } from './hsds-part.ts';
import { serviceRecords } from './hsds-services.ts';
import { type Asked, type HsdsSource, idValues, isAsked } from './hsds-source.ts';
import { ORGANISATIONS, organisationsById } from './organisation-rows.ts';

/** An organization is shown with so many of its services; all of them are listed by `organization_id`. */
const SERVICES_SHOWN = 100;

/** The organisations of the registry that are active, by name. */
export const organizations: HsdsSource = {
  async count(asked) {
    const conditions = await organisationConditions(asked);
    if (conditions === null) return 0;
    const text = `select count(*)::integer as number from partnerships.organisations_published o where ${conditions.text()}`;
    const [row] = await asked.sql<{ number: number }>('', text, conditions.values);
    return row?.number ?? 0;
  },

  async list(asked, page, skipped) {
    const conditions = await organisationConditions(asked);
    if (conditions === null) return [];
    if (page.key !== null) {
      const [name, id] = page.key.map((one) => conditions.value(one));
      conditions.add(`(o.name, o.id) > (${name}, ${id})`);
    }
    const [limit, offset] = [page.limit + 1, skipped].map((one) => conditions.value(one));
    const rows = await asked.sql<{ name: string; id: string }>(
      '',
      `select o.name, o.id from partnerships.organisations_published o where ${conditions.text()}
         order by o.name, o.id limit ${limit} offset ${offset}`,
      conditions.values,
    );
    return rows.map(({ name, id }) => [name, id]);
  },

  async records(asked, keys) {
    const rows = await organisationsById(
      asked.sql,
      keys.map(([, id]) => id as string),
    );
    const records: HsdsRecord[] = [];
    for (const [, id] of keys) records.push(await recordOf(asked, rows.get(id as string) as OrganisationRow));
    return records;
  },

  async find(asked, id) {
    const rows = await asked.sql<OrganisationRow>('hsds-organization', FIND, idValues(id));
    for (const row of rows) {
      const record = await recordOf(asked, row);
      if (isAsked(record, row.id, id)) return record;
    }
    return null;
  },
};

const FIND = `${ORGANISATIONS} where o.id = $1 or hsds_uuid(o.id, d.details ->> 'id') = $2::uuid order by o.id limit 5`;

/** Of an organisation `o`. What is asked of its services, one of them must be, by the rules of the directory. */
async function organisationConditions(asked: Asked): Promise<Conditions | null> {
  const { search, modifiedAfter, taxonomyId, taxonomyTermId } = asked.filter;
  const ofServices =
    taxonomyId == null && taxonomyTermId == null && modifiedAfter == null
      ? new Conditions()
      : await serviceConditions({ ...asked, filter: { ...asked.filter, search: null } });
  if (ofServices === null) return null;
  const conditions = new Conditions(ofServices.values);
  conditions.add('o.active');
  if (ofServices.values.length > 0)
    conditions.add(`exists (select from service s where s.organisation_id = o.id and ${ofServices.text()})`);
  if (search) {
    const pattern = conditions.value(`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`);
    conditions.add(
      `public.unaccent(o.name || ' ' || o.code || ' ' || o.names::text) ilike public.unaccent(${pattern})`,
    );
  }
  return conditions;
}

async function recordOf(asked: Asked, row: OrganisationRow): Promise<HsdsRecord> {
  const whole = organizationOut(row, asked.languages);
  if (asked.form === 'MINIMAL') return { id: whole['id'] };
  if (asked.form === 'LIST') return listedOrganization(whole);
  const services = await servicesOf(asked, row.id);
  const locations = services.flatMap((one) =>
    ((one['service_at_locations'] ?? []) as { location: HsdsRecord }[]).map(({ location }) => location),
  );
  const shown = services.map((service) => {
    if (asked.form === 'FULL_SERVICE') return withoutOrganization(service);
    const { id, name, status } = service;
    return { id, name, status };
  });
  return saying({
    ...whole,
    locations: [...new Map(locations.map((one) => [one['id'], one])).values()],
    services: shown,
  });
}

async function servicesOf(asked: Asked, organisationId: string): Promise<HsdsRecord[]> {
  const conditions = await serviceConditions({ ...asked, filter: {} });
  if (conditions === null) return [];
  const [owner, limit] = [organisationId, SERVICES_SHOWN].map((one) => conditions.value(one));
  const rows = await asked.sql<{ id: string }>(
    '',
    `select s.id from service s where ${conditions.text()} and s.organisation_id = ${owner}
       order by s.stands_until desc, s.id desc limit ${limit}`,
    conditions.values,
  );
  return serviceRecords(
    { ...asked, form: 'FULL' },
    rows.map(({ id }) => id),
  );
}

function withoutOrganization({ organization: _organization, ...service }: HsdsRecord): HsdsRecord {
  return service;
}
