import { AccordError } from '../../../../shared/errors.ts';
import type { ServiceStatus } from '../../../../shared/policy/service-offer.ts';
import { languageName } from '../../exports/hsds-pieces.ts';
import { words } from '../../hsds/hsds-names.ts';
import type { Kept } from '../../hsds-parts.ts';
import { BLANK_OFFER, type Capacity, type Location, type Offer, type RequiredDocument } from '../../offer.ts';
import { checkOffer } from '../../offer-checks.ts';
import type { DocumentKind } from '../../vocabulary.ts';
import type { DirectoryEntry } from '../directory-entry.ts';
import type { Notes } from '../notes.ts';
import type { Directory } from './directory.ts';
import { idOf, isJson, type Json } from './json.ts';
import { readBeyond } from './read-beyond.ts';
import { readLocation } from './read-location.ts';
import { readOrganisation } from './read-organisation.ts';
import { beyond, eachOf, readPart, readParts, readText, readValue } from './read-parts.ts';
import { readSchedule } from './read-schedule.ts';
import { readTypes } from './read-types.ts';
import { firstOf, textsIn, textsSaid } from './texts.ts';

const READ_HERE = [
  ...[
    'id',
    'name',
    'description',
    'url',
    'email',
    'status',
    'eligibility_description',
    'minimum_age',
    'maximum_age',
  ],
  ...['assured_date', 'schedules', 'service_at_locations', 'languages', 'organization', 'required_documents'],
  // When another directory last wrote it down: here it is when this one does.
  ...['capacities', 'last_modified'],
];

/** What HSDS shows of a service that is asked for in full, and not in a list. */
const NESTED = [
  ...['service_at_locations', 'schedules', 'phones', 'languages', 'contacts', 'attributes', 'service_areas'],
  ...['capacities', 'cost_options', 'required_documents', 'funding', 'additional_urls', 'metadata'],
];

const STATUSES: Readonly<Record<string, ServiceStatus>> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  defunct: 'DEFUNCT',
  'temporarily closed': 'TEMPORARILY_CLOSED',
};

const MOST_PLACES = 50;

/** A service of HSDS with all that is nested in it. Null, with the reason among the notes, when it is refused. */
export function readService(
  given: Json,
  directory: Directory,
  now: Date,
  notes: Notes,
): DirectoryEntry | null {
  const { said, source } = beyond('service', given);
  const sourceId = idOf(said['hsdsId']) ?? idOf(source['id']);
  if (sourceId === null) return refused(notes, 'It has no id.');
  const organisation = readOrganisation(source['organization'], 'organization.', placesOf(source), notes);
  if (organisation === null) return refused(notes, 'It does not name its organisation.', 'organization');
  const offer = { ...readOffer(source, said, directory, notes), hsdsId: sourceId };
  const fault = faultOf(offer);
  if (fault !== null) return refused(notes, fault.says, fault.field);
  return {
    sourceId,
    place: notes.place,
    organisation,
    offer,
    listed: !NESTED.some((field) => field in source),
    assuredAt: assuredAt(source, said, now, notes),
    firewallCheckedAt: directory.restored ? momentBefore(now, said['firewallCheckedAt']) : null,
  };
}

function readOffer(source: Json, said: Kept, directory: Directory, notes: Notes): Offer {
  const { first, phones } = firstOf(source['phones']);
  const warned = { ...source, phones, alert: withoutWarning(source['alert'], said['warning']) };
  const assurer = { assurer_email: said['assurerEmail'], ...warned };
  const details = readPart('serviceDetails', assurer, '', notes, READ_HERE) ?? {};
  const texts = (field: string, most: number) =>
    textsIn(readText(source[field], field, notes), most, field, directory, notes);
  const types = readTypes(said, details, notes);
  const locations = readLocations(source, types.types.includes('SAFE_SHELTER'), directory, notes);
  const countries = [...new Set(locations.flatMap(({ country }) => country ?? directory.country ?? []))];
  return {
    ...BLANK_OFFER,
    ...types,
    ...readBeyond(said, directory, notes),
    names: textsSaid(said['names']) ?? texts('name', 200),
    descriptions: textsSaid(said['descriptions']) ?? texts('description', 5000),
    status: statusOf(source, notes),
    url: readValue('web', source['url'], 'url', notes) as string | null,
    email: readValue('mail', source['email'] ?? said['email'], 'email', notes) as string | null,
    phone: first,
    eligibility: textsSaid(said['eligibility']) ?? texts('eligibility_description', 5000),
    ...agesOf(source, notes),
    ...languagesOf(source, details, notes),
    requiredDocuments: documentsOf(source, directory, notes),
    locations,
    schedules: eachOf(source['schedules'], 'schedules', notes, 50).map(([one, at]) =>
      readSchedule(one, at, countries, notes),
    ),
    capacities: capacitiesOf(source, notes),
  };
}

/** Without a word that is known it is not open: it waits, inactive, for its owner. */
function statusOf({ status }: Json, notes: Notes): ServiceStatus {
  const known =
    typeof status === 'string' ? STATUSES[status.trim().toLowerCase().replaceAll('_', ' ')] : undefined;
  if (known === undefined) {
    notes.leftOut('status', status, 'No status of HSDS: the service is inactive until its owner says more.');
  }
  return known ?? 'INACTIVE';
}

