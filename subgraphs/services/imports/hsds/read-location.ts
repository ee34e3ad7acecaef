import type { Kept } from '../../hsds-parts.ts';
import { BLANK_LOCATION, type Location, type Texts } from '../../offer.ts';
import { LOCATION_TYPES } from '../../vocabulary.ts';
import type { Notes } from '../notes.ts';
import { countryOf } from './countries.ts';
import type { Directory } from './directory.ts';
import { idOf, isJson, type Json } from './json.ts';
import { beyond, eachOf, readPart, readParts, readText, readValue } from './read-parts.ts';
import { readSchedule } from './read-schedule.ts';
import { firstOf, textsIn, textsSaid } from './texts.ts';

const OF_PLACE = ['id', 'name', 'location_type', 'latitude', 'longitude', 'schedules'];
const OF_LINK = ['id', 'location', 'schedules'];
const MOST_SCHEDULES = 50;

/** A service at one place: HSDS ServiceAtLocation with its Location. Null, with a note, when there is no place to keep. */
export function readLocation(
  link: Json,
  path: string,
  shelter: boolean,
  directory: Directory,
  notes: Notes,
): Location | null {
  if (!isJson(link['location'])) {
    notes.leftOut(`${path}.location`, link['location_id'], 'The file does not say what is at this place.');
    return null;
  }
  const at = `${path}.location`;
  const { said, source: place } = beyond('location', link['location']);
  const { line, first, ...details } = readPlaceDetails(place, `${at}.`, notes);
  const confidential = shelter || said['confidential'] === true;
  const type = String(place['location_type'] ?? '')
    .trim()
    .toUpperCase();
  const locationType = LOCATION_TYPES.find((one) => one === type) ?? null;
  if (locationType === null) {
    notes.leftOut(`${at}.location_type`, place['location_type'], 'It is physical, postal or virtual.');
  }
  const { country, admin1 } = areaOf(said, details, directory);
  if (country === null && locationType !== 'VIRTUAL') {
    notes.leftOut(at, place['id'] ?? place['name'], 'A place lies in a country: name one with --country.');
    return null;
  }
  if (confidential && admin1 === null) {
    notes.leftOut(
      at,
      place['id'],
      'A shelter’s place is confidential, and its first administrative level is not said.',
    );
    return null;
  }
  return {
    ...BLANK_LOCATION,
    names: textsSaid(said['names']) ?? namesOf(place, details, admin1 ?? country, at, directory, notes),
    locationType: said['locationTypeUnsaid'] === true ? null : locationType,
    country,
    admin1,
    pcode: (said['pcode'] as string | undefined) ?? pcodeOf(details),
    address: line,
    phone: first,
    ...pointOf(place, at, notes),
    confidential,
    details: { ...details, ...hoursOfPlace(place, at, notes) },
    hsdsId: idOf(place['id']),
    at: {
      details: readPart('serviceAtLocationDetails', link, `${path}.`, notes, OF_LINK) ?? {},
      schedules: eachOf(link['schedules'], `${path}.schedules`, notes, MOST_SCHEDULES).map(([one, where]) =>
        readSchedule(one, where, country === null ? [] : [country], notes),
      ),
      hsdsId: idOf(link['id']),
    },
  };
}

type Address = Readonly<Record<string, string | undefined>>;

/** The one line and the one number that are our own stand apart from the others. */
function readPlaceDetails(place: Json, path: string, notes: Notes) {
  const { line, addresses } = lineOf(place['addresses']);
  const { first, phones } = firstOf(place['phones']);
  const source = { ...place, addresses, phones };
  const details: Kept = readPart('locationDetails', source, path, notes, OF_PLACE) ?? {};
  return { ...details, line, first } as Kept & { line: string | null; first: string | null };
}

function lineOf(addresses: unknown): { line: string | null; addresses: unknown } {
  if (!Array.isArray(addresses)) return { line: null, addresses };
  const ours = addresses.map((one) => (isJson(one) ? beyond('address', one).said : {}));
  const line = ours.map((said) => said['line']).find((one) => typeof one === 'string');
  return {
    line: line === undefined ? null : (line as string),
    addresses: addresses.filter((_one, index) => !ours[index]?.['line'] && !ours[index]?.['area']),
  };
}

/** What is said before the addresses; of these the one where it is before the one where it gets its letters. */
function areaOf(
  said: Kept,
  details: Kept,
  directory: Directory,
): { country: string | null; admin1: string | null } {
  const addresses = addressesOf(details);
  const address = addresses.find(({ addressType }) => addressType === 'PHYSICAL') ?? addresses[0];
  return {
    country: countryOf(said['country']) ?? countryOf(address?.['country']) ?? directory.country,
    // Where our own attribute names the country and no level, there is none.
    admin1:
      (said['admin1'] as string | undefined) ??
      ('country' in said ? null : (address?.['stateProvince'] ?? null)),
  };
}

/** HSDS does without a name; here a place has one. */
function namesOf(
  place: Json,
  details: Kept,
  area: string | null,
  at: string,
  directory: Directory,
  notes: Notes,
): Texts {
  const said = readText(place['name'], `${at}.name`, notes);
  const [address] = addressesOf(details);
  const instead = [
    details['alternateName'],
    address?.['city'],
    address?.['address1'],
    address?.['stateProvince'],
  ];
  const name = said ?? instead.find((one) => typeof one === 'string') ?? area ?? 'Remote';
  return textsIn(name as string, 200, `${at}.name`, directory, notes);
}

function addressesOf(details: Kept): readonly Address[] {
  return (details['addresses'] ?? []) as readonly Address[];
}

/** OCHA code, where the location says that its number in another register is one. */
function pcodeOf(details: Kept): string | null {
  const { externalIdentifier, externalIdentifierType } = details as Readonly<Record<string, string>>;
  return /^p-?code$/i.test(externalIdentifierType ?? '') ? (externalIdentifier ?? null) : null;
}

/** Both coordinates, on the globe, or neither. */
function pointOf(place: Json, at: string, notes: Notes): Pick<Location, 'latitude' | 'longitude'> {
  const latitude = readValue('number', place['latitude'], `${at}.latitude`, notes) as number | null;
  const longitude = readValue('number', place['longitude'], `${at}.longitude`, notes) as number | null;
  if (latitude === null && longitude === null) return { latitude: null, longitude: null };
  const onGlobe =
    latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (onGlobe) return { latitude, longitude };
  notes.leftOut(`${at}.latitude`, `${latitude}, ${longitude}`, 'It is no point of the globe.');
  return { latitude: null, longitude: null };
}

/** When the place itself is open, as HSDS writes it. */
function hoursOfPlace(place: Json, at: string, notes: Notes): Kept {
  const schedules = readParts('hsdsSchedule', place['schedules'], `${at}.schedules`, notes);
  return schedules.length === 0 ? {} : { schedules };
}
