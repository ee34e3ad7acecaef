import type { DirectoryEntry } from '../directory-entry.ts';
import type { ReadItem } from '../directory-run.ts';
import { Notes } from '../notes.ts';
import type { Directory } from './directory.ts';
import { idOf, isJson, type Json } from './json.ts';
import type { JsonItem } from './json-items.ts';
import { readOrganisation } from './read-organisation.ts';
import { readService } from './read-service.ts';
import { classifying, readTerm } from './read-term.ts';

/** Fields that HSDS Organization has and Service has not. */
const OF_ORGANISATION = [
  ...['website', 'legal_status', 'tax_status', 'tax_id', 'year_incorporated', 'organization_identifiers'],
  ...['additional_websites', 'parent_organization_id', 'logo', 'programs'],
];

/**
 * An item of a file as what HSDS has entries of: a service, a service at a location with its service, an organisation with its
 * services or alone. `met` is how many items stood before a page that says how many it has.
 */
export function readItem(item: JsonItem, directory: Directory, now: Date, met: number): ReadItem {
  const { value } = item;
  const id = isJson(value) ? idOf(value['id']) : null;
  const place = id === null ? item.place : `${item.place} (id ${id})`;
  const notes = new Notes(place);
  if (!isJson(value)) {
    notes.refused('It is no object.', '', value);
    return { place, services: [], organisation: null, notes: notes.all };
  }
  if (item.place === 'page') return pageOf(value, met);
  const entity = item.entity ?? classifying(value);
  if (entity !== null) {
    const classification = readTerm(value, entity, notes);
    return { place, services: [], organisation: null, classification, notes: notes.all };
  }
  if (isJson(value['service']))
    return servicesOf([withPlace(value['service'], value)], place, directory, now);
  const { services, ...organization } = value;
  if (Array.isArray(services) && services.length > 0) {
    const each = (services as unknown[]).map((one) => (isJson(one) ? { organization, ...one } : one));
    return servicesOf(each, place, directory, now);
  }
  const isOrganisation =
    services !== undefined || (!('status' in value) && OF_ORGANISATION.some((field) => field in value));
  if (!isOrganisation) return servicesOf([value], place, directory, now);
  const organisation = readOrganisation(value, '', new Set(), notes);
  if (organisation === null) notes.refused('An organisation has a name.', 'name');
  return { place, services: [], organisation, notes: notes.all };
}

/** What a page says of itself is known to be wrong: it is compared, and not believed. */
function pageOf(page: Json, met: number): ReadItem {
  const notes = new Notes('page');
  for (const field of ['total_items', 'size'] as const) {
    const said = page[field];
    const wrong = typeof said === 'number' && (field === 'size' ? said !== met : said < met);
    if (wrong) notes.said(field, said, `The page has ${met} entries.`);
  }
  return { place: 'page', services: [], organisation: null, notes: notes.all };
}

function withPlace(service: Json, link: Json): Json {
  const { service: _service, ...place } = link;
  return { ...service, service_at_locations: [place] };
}

function servicesOf(list: readonly unknown[], place: string, directory: Directory, now: Date): ReadItem {
  const read: DirectoryEntry[] = [];
  const all = list.flatMap((one, index) => {
    const notes = new Notes(list.length === 1 ? place : `${place}.services[${index}]`);
    const service = isJson(one) ? readService(one, directory, now, notes) : null;
    if (!isJson(one)) notes.refused('It is no object.', '', one);
    if (service) read.push(service);
    return notes.all;
  });
  return { place, services: read, organisation: null, notes: all };
}
