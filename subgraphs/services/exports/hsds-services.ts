import { hsdsId } from '../hsds/hsds-id.ts';
import { snake } from '../hsds/hsds-names.ts';
import { type ChangeRow, changeRows, textOf } from '../metadata.service.ts';
import { servicesById } from '../search.ts';
import type { ServiceRow } from '../service-row.ts';
import { serviceConditions } from './hsds-conditions.ts';
import type { OrganisationRow } from './hsds-organization.ts';
import type { HsdsRecord } from './hsds-part.ts';
import { listedService, serviceOut } from './hsds-service.ts';
import { type Asked, type HsdsSource, idValues, isAsked } from './hsds-source.ts';
import { organisationsById } from './organisation-rows.ts';

/** Services in the order of the directory: the freshest first, so that what is stale comes last [Services, rule 6]. */
export const servicesInHsds: HsdsSource = {
  async count(asked) {
    const conditions = await serviceConditions(asked);
    if (conditions === null) return 0;
    const text = `select count(*)::integer as number from service s where ${conditions.text()}`;
    const [row] = await asked.sql<{ number: number }>('', text, conditions.values);
    return row?.number ?? 0;
  },

  async list(asked, page, skipped) {
    const conditions = await serviceConditions(asked);
    if (conditions === null) return [];
    if (page.key !== null) {
      const [stands, id] = page.key.map((one) => conditions.value(one));
      conditions.add(`(s.stands_until, s.id) < (${stands}::timestamp, ${id})`);
    }
    const [limit, offset] = [page.limit + 1, skipped].map((one) => conditions.value(one));
    const rows = await asked.sql<{ stands: string; id: string }>(
      '',
      `select s.stands_until::text as stands, s.id from service s where ${conditions.text()}
         order by s.stands_until desc, s.id desc limit ${limit} offset ${offset}`,
      conditions.values,
    );
    return rows.map(({ stands, id }) => [stands, id]);
  },

  records: (asked, keys) =>
    serviceRecords(
      asked,
      keys.map(([, id]) => id as string),
    ),

  async find(asked, id) {
    const rows = await asked.sql<{ id: string }>('hsds-service', FIND, idValues(id));
    const records = await serviceRecords(
      asked,
      rows.map((row) => row.id),
    );
    const at = records.findIndex((one, index) => isAsked(one, rows[index]?.id ?? '', id));
    const [record, ours] = [records[at], rows[at]?.id];
    return record && ours ? withChanges(asked, record, ours) : null;
  },
};

const LATEST_CHANGES = 100;

const FIND = `select s.id from service s where s.id = $1 or hsds_uuid(s.id, s.hsds_id) = $2::uuid order by s.id limit 5`;

/** In the order of the ids. */
export async function serviceRecords(asked: Asked, ids: readonly string[]): Promise<HsdsRecord[]> {
  const rows = await servicesById(asked.sql, asked.viewerId, asked.now, ids);
  const organisations = await organisationsById(
    asked.sql,
    rows.map(({ organisationId }) => organisationId),
  );
  return rows.map((row: ServiceRow) => {
    const whole = serviceOut(row, organisations.get(row.organisationId), asked.languages);
    return inForm(whole, asked);
  });
}

/** One service that is asked for has its log of changes with it; in a list it would be longer than the list. */
async function withChanges(asked: Asked, record: HsdsRecord, id: string): Promise<HsdsRecord> {
  if (asked.form !== 'FULL') return record;
  const changes = await changeRows(asked.sql, asked.viewerId, id, {
    limit: LATEST_CHANGES,
    forward: true,
    key: null,
  });
  const known = changes.slice(0, LATEST_CHANGES);
  const authors = known.flatMap(({ organisationId }) => organisationId ?? []);
  const organisations = await organisationsById(asked.sql, authors);
  const ours = known.map((one) => changeOut(one, String(record['id']), organisations));
  return { ...record, metadata: [...ours, ...((record['metadata'] ?? []) as HsdsRecord[])] };
}

/** HSDS Metadata. What was nothing, or was withheld, is an empty text, as HSDS requires one. */
function changeOut(
  { number, at, verb, field, previous, replacement, organisationId }: ChangeRow,
  serviceId: string,
  organisations: ReadonlyMap<string, OrganisationRow>,
): HsdsRecord {
  return {
    id: hsdsId(`${serviceId}/changes/${number}`),
    resource_id: serviceId,
    resource_type: 'service',
    last_action_date: new Date(at).toISOString(),
    last_action_type: verb,
    field_name: field === null ? '' : snake(field),
    previous_value: textOf(previous) ?? '',
    replacement_value: textOf(replacement) ?? '',
    updated_by: organisationId === null ? 'import' : (organisations.get(organisationId)?.name ?? ''),
  };
}

function inForm(service: HsdsRecord, { form }: Pick<Asked, 'form'>): HsdsRecord {
  if (form === 'MINIMAL') return { id: service['id'], last_modified: service['last_modified'] };
  return form === 'LIST' ? listedService(service) : service;
}
