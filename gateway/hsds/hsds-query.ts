import { AccordError } from '../../shared/errors.ts';
import {
  FARTHEST_ROW,
  LARGEST_PAGE,
  LARGEST_PAGE_OF_ORGANIZATIONS,
  PARAMETERS,
  type ParameterName,
  USUAL_PAGE,
} from './parameters.ts';
import type { HsdsPath } from './paths.ts';

type Read = Partial<Record<ParameterName, unknown>>;
export type HsdsForm = 'MINIMAL' | 'LIST' | 'FULL' | 'FULL_SERVICE';

export interface HsdsQuery {
  readonly form: HsdsForm;
  readonly page: number;
  readonly perPage: number;
  readonly isStream: boolean;
  readonly filter: Readonly<Record<string, unknown>>;
}

const FILTERS: Partial<Record<ParameterName, string>> = {
  search: 'search',
  taxonomy_term_id: 'taxonomyTermId',
  taxonomy_id: 'taxonomyId',
  organization_id: 'organizationId',
  modified_after: 'modifiedAfter',
  parent_id: 'parentId',
  top_only: 'topOnly',
  firewall_status: 'firewallStatus',
  include_status_conditioned: 'includeStatusConditioned',
  include_closed: 'includeClosed',
};

/** What the parameters of a list ask. Errors: VALIDATION_FAILED, with the parameter at fault and what it may be. */
export function listQuery({ entity, list }: HsdsPath, given: object): HsdsQuery {
  const read = readParameters(list, given);
  const form = formOf(read, 'LIST');
  const isHeavy = entity === 'ORGANIZATION' && form !== 'LIST';
  const most = isHeavy ? LARGEST_PAGE_OF_ORGANIZATIONS : LARGEST_PAGE;
  const [page, perPage] = [(read.page ?? 1) as number, (read.per_page ?? USUAL_PAGE) as number];
  refuseUnless(perPage <= most, 'per_page', `A whole number from 1 to ${most}.`);
  refuseUnless(
    (page - 1) * perPage <= FARTHEST_ROW,
    'page',
    `Not beyond record ${FARTHEST_ROW}: narrow with modified_after, or ask for format=ndjson.`,
  );
  const filter = Object.entries(FILTERS).flatMap(([name, field]) => {
    const value = read[name as ParameterName];
    return value === undefined || value === '' ? [] : [[field, value] as const];
  });
  const isStream = read.format === 'ndjson';
  return { form, page, perPage: isStream ? most : perPage, isStream, filter: Object.fromEntries(filter) };
}

/** What those of one record ask. Errors: as for `listQuery`. */
export function recordForm({ record }: HsdsPath, given: object): HsdsForm {
  return formOf(readParameters(record, given), 'FULL');
}

function formOf(read: Read, usual: HsdsForm): HsdsForm {
  refuseUnless(!(read.minimal && read.full), 'minimal', 'A record is minimal or full, not both.');
  if (read.full_service) return 'FULL_SERVICE';
  if (read.full) return 'FULL';
  return read.minimal ? 'MINIMAL' : usual;
}

function readParameters(known: readonly ParameterName[], given: object): Read {
  const read: Read = {};
  for (const [name, value] of Object.entries(given)) {
    const isKnown = known.some((one) => one === name);
    refuseUnless(isKnown, name, `No such parameter here; there are: ${known.join(', ') || 'none'}.`);
    const { read: readText, mistake } = PARAMETERS[name as ParameterName];
    // A body in JSON may say 2 and true where an address says so in letters.
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    const understood = isPlain ? readText(String(value)) : undefined;
    refuseUnless(understood !== undefined, name, isPlain ? mistake : 'It is said once.');
    read[name as ParameterName] = understood;
  }
  return read;
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field, says });
}
