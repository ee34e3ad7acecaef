import { newId } from '../../../shared/ids.ts';
import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import { purposesFor } from '../registered-purposes.ts';
import type { Counts, ImportClient } from './organisation-rows.ts';

/** An organisation as a directory names it. */
export interface Partner {
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
  readonly country: string | null;
}

/**
 * Finds the organisations behind the partners of a directory, and registers those that are not there yet. What is
 * registered already is not changed: the directory knows it by name alone. Answers with ids by code.
 */
export async function importPartners(
  client: ImportClient,
  partners: readonly Partner[],
): Promise<{ ids: Map<string, string>; counts: Counts }> {
  const ids = new Map<string, string>();
  const counts: Counts = { created: 0, updated: 0, unchanged: 0 };
  for (const partner of partners) {
    const known = await find(client, partner);
    ids.set(partner.code, known ?? (await register(client, partner)));
    counts[known === null ? 'created' : 'unchanged'] += 1;
  }
  return { ids, counts };
}

/** By code; a National Society also by its country, of which there is one. */
async function find(client: ImportClient, { code, type, country }: Partner): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from partnerships.organisation
      where code = $1 or ($2 = 'NATIONAL_SOCIETY' and type = $2 and country = $3 and active)
      order by code = $1 desc limit 1`,
    [code, type, country],
  );
  return rows[0]?.id ?? null;
}

async function register(client: ImportClient, { code, name, type, country }: Partner): Promise<string> {
  const id = newId('org');
  await client.query(
    'insert into partnerships.organisation (id, code, name, type, country, purposes) values ($1, $2, $3, $4, $5, $6)',
    [id, code, name, type, country, purposesFor(type)],
  );
  return id;
}