function agesOf(source: Json, notes: Notes): Pick<Offer, 'minimumAge' | 'maximumAge'> {
  const age = (field: string) => {
    const said = readValue('number', source[field], field, notes) as number | null;
    if (said === null || (said >= 0 && said <= 150)) return said;
    notes.leftOut(field, said, 'An age is from 0 to 150 years.');
    return null;
  };
  const [minimumAge, maximumAge] = [age('minimum_age'), age('maximum_age')];
  if (minimumAge === null || maximumAge === null || minimumAge <= maximumAge)
    return { minimumAge, maximumAge };
  notes.leftOut('maximum_age', maximumAge, 'The highest age is below the lowest.');
  return { minimumAge, maximumAge: null };
}

function languagesOf(source: Json, details: Kept, notes: Notes): Pick<Offer, 'languages' | 'details'> {
  const read = readParts('language', source['languages'], 'languages', notes);
  const codes = read.flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
  const telling = read.filter((one) => !isTagAlone(one));
  return {
    languages: [...new Set(codes)],
    details: telling.length === 0 ? details : { ...details, languageDetails: telling },
  };
}

/** A tag under the name it has in English says no more than the tag. */
function isTagAlone({ id: _id, code, name, ...more }: Kept): boolean {
  return typeof code === 'string' && name === languageName(code) && Object.keys(more).length === 0;
}

/** HSDS names a paper in words; of which kind it is, is never guessed. */
function documentsOf(source: Json, directory: Directory, notes: Notes): RequiredDocument[] {
  return eachOf(source['required_documents'], 'required_documents', notes).map(([given, at]) => {
    const { said, source: one } = beyond('required_document', given);
    const known = ['id', 'document', 'uri'];
    const details = readPart('requiredDocumentDetails', one, `${at}.`, notes, known) ?? {};
    const name = readText(one['document'], `${at}.document`, notes);
    const names = textsSaid(said['names']) ?? textsIn(name, 5000, `${at}.document`, directory, notes);
    return {
      kind: (said['kind'] ?? 'OTHER') as DocumentKind,
      // Without a name the kind stands in its place.
      names: said['kind'] && !said['names'] && name === words(String(said['kind'])) ? {} : names,
      expiredAccepted: said['expiredAccepted'] === true,
      uri: readValue('web', one['uri'], `${at}.uri`, notes) as string | null,
      details,
      hsdsId: idOf(one['id']),
    };
  });
}

function readLocations(source: Json, shelter: boolean, directory: Directory, notes: Notes): Location[] {
  return eachOf(source['service_at_locations'], 'service_at_locations', notes, MOST_PLACES).flatMap(
    ([link, at]) => readLocation(link, at, shelter, directory, notes) ?? [],
  );
}

function placesOf({ service_at_locations: links }: Json): Set<string> {
  const places = Array.isArray(links) ? links.map((link) => (isJson(link) ? link['location'] : null)) : [];
  return new Set(places.flatMap((place) => (isJson(place) ? (idOf(place['id']) ?? []) : [])));
}

/** `updated` is when it is written here. */
function capacitiesOf(source: Json, notes: Notes): Capacity[] {
  return eachOf(source['capacities'], 'capacities', notes).flatMap(([given, at]) => {
    const { said, source: one } = beyond('service_capacity', given);
    const known = ['id', 'unit', 'available', 'maximum', 'updated'];
    const details = readPart('capacityDetails', one, `${at}.`, notes, known) ?? {};
    const unit = readPart('unit', (one['unit'] ?? {}) as Json, `${at}.unit.`, notes);
    const number = (field: string) =>
      readValue('number', one[field], `${at}.${field}`, notes) as number | null;
    const [available, maximum] = [number('available'), number('maximum')];
    if (unit === null || available === null || available < 0) {
      notes.leftOut(at, one['id'], 'It does not say how many there are of what.');
      return [];
    }
    const fits = maximum === null || maximum >= available;
    if (!fits) notes.leftOut(`${at}.maximum`, maximum, 'More are left than there are.');
    const hsdsId = idOf(one['id']);
    const perReferral = said['perReferral'] === true;
    return [{ unit, available, maximum: fits ? maximum : null, perReferral, details, hsdsId }];
  });
}

/** When somebody last looked after it. A day to come is none on which anybody did. */
function assuredAt({ assured_date: day }: Json, said: Kept, now: Date, notes: Notes): Date | null {
  const read = readValue('day', day, 'assured_date', notes) as string | null;
  if (read === null) return null;
  const moment = new Date(String(said['assuredAt'] ?? ''));
  const date = moment.toJSON()?.startsWith(read) ? moment : new Date(`${read}T00:00:00Z`);
  if (date <= now) return date;
  notes.leftOut('assured_date', day, 'It is in the future.');
  return null;
}

function momentBefore(now: Date, said: unknown): Date | null {
  const moment = new Date(typeof said === 'string' ? said : Number.NaN);
  return moment <= now ? moment : null;
}

/** An export puts its own warning behind the owner's words. */
function withoutWarning(alert: unknown, warning: unknown): unknown {
  if (typeof alert !== 'string' || typeof warning !== 'string' || !alert.endsWith(warning)) return alert;
  return alert.slice(0, -warning.length).trim();
}

/** What an owner must say of an inclusion activity no directory says: it is asked when the owner revises it. */
function faultOf(offer: Offer): { field: string; says: string } | null {
  const withoutInclusion = offer.type === 'INCLUSION_ACTIVITY' && offer.inclusion === null;
  try {
    checkOffer(withoutInclusion ? { ...offer, type: 'INFORMATION_AND_ORIENTATION' } : offer);
    return null;
  } catch (error) {
    if (!(error instanceof AccordError)) throw error;
    const { field = '', says = 'It cannot stand in the directory.' } = error.detail;
    return { field: field.replace(/^input\./, ''), says };
  }
}

function refused(notes: Notes, reason: string, field = ''): null {
  notes.refused(reason, field);
  return null;
}
