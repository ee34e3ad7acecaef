import { newId } from '../../../shared/ids.ts';
import { purposesFor } from '../registered-purposes.ts';
import type { CountryRow, NationalSocieties, SocietyRow } from './national-societies.ts';
import type { Counts, ImportClient } from './organisation-rows.ts';

/**
 * Writes countries and societies within the transaction that `client` is in. A society that is there already, by its
 * country, keeps its id, its code and its purposes. The same file again changes nothing.
 */
export async function importNationalSocieties(
  client: ImportClient,
  { countries, societies }: NationalSocieties,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<{ countries: Counts; societies: Counts }> {
  const counts = { countries: none(), societies: none() };
  const total = countries.length + societies.length;
  let done = 0;
  for (const country of countries) {
    counts.countries[await writeCountry(client, country)] += 1;
    progress(++done, total);
  }
  // Societies before their branches, so that a branch finds what it is a unit of.
  for (const society of [...societies].sort(
    (a, b) => Number(a.branchOf !== null) - Number(b.branchOf !== null),
  )) {
    counts.societies[await writeSociety(client, society)] += 1;
    progress(++done, total);
  }
  return counts;
}

function none(): Counts {
  return { created: 0, updated: 0, unchanged: 0 };
}

async function writeCountry(
  client: ImportClient,
  { iso2, iso3, name, names, region }: CountryRow,
): Promise<keyof Counts> {
  const { rows } = await client.query<{ created: boolean }>(
    `insert into partnerships.country as c (iso2, iso3, name, names, region) values ($1, $2, $3, $4, $5)
     on conflict (iso2) do update
       set iso3 = excluded.iso3, name = excluded.name, names = excluded.names, region = excluded.region
       where (c.iso3, c.name, c.names, c.region) is distinct from (excluded.iso3, excluded.name, excluded.names, excluded.region)
     returning xmax = 0 as created`,
    [iso2, iso3, name, JSON.stringify(names), region],
  );
  return outcomeOf(rows[0]);
}

async function writeSociety(client: ImportClient, society: SocietyRow): Promise<keyof Counts> {
  const { country, name, names, identifier, site, branchOf } = society;
  const { rows } = await client.query<{ created: boolean }>(
    `insert into partnerships.organisation as o (id, code, name, names, type, country, identifier, site, parent_id, purposes)
     values ($1, $2, $3, $4, 'NATIONAL_SOCIETY', $5, $6, $7,
       (select id from partnerships.organisation where type = 'NATIONAL_SOCIETY' and active and country = $8), $9)
     on conflict (country) where type = 'NATIONAL_SOCIETY' and active do update
       set name = excluded.name, names = excluded.names, identifier = excluded.identifier,
           site = excluded.site, parent_id = excluded.parent_id, version = o.version + 1
       where (o.name, o.names, o.identifier, o.site, o.parent_id)
         is distinct from (excluded.name, excluded.names, excluded.identifier, excluded.site, excluded.parent_id)
     returning xmax = 0 as created`,
    [
      newId('org'),
      `ns-${country.toLowerCase()}`,
      name,
      JSON.stringify(names),
      country,
      identifier,
      site,
      branchOf,
      purposesFor('NATIONAL_SOCIETY'),
    ],
  );
  return outcomeOf(rows[0]);
}

/** No row comes back where there was nothing to change. */
function outcomeOf(row: { created: boolean } | undefined): keyof Counts {
  if (!row) return 'unchanged';
  return row.created ? 'created' : 'updated';
}
