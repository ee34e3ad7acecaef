import type { ServiceFilter } from './search.inputs.ts';
import { areaOf, WHOLE_COUNTRY } from './search-columns.ts';

/** The conditions of one statement, and the values they name. */
export class Conditions {
  /** `values`: those of another, where one statement holds both. */
  constructor(readonly values: unknown[] = []) {}

  private readonly all: string[] = [];
  private readonly last: string[] = [];

  /** How the statement names the value. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(condition: string): void {
    this.all.push(condition);
  }

  /** One that asks other tables: it is asked of a service after all others, in the order of the page, until that is full. */
  addLast(condition: string): void {
    this.last.push(condition);
  }

  text(): string {
    return this.all.join('\n      and ');
  }

  hasLast(): boolean {
    return this.last.length > 0;
  }

  lastText(): string {
    return ['true', ...this.last].join('\n      and ');
  }
}

/**
 * What a filter asks of a service `s`. `words`: for each word of its text, the words of the directory that are alike. `closed`:
 * those that are not open as well, of whatever firewall, for a directory that is given away whole.
 */
export function conditionsOf(
  filter: ServiceFilter,
  words: readonly (readonly string[])[],
  closed = false,
): Conditions {
  const conditions = new Conditions();
  const overlaps = (column: string, wanted: readonly string[] | null | undefined) => {
    if (wanted != null) conditions.add(`s.${column} && ${conditions.value(wanted)}::text[]`);
  };
  const isOneOf = (column: string, wanted: readonly string[] | null | undefined) => {
    if (wanted != null) conditions.add(`s.${column} = any (${conditions.value(wanted)}::text[])`);
  };
  if (!closed) conditions.add(`s.status = 'ACTIVE'`);
  // Written out, so that the index of the default search is seen to fit [Services, rules 2 and 3].
  if (filter.firewallStatus == null) conditions.add(`s.firewall_status = 'FIREWALLED'`);
  isOneOf('firewall_status', filter.firewallStatus);
  if (filter.includeStatusConditioned !== true) conditions.add(`s.legal_status_condition <> 'REQUIRED'`);
  for (const alike of words) overlaps('words', alike);
  overlaps('types', filter.types);
  overlaps('needs', filter.needs);
  overlaps(
    'spoken',
    filter.languages?.map((tag) => tag.toLowerCase()),
  );
  overlaps('areas', areasOf(filter));
  overlaps('journey_stages', filter.journeyStages);
  isOneOf('cost', filter.cost);
  isOneOf('service_point', filter.servicePoint);
  if (filter.organisationId != null) isOneOf('organisation_id', [filter.organisationId]);
  addWhom(conditions, filter);
  addInclusion(conditions, filter);
  if (filter.accessibility != null)
    conditions.add(`s.accessibility @> ${conditions.value(filter.accessibility)}::text[]`);
  if (filter.placeLeft === true) {
    conditions.addLast(
      `not exists (select from service_capacity c where c.service_id = s.id and c.available < 1)`,
    );
  }
  if (filter.openAt != null)
    conditions.addLast(`is_open(s.id, ${conditions.value(filter.openAt)}::timestamptz)`);
  return conditions;
}

function addWhom(conditions: Conditions, { age, gender, papers }: ServiceFilter): void {
  if (age != null) {
    const years = conditions.value(age);
    conditions.add(`(s.minimum_age is null or s.minimum_age <= ${years}::float8)`);
    conditions.add(`(s.maximum_age is null or s.maximum_age >= ${years}::float8)`);
  }
  if (gender != null)
    conditions.add(`(s.genders = '{}' or ${conditions.value(gender)}::text = any (s.genders))`);
  if (papers != null) conditions.add(`s.papers <@ ${conditions.value(papers)}::text[]`);
}

function addInclusion(conditions: Conditions, { inclusion }: ServiceFilter): void {
  if (inclusion == null) return;
  const { strands, setting, openToAll } = inclusion;
  conditions.add('s.inclusion is not null');
  if (strands != null)
    conditions.add(`s.inclusion ->> 'strand' = any (${conditions.value(strands)}::text[])`);
  if (setting != null) conditions.add(`s.inclusion ->> 'setting' = ${conditions.value(setting)}`);
  if (openToAll === true) conditions.add(`s.inclusion @> '{"openToMigrants": true, "openToLocals": true}'`);
}

/** A service for a whole country is one for each of its parts. */
function areasOf({ country, admin1 }: ServiceFilter): string[] | null {
  const iso2 = country?.toUpperCase() ?? null;
  if (admin1 != null) return [areaOf(iso2, admin1), ...(iso2 ? [`${iso2}/${WHOLE_COUNTRY}`] : [])];
  return iso2 === null ? null : [iso2];
}
