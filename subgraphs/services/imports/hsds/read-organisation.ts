import type { OrganisationType } from '../../../../shared/policy/organisations.ts';
import type { Kept } from '../../hsds-parts.ts';
import type { Notes } from '../notes.ts';
import { countryOf } from './countries.ts';
import { idOf, isJson } from './json.ts';
import { beyond, eachOf, readPart, readText } from './read-parts.ts';

/** Who offers, as the directory names it. */
export interface DirectoryOrganisation {
  /** Its id in the directory; null when it has none. */
  readonly id: string | null;
  readonly name: string;
  /** Under which the registry knows it, where the file comes from here. */
  readonly code: string | null;
  /** What the file says it is. It is believed of our own files alone: a type opens data to whoever has it. */
  readonly type: OrganisationType | null;
  readonly country: string | null;
  /** `organizationDetails`. */
  readonly details: Kept;
}

/** `name` stands in the registry. Its places are those of its services. */
const READ_ELSEWHERE = ['name', 'locations', 'services'];

/** Null, with a note, for one without a name. */
/** `places`: ids of the locations of its services. */
export function readOrganisation(
  given: unknown,
  path: string,
  places: ReadonlySet<string>,
  notes: Notes,
): DirectoryOrganisation | null {
  if (!isJson(given)) return null;
  const { said, source } = beyond('organization', given);
  const name = readText(source['name'], `${path}name`, notes);
  if (name === null) return null;
  for (const [place, at] of eachOf(source['locations'], `${path}locations`, notes)) {
    if (places.has(idOf(place['id']) ?? '')) continue;
    notes.said(at, place['id'], 'An organisation’s places are kept with the services given there.');
  }
  const details = readPart('organizationDetails', source, path, notes, READ_ELSEWHERE) ?? {};
  return {
    id: idOf(source['id']),
    name: name.slice(0, 200),
    code: (said['code'] as string | undefined) ?? null,
    type: (said['type'] as OrganisationType | undefined) ?? null,
    country: countryOf(said['country']),
    details,
  };
}
