import { CODE_LISTS, type CodeList, LISTS_BY_ID, TERMS } from '../hsds/code-lists.ts';
import { hsdsReference } from '../hsds/hsds-id.ts';
import { type Conditions, conditionsOf } from '../search-conditions.ts';
import { alikeWords } from '../search-words.ts';
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
  if (filter.taxonomyTermId != null) addTerm(conditions, filter.taxonomyTermId);
  if (filter.taxonomyId != null) addTaxonomy(conditions, filter.taxonomyId);
  return conditions;
}

function addOrganisation(conditions: Conditions, id: string): void {
  const [ours, uuid] = idValues(id).map((one) => conditions.value(one));
  conditions.add(`s.organisation_id = any (array(
    select o.id from partnerships.organisations_published o
      left join organisation_details d on d.organisation_id = o.id
      where o.id = ${ours}::text or hsds_uuid(o.id, d.details ->> 'id') = ${uuid}::uuid))`);
}

function addTerm(conditions: Conditions, id: string): void {
  const known = TERMS.get(id.toLowerCase()) ?? TERMS.get(hsdsReference('taxonomy_term', id));
  const column = known && COLUMNS[known.list];
  if (known && column) {
    conditions.add(`${column} @> array[${conditions.value(known.code)}]::text[]`);
    return;
  }
  const ids = termIds(conditions, id);
  conditions.add(`exists (select from unnest(${ids}) term(id) where
    s.details -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomyTermId', term.id))
    or s.details -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomyTerm', jsonb_build_object('id', term.id))))`);
}

/** A term as its source named it: by the id given, or by the one under which a UUID of ours stands for it. */
function termIds(conditions: Conditions, id: string): string {
  const [ours, uuid] = idValues(id).map((one) => conditions.value(one));
  return `array(select ${ours}::text union select t.id from taxonomy_term t
    where hsds_uuid('taxonomy_term:' || t.id, t.id) = ${uuid}::uuid)`;
}

function addTaxonomy(conditions: Conditions, id: string): void {
  const list = LISTS_BY_ID.get(id.toLowerCase()) ?? LISTS_BY_ID.get(hsdsReference('taxonomy', id));
  const column = list && COLUMNS[list];
  if (list && column) {
    const codes = conditions.value(CODE_LISTS[list].codes);
    conditions.add(`${column} && ${codes}::text[]`);
    return;
  }
  const [ours, uuid] = idValues(id).map((one) => conditions.value(one));
  conditions.add(`exists (
    select from jsonb_array_elements(s.details -> 'attributes') one left join taxonomy_term t
        on t.id in (one ->> 'taxonomyTermId', one -> 'taxonomyTerm' ->> 'id'),
      lateral (values (t.taxonomy_id), (one -> 'taxonomyTerm' ->> 'taxonomyId'),
        (one -> 'taxonomyTerm' -> 'taxonomyDetail' ->> 'id')) as named(id)
      where named.id = ${ours}::text or hsds_uuid('taxonomy:' || named.id, named.id) = ${uuid}::uuid)`);
}
