import type { Kept } from './hsds-parts.ts';
import type { Offer } from './offer.ts';
import type { Sql } from './stored-offer.ts';

interface TermRow {
  readonly id: string;
  readonly name: string;
  readonly details: Kept;
  readonly taxonomy: { readonly id: string; readonly name: string; readonly details: Kept } | null;
}

/** Our own code lists have ids of this kind; nobody else names a term so. */
const OURS = /^accord\./;

/**
 * Lists the terms by which services are classified, and their taxonomies, where they are not listed yet: what stands there
 * stays as it was said first. Those of its places are left out, for a place may be confidential.
 */
export async function writeTerms(sql: Sql, offers: readonly Pick<Offer, 'details'>[]): Promise<void> {
  const attributes = offers.flatMap(({ details }) => (details['attributes'] ?? []) as Kept[]);
  const terms = attributes.flatMap(({ taxonomyTerm }) =>
    taxonomyTerm == null ? [] : [termRow(taxonomyTerm as Kept)],
  );
  const theirs = terms.filter(({ id }) => !OURS.test(id));
  if (theirs.length > 0) await sql('service-terms', LISTED, [JSON.stringify(theirs)]);
}

/** In order, so that two writers of the same terms wait for each other and not both at once. */
const LISTED = `
  with given as (
    select * from jsonb_to_recordset($1) as g (id text, name text, details jsonb, taxonomy jsonb)),
  of_terms as (
    insert into services.taxonomy (id, name, details)
      select distinct on (taxonomy ->> 'id') taxonomy ->> 'id', taxonomy ->> 'name', taxonomy -> 'details'
        from given where taxonomy is not null
          and not exists (select from services.taxonomy known where known.id = taxonomy ->> 'id')
        order by taxonomy ->> 'id'
      on conflict do nothing)
  insert into services.taxonomy_term (id, taxonomy_id, name, details)
    select distinct on (id) id, taxonomy ->> 'id', name, details from given
      where not exists (select from services.taxonomy_term known where known.id = given.id)
      order by id
    on conflict do nothing`;

function termRow({ id, name, taxonomyDetail, taxonomyId, ...details }: Kept): TermRow {
  const detail = (taxonomyDetail ?? {}) as Kept;
  const ofTaxonomy = detail['id'] ?? taxonomyId ?? detail['name'] ?? details['taxonomy'];
  // As the export makes an id for a term that came without one.
  const made = [taxonomyId ?? details['taxonomy'] ?? '', details['code'] ?? name].join('.');
  return {
    id: String(id ?? made),
    name: String(name),
    details,
    taxonomy:
      ofTaxonomy == null || OURS.test(String(ofTaxonomy)) ? null : taxonomyRow(ofTaxonomy, detail, details),
  };
}

function taxonomyRow(given: unknown, detail: Kept, term: Kept): TermRow['taxonomy'] {
  const { id: _id, name, ...details } = detail;
  return { id: String(given), name: String(name ?? term['taxonomy'] ?? given), details };
}
