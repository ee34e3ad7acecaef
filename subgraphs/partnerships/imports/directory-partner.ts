import { createHash } from 'node:crypto';
import type { OrganisationType } from '../../../shared/policy/organisations.ts';
import type { ImportClient } from './organisation-rows.ts';
import { importPartners } from './partners-import.ts';

/** An organisation as a directory names it that is not known from inside. */
export interface NamedOrganisation {
  /** Its id in the directory; null when it has none. */
  readonly id: string | null;
  readonly name: string;
  /** Under which a registry like this one knew it. */
  readonly code: string | null;
  readonly type: OrganisationType;
  readonly country: string | null;
}

/**
 * Finds the organisation by its code or its name among those that are active, or registers it. What is registered already is
 * not changed. `distinct`: it is another one than whoever has that name. An organisation that is only named is OTHER, which
 * may read no word about a person, until somebody says more.
 */
export async function registerNamed(
  client: ImportClient,
  organisation: NamedOrganisation,
  distinct: boolean,
): Promise<{ id: string; created: boolean }> {
  const { name, type, country } = organisation;
  const known = distinct
    ? null
    : ((await findByCode(client, organisation.code)) ?? (await findByName(client, name)));
  if (known !== null) return { id: known, created: false };
  const code = distinct ? `${slug(name)}-${shortHash(organisation.id ?? name)}` : codeOf(organisation);
  const { ids, counts } = await importPartners(client, [{ code, name, type, country }]);
  return { id: ids.get(code) as string, created: counts.created > 0 };
}

async function findByCode(client: ImportClient, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const { rows } = await client.query<{ id: string }>(
    'select id from partnerships.organisation where code = lower($1) and active',
    [code],
  );
  return rows[0]?.id ?? null;
}

/** When several have the name, none of them is meant for certain. */
async function findByName(client: ImportClient, name: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'select id from partnerships.organisation where lower(name) = lower($1) and active limit 2',
    [name],
  );
  return rows.length === 1 ? (rows[0]?.id ?? null) : null;
}

function codeOf({ code, name }: NamedOrganisation): string {
  if (code !== null && /^[a-z0-9][a-z0-9-]{1,59}$/.test(code)) return code;
  const readable = slug(name);
  // A name in another script leaves no letter for a code.
  return readable.length > 2 ? readable : `organisation-${shortHash(name)}`;
}

function slug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '');
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
