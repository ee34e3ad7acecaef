import { FIREWALL_STATUSES } from '../../shared/policy/service-offer.ts';

/** One parameter of `/hsds`: what it asks, its JSON Schema, and what stands for its text; undefined for one that is none. */
export interface Parameter {
  readonly says: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** What a mistaken value is told. */
  readonly mistake: string;
  read(text: string): unknown;
}

export const LARGEST_PAGE = 100;
/** An organization in full brings its services along. */
export const LARGEST_PAGE_OF_ORGANIZATIONS = 10;
export const USUAL_PAGE = 10;
/** As far as pages are counted; behind it, `format=ndjson` streams everything. */
export const FARTHEST_ROW = 10_000;

const text = (says: string): Parameter => ({
  says,
  schema: { type: 'string', maxLength: 200 },
  mistake: 'At most 200 characters.',
  read: (given) => (given.length <= 200 ? given : undefined),
});

const flag = (says: string): Parameter => ({
  says,
  schema: { type: 'boolean', default: false },
  mistake: 'true or false.',
  read: (given) => (given === 'true' ? true : given === 'false' ? false : undefined),
});

const whole = (says: string, most: number, usual: number): Parameter => ({
  says,
  schema: { type: 'integer', minimum: 1, maximum: most, default: usual },
  mistake: `A whole number from 1 to ${most}.`,
  read: (given) =>
    /^\d{1,6}$/.test(given) && Number(given) >= 1 && Number(given) <= most ? Number(given) : undefined,
});

/** Names are those of HSDS; the last three are ours. */
export const PARAMETERS = {
  search: text(
    'Words of a name, description or place, in any script, also misspelt; of others a part of the name.',
  ),
  page: whole(`From 1. Together with per_page no farther than record ${FARTHEST_ROW}.`, FARTHEST_ROW, 1),
  per_page: whole(
    `Organizations in full: at most ${LARGEST_PAGE_OF_ORGANIZATIONS}.`,
    LARGEST_PAGE,
    USUAL_PAGE,
  ),
  format: {
    says: 'ndjson streams all results, one to a line, without pages.',
    schema: { type: 'string', enum: ['json', 'ndjson'], default: 'json' },
    mistake: 'json or ndjson.',
    read: (given) => (given === 'json' || given === 'ndjson' ? given : undefined),
  },
  taxonomy_term_id: text('Classified by this term: one of a code list of ours, or of an attribute.'),
  taxonomy_id: text('Classified by any term of this taxonomy; terms of this taxonomy.'),
  organization_id: text('Offered by this organization.'),
  modified_after: {
    says: 'Changed at this moment or later.',
    schema: { type: 'string', format: 'date-time' },
    mistake: 'A day or a moment in ISO 8601, such as 2026-11-28 or 2026-11-28T12:00:00Z.',
    read: momentOf,
  },
  minimal: flag('Id and last change alone.'),
  full: flag('All there is, nested.'),
  full_service: flag('The services of an organization in full.'),
  top_only: flag('Terms that stand below no other.'),
  parent_id: text('Terms that stand below this one.'),
  firewall_status: {
    says: 'By default FIREWALLED: others are shown to those who ask for them, each with its warning.',
    schema: { type: 'array', items: { type: 'string', enum: FIREWALL_STATUSES } },
    mistake: `One or more of ${FIREWALL_STATUSES.join(', ')}, with commas between.`,
    read: (given) => {
      const list = given.split(',');
      return list.every((one) => FIREWALL_STATUSES.some((known) => known === one)) ? list : undefined;
    },
  },
  include_closed: flag(
    'Also services that are closed: with modified_after, whoever keeps a copy hears of those that have closed.',
  ),
  include_status_conditioned: flag('Also services that ask for a paper of lawful residence.'),
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;

function momentOf(given: string): string | undefined {
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(given);
  // A moment without a zone is UTC, as HSDS takes its dates.
  const zoned = /[TZ]/.test(given) && !/(Z|[+-]\d\d:\d\d)$/.test(given) ? `${given}Z` : given;
  const moment = new Date(zoned);
  return isMoment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : undefined;
}
