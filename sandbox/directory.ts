import type pg from 'pg';
import type { SandboxOrganisation } from '../gateway/issuer/sandbox-clients.ts';
import { newId } from '../shared/ids.ts';
import { WorldError } from './check-world.ts';
import { momentOf } from './relative-date.ts';
import type { World } from './world-schema.ts';

/**
 * Countries and organisations, which no verb registers with all that a world says of them; those that stand there
 * already stay as they are. Answers with every active organisation by code. Throws `WorldError`.
 */
export async function writeDirectory(
  client: pg.Client,
  world: World,
): Promise<ReadonlyMap<string, SandboxOrganisation>> {
  await client.query('begin');
  try {
    await client.query(
      `insert into partnerships.country (iso2, iso3, name, names, region)
         select iso2, iso3, name, names, region
           from jsonb_to_recordset($1) as given (iso2 text, iso3 text, name text, names jsonb, region text)
       on conflict do nothing`,
      [JSON.stringify(world.countries)],
    );
    for (const [index, organisation] of world.organisations.entries())
      await writeOrganisation(client, organisation, index);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  const { rows } = await client.query<SandboxOrganisation>(
    'select id, code, name, type, purposes from partnerships.organisation where active',
  );
  return new Map(rows.map((row) => [row.code, row]));
}

async function writeOrganisation(
  client: pg.Client,
  organisation: World['organisations'][number],
  index: number,
): Promise<void> {
  const { code, name, names, type, country, identifier, site, parent, active, purposes } = organisation;
  await client.query(
    `insert into partnerships.organisation
         (id, code, name, names, type, country, identifier, site, parent_id, active, purposes, mandate_purposes,
          shares_credentials, recognised_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, (select id from partnerships.organisation where code = $9), $10, $11, $12, $13, $14)
     on conflict do nothing`,
    [
      newId('org'),
      code,
      name,
      names,
      type,
      country,
      identifier,
      site,
      parent,
      active,
      purposes,
      organisation.mandatePurposes,
      organisation.sharesCredentials,
      organisation.recognisedOn,
    ],
  );
  await writeFormerNames(client, organisation);
  const { rowCount } = await client.query('select from partnerships.organisation where code = $1', [code]);
  if (rowCount === 1) return;
  const says = `${country ?? 'Its country'} has another National Society under another code.`;
  throw new WorldError([{ path: `$.organisations[${index}]`, says }]);
}

async function writeFormerNames(
  client: pg.Client,
  { code, formerNames }: World['organisations'][number],
): Promise<void> {
  let heldFrom: Date | null = null;
  for (const { name, names, until } of formerNames) {
    const heldUntil = momentOf(until, new Date());
    await client.query(
      `insert into partnerships.former_name (organisation_id, held_until, held_from, name, names)
         select id, $2, $3, $4, $5 from partnerships.organisation where code = $1
       on conflict do nothing`,
      [code, heldUntil, heldFrom, name, names],
    );
    heldFrom = heldUntil;
  }
}
