import { createHash } from 'node:crypto';
import type { ServiceStatus } from '../../../../shared/policy/service-offer.ts';
import { BLANK_LOCATION, BLANK_OFFER, type Location, type Offer } from '../../offer.ts';
import { checkOffer } from '../../offer-checks.ts';
import { needsOf } from '../../vocabulary.ts';
import type { ReadItem } from '../directory-run.ts';
import { countryOf } from '../hsds/countries.ts';
import type { Directory } from '../hsds/directory.ts';
import { readText, readValue } from '../hsds/read-parts.ts';
import { typesNamed, UNSAID } from '../hsds/read-types.ts';
import { textsIn } from '../hsds/texts.ts';
import { Notes } from '../notes.ts';
import { helpsNobody } from '../sectors.ts';
import type { HxlField, HxlReader } from './columns.ts';
import type { HxlRow } from './hxl-rows.ts';

/** One activity: its rows differ in the place, or in the sector. */
export interface HxlItem {
  readonly place: string;
  readonly rows: readonly HxlRow[];
}

/** In the words of sheets. What is under way is open; what is planned or over is not. */
const STATUSES: readonly [RegExp, ServiceStatus][] = [
  [/^(active|ongoing|on-going|under ?way|implementing|in progress|current|open)$/, 'ACTIVE'],
  [/^(suspended|on hold|paused|interrupted|temporarily closed)$/, 'TEMPORARILY_CLOSED'],
  [/^(completed|complete|closed|ended|finished|cancelled|canceled|defunct)$/, 'DEFUNCT'],
  [/^(planned|pipeline|proposed|funded|inactive)$/, 'INACTIVE'],
];

/** An activity of a 3W table as a service; what such a table cannot say is left unsaid. */
export function readActivity(item: HxlItem, reader: HxlReader, directory: Directory): ReadItem {
  const notes = new Notes(item.place);
  const nothing = { place: item.place, services: [], organisation: null };
  const [first] = item.rows as readonly [HxlRow];
  const cell = (field: HxlField) => reader.cell(first, field);
  const organisation = readText(cell('organisation'), '#org', notes);
  const sectors = unique(item.rows.map((row) => reader.cell(row, 'sector')));
  const name = [cell('activity'), cell('subsector'), ...sectors].find((one) => one !== '');
  const code = cell('organisationCode') || null;
  if (organisation === null && code === null) notes.refused('It does not say who does it.', '#org');
  else if (name === undefined) notes.refused('It does not say what is done.', '#activity');
  else if (sectors.length > 0 && sectors.every(helpsNobody)) {
    notes.refused(
      'This sector is work among organisations: nobody is referred to it.',
      '#sector',
      sectors.join(', '),
    );
  } else {
    const offer = offerOf(item, reader, name, sectors, directory, notes);
    const fault = faultIn(offer);
    if (fault === null) {
      const owner = {
        id: null,
        name: (organisation ?? (code as string)).slice(0, 200),
        code,
        type: null,
        country: null,
        details: {},
      };
      const service = {
        sourceId: offer.hsdsId as string,
        place: item.place,
        organisation: owner,
        offer,
        listed: false,
        assuredAt: null,
        firewallCheckedAt: null,
      };
      return { ...nothing, services: [service], notes: notes.all };
    }
    notes.refused(fault);
  }
  return { ...nothing, notes: notes.all };
}

function offerOf(
  { rows }: HxlItem,
  reader: HxlReader,
  name: string,
  sectors: readonly string[],
  directory: Directory,
  notes: Notes,
): Offer {
  const [first] = rows as readonly [HxlRow];
  const cell = (field: HxlField) => reader.cell(first, field);
  const types = typesOf(rows, reader, sectors, notes);
  const [validFrom, validUntil] = [
    dayOf(cell('starts'), '#date+start', notes),
    dayOf(cell('ends'), '#date+end', notes),
  ];
  const backwards = validFrom !== null && validUntil !== null && validFrom > validUntil;
  if (backwards) notes.leftOut('#date+end', validUntil, 'The last day is before the first.');
  for (const { index, said } of reader.strange) {
    const value = first.cells[index] ?? '';
    if (value !== '') notes.leftOut(said, value, 'A service of the directory has no field for it.');
  }
  const locations = locationsOf(rows, reader, types.includes('SAFE_SHELTER'), directory, notes);
  return {
    ...BLANK_OFFER,
    names: textsIn(readText(name, '#activity', notes), 200, '#activity', directory, notes),
    descriptions: textsIn(
      readText(cell('description'), '#description', notes),
      5000,
      '#description',
      directory,
      notes,
    ),
    type: types[0] ?? UNSAID,
    types,
    needs: needsOf(types),
    status: statusOf(cell('status'), reader, notes),
    email: readValue('mail', cell('email'), '#contact+email', notes) as string | null,
    phone: readText(cell('phone'), '#contact+phone', notes),
    url: readValue('web', cell('url'), '#contact+url', notes) as string | null,
    validFrom,
    validUntil: backwards ? null : validUntil,
    locations,
    coverages: locations.length > 0 && rows.every((row) => isWholeCountry(row, reader)) ? ['COUNTRY'] : [],
    hsdsId: cell('id') || idFrom(rows, reader),
  };
}

