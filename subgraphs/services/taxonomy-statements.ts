import { OUR_TAXONOMIES, OUR_TERMS } from './hsds/code-lists.ts';
import type { Kept } from './hsds-parts.ts';
import type { Conditions } from './search-conditions.ts';

// Taxonomies and terms that were imported, and our own code lists beside them, as if they stood in one table `t`.

export interface TaxonomyRow {
  readonly id: string;
  readonly name: string;
  /** `taxonomy`. */
  readonly details: Kept;
}

export interface TermRow extends TaxonomyRow {
  readonly taxonomyId: string | null;
  /** The taxonomy it belongs to, where that is listed. */
  readonly detail: TaxonomyRow | null;
}

export function taxonomiesFrom(conditions: Conditions): string {
  return `(select id, name, details from taxonomy
    union all select id, name, details from jsonb_to_recordset(${conditions.value(JSON.stringify(OUR_TAXONOMIES))}::jsonb)
      as ours (id text, name text, details jsonb)) t`;
}

export function termsFrom(conditions: Conditions): string {
  return `(select id, taxonomy_id as "taxonomyId", name, details from taxonomy_term
    union all select id, taxonomy_id, name, details from jsonb_to_recordset(${conditions.value(JSON.stringify(OUR_TERMS))}::jsonb)
      as ours (id text, taxonomy_id text, name text, details jsonb)) t
    left join lateral (select to_jsonb(x) as detail from ${taxonomiesFrom(conditions).replace(/ t$/, ' x')}
      where x.id = t."taxonomyId") of_taxonomy on true`;
}

/** Whether what the column names is what an id of HSDS, or ours, stands for. */
export function isNamed(
  conditions: Conditions,
  kind: 'taxonomy' | 'taxonomy_term',
  column: string,
  id: string,
  uuid: string | null,
): string {
  return `(${column} = ${conditions.value(id)}::text
    or hsds_uuid('${kind}:' || ${column}, ${column}) = ${conditions.value(uuid)}::uuid)`;
}
