import type { Sql } from '../stored-offer.ts';
import type { OrganisationRow } from './hsds-organization.ts';

/** Organisations `o` with what HSDS says of them beyond the registry, for a statement to go on with. */
export const ORGANISATIONS = `
  select o.id, o.code, o.name, o.names, o.type, o.country, o.identifier, o.site, o.parent_id as "parentId",
    above.details ->> 'id' as "parentHsdsId", coalesce(d.details, '{}') as details
  from partnerships.organisations_published o
  left join organisation_details d on d.organisation_id = o.id
  left join organisation_details above on above.organisation_id = o.parent_id`;

export async function organisationsById(
  sql: Sql,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrganisationRow>> {
  const rows = await sql<OrganisationRow>('hsds-organisations', `${ORGANISATIONS} where o.id = any ($1)`, [
    [...new Set(ids)],
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}
