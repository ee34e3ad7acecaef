import { LISTS_BY_ID, TERMS } from '../hsds/code-lists.ts';
import type { Kept } from '../hsds-parts.ts';
import type { Sql } from '../stored-offer.ts';

/** Terms and taxonomies as an import brings them: `taxonomyTerm` and `taxonomy`, each with an id. */
export interface Classification {
  readonly taxonomies: readonly Kept[];
  readonly terms: readonly Kept[];
}

/** Those that classify something in `value`, however deep. Our own code lists are known already. */
export function classificationIn(value: unknown): Classification {
  const found = { taxonomies: [] as Kept[], terms: [] as Kept[] };
  gather(value, found);
  return found;
}

function gather(value: unknown, found: { taxonomies: Kept[]; terms: Kept[] }): void {
  if (Array.isArray(value)) for (const one of value) gather(one, found);
  else if (typeof value === 'object' && value !== null) {
    const { taxonomyTerm, taxonomyDetail, ...others } = value as Kept;
    if (isIdentified(taxonomyTerm) && !TERMS.has(String(taxonomyTerm['id']))) found.terms.push(taxonomyTerm);
    if (isIdentified(taxonomyDetail) && !LISTS_BY_ID.has(String(taxonomyDetail['id'])))
      found.taxonomies.push(taxonomyDetail);
    for (const one of Object.values(others)) gather(one, found);
    gather(taxonomyTerm, found);
  }
}

function isIdentified(value: unknown): value is Kept {
  return typeof (value as Kept | null | undefined)?.['id'] === 'string';
}

/** The last that is said of one counts; a term of a taxonomy that nobody has named stands on its own. */
export async function writeClassification(sql: Sql, { taxonomies, terms }: Classification): Promise<void> {
  if (taxonomies.length > 0) {
    await sql('taxonomies-write', WRITE_TAXONOMIES, [JSON.stringify(rowsOf(taxonomies))]);
  }
  if (terms.length > 0) await sql('terms-write', WRITE_TERMS, [JSON.stringify(rowsOf(terms))]);
}

function rowsOf(list: readonly Kept[]): object[] {
  const rows = list.map(({ id, name, taxonomyId, taxonomyDetail, ...details }) => {
    const detail = taxonomyDetail as Kept | undefined;
    return { id: id as string, name, taxonomy_id: taxonomyId ?? detail?.['id'] ?? null, details };
  });
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

const WRITE_TAXONOMIES = `
  insert into services.taxonomy (id, name, details)
  select id, name, details from jsonb_to_recordset($1) as t (id text, name text, details jsonb) order by id
    on conflict (id) do update set name = excluded.name, details = excluded.details
      where (taxonomy.name, taxonomy.details) is distinct from (excluded.name, excluded.details)`;

const WRITE_TERMS = `
  insert into services.taxonomy_term (id, taxonomy_id, name, details)
  select t.id, known.id, t.name, t.details
    from jsonb_to_recordset($1) as t (id text, taxonomy_id text, name text, details jsonb)
    left join services.taxonomy known on known.id = t.taxonomy_id order by t.id
    on conflict (id) do update
      set taxonomy_id = coalesce(excluded.taxonomy_id, taxonomy_term.taxonomy_id), name = excluded.name, details = excluded.details
      where (coalesce(excluded.taxonomy_id, taxonomy_term.taxonomy_id), excluded.name, excluded.details)
        is distinct from (taxonomy_term.taxonomy_id, taxonomy_term.name, taxonomy_term.details)`;
