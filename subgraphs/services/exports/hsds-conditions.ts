import { CODE_LISTS, type CodeList, LISTS_BY_ID, TERMS } from '../hsds/code-lists.ts';
import { hsdsReference } from '../hsds/hsds-id.ts';
import { type Conditions, conditionsOf } from '../search-conditions.ts';
import { alikeWords } from '../search-words.ts';
import type { Sql } from '../stored-offer.ts';
import { type Asked, idValues } from './hsds-source.ts';

/** In which column of a service the words of a code list stand; the lists that are not here classify something else. */
const COLUMNS: Partial<Record<CodeList, string>> = {
  ServiceType: 's.types',
  Need: 's.needs',
  FirewallStatus: 'array[s.firewall_status]',
  LegalStatusCondition: 'array[s.legal_status_condition]',
  DocumentKind: 's.papers',
  IntakeCriterion: 's.intake_criteria',
  Coverage: 's.coverages',
  WayIn: 's.ways_in',
  ReferralMethod: 'array[s.referral_method]',
  NextStep: 'array[s.next_step]',
  Delay: 'array[s.response_delay, s.feedback_delay]',
  FeedbackMechanism: 'array[s.feedback_mechanism]',
  JourneyStage: 's.journey_stages',
  Gender: 's.genders',
  Cost: 'array[s.cost]',
  ServicePointModality: 'array[s.service_point]',
  InclusionStrand: "array[s.inclusion ->> 'strand']",
  // Of places that are not confidential alone: a field that may not be read may not be filtered on.
  AccessibilityFeature: 's.accessibility',
};

/** What the filter asks of a service `s`; null where no service fits, whatever else is asked. */
export async function serviceConditions({ sql, filter }: Asked): Promise<Conditions | null> {
  const words = await alikeWords(sql, filter.search ?? '');
  if (words === null) return null;
  const closed = filter.includeClosed === true;
  const { firewallStatus, includeStatusConditioned } = filter;
  const conditions = conditionsOf(
    { firewallStatus: firewallStatus ?? null, includeStatusConditioned: includeStatusConditioned ?? null },
    words,
    closed,
  );
  if (filter.modifiedAfter != null)
    conditions.add(`s.updated_at >= ${conditions.value(filter.modifiedAfter)}::timestamptz`);
  if (filter.organizationId != null) addOrganisation(conditions, filter.organizationId);
  if (filter.taxonomyTermId != null) await addTerm(sql, conditions, filter.taxonomyTermId);
  if (filter.taxonomyId != null) await addTaxonomy(sql, conditions, filter.taxonomyId);
  return conditions;
}

function addOrganisation(conditions: Conditions, id: string): void {
  const [ours, uuid] = idValues(id).map((one) => conditions.value(one));
  conditions.add(`s.organisation_id = any (array(
    select o.id from partnerships.organisations_published o
      left join organisation_details d on d.organisation_id = o.id
      where o.id = ${ours}::text or hsds_uuid(o.id, d.details ->> 'id') = ${uuid}::uuid))`);
}

async function addTerm(sql: Sql, conditions: Conditions, id: string): Promise<void> {
  const known = TERMS.get(id.toLowerCase()) ?? TERMS.get(hsdsReference('taxonomy_term', id));
  const column = known && COLUMNS[known.list];
  if (known && column) {
    conditions.add(`${column} @> array[${conditions.value(known.code)}]::text[]`);
    return;
  }
  const ids = await namedBy(sql, 'taxonomy_term', id);
  addAttributes(
    conditions,
    ids.flatMap((one) => [{ taxonomyTermId: one }, { taxonomyTerm: { id: one } }]),
  );
}

/** With a term that says it is of this taxonomy, or that is listed under it. */
async function addTaxonomy(sql: Sql, conditions: Conditions, id: string): Promise<void> {
  const list = LISTS_BY_ID.get(id.toLowerCase()) ?? LISTS_BY_ID.get(hsdsReference('taxonomy', id));
  const column = list && COLUMNS[list];
  if (list && column) {
    conditions.add(`${column} && ${conditions.value(CODE_LISTS[list].codes)}::text[]`);
    return;
  }
  const ids = await namedBy(sql, 'taxonomy', id);
  const terms = await sql<{ id: string }>(
    'terms-of-taxonomies',
    'select id from taxonomy_term where taxonomy_id = any ($1)',
    [ids],
  );
  addAttributes(conditions, [
    ...ids.flatMap((one) => [
      { taxonomyTerm: { taxonomyId: one } },
      { taxonomyTerm: { taxonomyDetail: { id: one } } },
      { taxonomyTerm: { taxonomy: one } },
    ]),
    ...terms.map((one) => ({ taxonomyTermId: one.id })),
  ]);
}

/** A term or a taxonomy as its source named it: by the id given, and by the one for which a UUID of ours stands. */
async function namedBy(sql: Sql, table: 'taxonomy' | 'taxonomy_term', id: string): Promise<string[]> {
  const [ours, uuid] = idValues(id);
  const rows = await sql<{ id: string }>(
    `named-${table}`,
    `select id from ${table} where hsds_uuid('${table}:' || id, id) = $1::uuid limit 5`,
    [uuid],
  );
  return [...new Set([ours, ...rows.map((row) => row.id)])];
}

/** Any of these, in the index of attributes. */
function addAttributes(conditions: Conditions, any: readonly object[]): void {
  const patterns = conditions.value(any.map((one) => JSON.stringify([one])));
  conditions.add(`s.details -> 'attributes' @> any (${patterns}::jsonb[])`);
}