function typesOf(rows: readonly HxlRow[], reader: HxlReader, sectors: readonly string[], notes: Notes) {
  const fields = ['types', 'activity', 'subsector'] as const;
  const words = rows.flatMap((row) => fields.flatMap((field) => reader.cell(row, field).split('|')));
  const said = typesNamed(unique(words));
  const types = said.length > 0 ? said : typesNamed(sectors);
  if (types.length > 0) return types;
  notes.said('#sector', sectors.join(', '), `No sector of OCHA: ${UNSAID}, until its owner says more.`);
  return [UNSAID];
}

/** A table that has no status is one of what is done now. */
function statusOf(said: string, reader: HxlReader, notes: Notes): ServiceStatus {
  const known = STATUSES.find(([words]) => words.test(said.toLowerCase()));
  if (known) return known[1];
  if (!reader.has('status')) return 'ACTIVE';
  notes.leftOut('#status', said, 'Not a word this import knows: inactive until its owner says more.');
  return 'INACTIVE';
}

/** 3/4 is a day in March or in April: only ISO 8601 is read. */
function dayOf(said: string, path: string, notes: Notes): string | null {
  return readValue('day', said, path, notes) as string | null;
}

function locationsOf(
  rows: readonly HxlRow[],
  reader: HxlReader,
  confidential: boolean,
  directory: Directory,
  notes: Notes,
): Location[] {
  const places = rows.flatMap((row) => locationOf(row, reader, confidential, directory, notes) ?? []);
  return [...new Map(places.map((one) => [JSON.stringify(one), one])).values()].slice(0, 50);
}

function locationOf(
  row: HxlRow,
  reader: HxlReader,
  confidential: boolean,
  directory: Directory,
  notes: Notes,
): Location | null {
  const cell = (field: HxlField) => reader.cell(row, field);
  const pcode = cell('placeCode') || cell('adm3Code') || cell('adm2Code') || cell('adm1Code') || null;
  const admin1 = cell('adm1') || null;
  const [country, said] = [countryIn(row, reader, directory), cell('countryCode') || cell('country')];
  const name = cell('place') || cell('adm3') || cell('adm2') || admin1 || cell('country') || country;
  if (!name && pcode === null) return null;
  if (country === null || (confidential && admin1 === null)) {
    notes.leftOut(
      '#country',
      said || name,
      country === null
        ? 'A place lies in a country: name one with --country.'
        : 'A shelter’s place is confidential, and its first administrative level is not said.',
    );
    return null;
  }
  const names = textsIn(readText(name || pcode, '#loc', notes), 200, '#loc', directory, notes);
  return { ...BLANK_LOCATION, names, country, admin1, pcode, ...pointOf(row, reader, notes), confidential };
}

/** A P-code begins with the country's two letters. */
function countryIn(row: HxlRow, reader: HxlReader, directory: Directory): string | null {
  const said = countryOf(reader.cell(row, 'countryCode')) ?? countryOf(reader.cell(row, 'country'));
  const [, letters] = /^([A-Z]{2})\d/.exec(reader.cell(row, 'adm1Code').toUpperCase()) ?? [];
  return said ?? countryOf(letters) ?? directory.country;
}

function pointOf(row: HxlRow, reader: HxlReader, notes: Notes): Pick<Location, 'latitude' | 'longitude'> {
  const said = [reader.cell(row, 'latitude'), reader.cell(row, 'longitude')];
  if (said.every((one) => one === '')) return { latitude: null, longitude: null };
  const [latitude, longitude] = said.map((one) => (one === '' ? Number.NaN : Number(one))) as [
    number,
    number,
  ];
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  notes.leftOut('#geo', said.join(', '), 'It is no point of the globe.');
  return { latitude: null, longitude: null };
}

function isWholeCountry(row: HxlRow, reader: HxlReader): boolean {
  const finer = [
    'adm1',
    'adm1Code',
    'adm2',
    'adm2Code',
    'adm3',
    'adm3Code',
    'place',
    'placeCode',
    'latitude',
  ] as const;
  return finer.every((field) => reader.cell(row, field) === '');
}

/** Without a number of its own an activity is who does what where, and since when. */
function idFrom(rows: readonly HxlRow[], reader: HxlReader): string {
  const fields = [
    'organisation',
    'organisationCode',
    'activity',
    'subsector',
    'types',
    'sector',
    'countryCode',
    'country',
    'adm1',
    'adm1Code',
    'adm2',
    'adm2Code',
    'adm3',
    'adm3Code',
    'place',
    'placeCode',
    'starts',
  ] as const;
  const said = rows.map((row) => fields.map((field) => reader.cell(row, field)));
  return `3w-${createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)}`;
}

function faultIn(offer: Offer): string | null {
  try {
    checkOffer(offer.type === 'INCLUSION_ACTIVITY' ? { ...offer, type: UNSAID } : offer);
    return null;
  } catch (error) {
    return (error as { detail?: { says?: string } }).detail?.says ?? 'It cannot stand in the directory.';
  }
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list.map((one) => one.trim()).filter((one) => one !== ''))];
}
