import type pg from 'pg';
import { newId } from '../shared/ids.ts';
import { SERVICE_TYPES } from '../shared/policy/service-types.ts';
import { BLANK_LOCATION, BLANK_OFFER, type Offer } from '../subgraphs/services/offer.ts';
import { searchColumns } from '../subgraphs/services/search-columns.ts';
import { OFFER_COLUMNS, OFFER_FIELDS } from '../subgraphs/services/stored-offer.ts';
import { needsOf } from '../subgraphs/services/vocabulary.ts';
import type { Chance } from './chance.ts';
import { insert } from './insert.ts';

/** Where and what an inserted service is: questions that have an answer are made of it. */
export interface BenchPlace {
  readonly id: string;
  readonly offer: Offer;
  readonly latitude: number;
  readonly longitude: number;
}

const COUNTRIES: readonly (readonly [iso2: string, zone: string, latitude: number, longitude: number])[] = [
  ['JO', 'Asia/Amman', 31.9, 36],
  ['LB', 'Asia/Beirut', 33.9, 35.6],
  ['KE', 'Africa/Nairobi', -1.2, 36.8],
  ['GR', 'Europe/Athens', 38, 23.7],
  ['IT', 'Europe/Rome', 41.9, 12.5],
  ['TR', 'Europe/Istanbul', 39, 33],
  ['CO', 'America/Bogota', 4.6, -74],
  ['MX', 'America/Mexico_City', 19.4, -99],
  ['BD', 'Asia/Dhaka', 23.8, 90.4],
  ['NE', 'Africa/Niamey', 13.5, 2.1],
];
const CONSONANTS = 'bcdfghjklmnprstvwz';
const VOWELS = 'aeiou';
const ARABIC_LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';
const LANGUAGES = ['ar', 'en', 'fr', 'es', 'fa', 'so', 'am', 'sw', 'tr', 'bn'];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const HOUR = 3_600_000;
const BATCH = 5_000;

/** Fills the directory with so many services of cities like those of the field: many in few places, few words in most. */
export async function insertServices(
  client: pg.Client,
  count: number,
  chance: Chance,
  step: (done: number, total: number) => void,
): Promise<readonly BenchPlace[]> {
  const cities = Array.from({ length: 300 }, (_, index) => cityOf(index, chance));
  const words = Array.from({ length: 8_000 }, () => latinWord(chance));
  const arabic = Array.from({ length: 4_000 }, () => arabicWord(chance));
  const places: BenchPlace[] = [];
  for (let done = 0; done < count; done += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - done) }, () =>
      placeOf(cities, words, arabic, chance),
    );
    await write(client, batch, chance);
    places.push(...batch);
    step(done + batch.length, count);
  }
  await client.query(
    'insert into services.search_word (word) select distinct unnest(words) from services.service on conflict do nothing',
  );
  await client.query('analyze');
  return places;
}

interface City {
  readonly country: string;
  readonly admin1: string;
  readonly zone: string;
  readonly latitude: number;
  readonly longitude: number;
}

function cityOf(index: number, chance: Chance): City {
  const [country, zone, latitude, longitude] = COUNTRIES[
    index % COUNTRIES.length
  ] as (typeof COUNTRIES)[number];
  return {
    country,
    zone,
    admin1: `District ${Math.floor(index / COUNTRIES.length)}`,
    latitude: latitude + (chance.number() - 0.5) * 6,
    longitude: longitude + (chance.number() - 0.5) * 6,
  };
}

/** Letters as various as those of a language: what is alike by chance is as rare. */
function latinWord(chance: Chance): string {
  const syllable = () =>
    `${chance.of([...CONSONANTS])}${chance.of([...VOWELS])}${chance.below(3) === 0 ? chance.of([...CONSONANTS]) : ''}`;
  return Array.from({ length: 2 + chance.below(3) }, syllable).join('');
}

function arabicWord(chance: Chance): string {
  const letters = Array.from({ length: 3 + chance.below(4) }, () => chance.of([...ARABIC_LETTERS]));
  return `${chance.below(3) === 0 ? 'ال' : ''}${letters.join('')}`;
}

function placeOf(
  cities: readonly City[],
  words: readonly string[],
  arabic: readonly string[],
  chance: Chance,
): BenchPlace {
  // Large cities hold most of it, and common words stand in most names.
  const city = cities[chance.fewOf(cities.length)] as City;
  const some = (list: readonly string[], many: number) =>
    Array.from({ length: many }, () => list[chance.fewOf(list.length)]).join(' ');
  const type = chance.of(SERVICE_TYPES);
  const latitude = city.latitude + (chance.number() - 0.5) * 0.3;
  const longitude = city.longitude + (chance.number() - 0.5) * 0.3;
  const offer: Offer = {
    ...BLANK_OFFER,
    names: { en: some(words, 3), ar: some(arabic, 3) },
    descriptions: { en: some(words, 20), ar: some(arabic, 15) },
    type,
    types: [type],
    needs: needsOf([type]),
    languages: [chance.of(LANGUAGES), chance.of(LANGUAGES), 'en'],
    firewallStatus: chance.below(10) < 8 ? 'FIREWALLED' : 'UNKNOWN',
    legalStatusCondition: chance.below(10) === 0 ? 'REQUIRED' : 'NONE',
    requiredDocuments:
      chance.below(3) === 0 ? [{ kind: 'PROOF_OF_IDENTITY', names: {}, expiredAccepted: false }] : [],
    minimumAge: chance.below(5) === 0 ? 18 : null,
    genders: chance.below(8) === 0 ? ['FEMININE'] : [],
    cost: chance.of(['FREE', 'FREE', 'FREE', 'DEPENDS', null] as const),
    locations: [
      {
        ...BLANK_LOCATION,
        names: { en: some(words, 2) },
        country: city.country,
        admin1: city.admin1,
        latitude,
        longitude,
        details: chance.below(2) === 0 ? { accessibility: [{ features: ['STEP_FREE_ENTRANCE'] }] } : {},
        confidential: chance.below(50) === 0,
      },
    ],
    schedules: [{ timeZone: city.zone } as never],
  };
  return { id: newId('srv'), offer, latitude, longitude };
}

async function write(client: pg.Client, batch: readonly BenchPlace[], chance: Chance): Promise<void> {
  const now = Date.now();
  const services = batch.map(({ id, offer }) => ({
    ...Object.fromEntries(OFFER_FIELDS.map((field) => [OFFER_COLUMNS[field], offer[field]])),
    ...searchColumns(offer),
    id,
    organisation_id: `org_${chance.below(500)}`,
    name: offer.names['en'],
    search_text: '',
    assured_at: new Date(now - chance.below(110) * 24 * HOUR),
    taken_over: false,
    version: 1,
    created_at: new Date(now),
    updated_at: new Date(now),
  }));
  const located = batch.map(({ id, offer, latitude, longitude }) => ({
    id: newId('loc'),
    service_id: id,
    organisation_id: 'org_1',
    fingerprint: id,
    names: offer.locations[0]?.names,
    country: offer.locations[0]?.country,
    admin1: offer.locations[0]?.admin1,
    latitude,
    longitude,
    confidential: offer.locations[0]?.confidential,
    details: offer.locations[0]?.details,
  }));
  await insert(client, 'services.service', services);
  await insert(
    client,
    'services.location',
    located.map(({ service_id: _service, ...location }) => location),
  );
  await insert(
    client,
    'services.service_at_location',
    located.map(({ id, service_id }) => ({
      id: newId('sal'),
      service_id,
      location_id: id,
      position: 0,
      details: {},
    })),
  );
  await insert(
    client,
    'services.schedule',
    batch.map(({ id, offer }) => scheduleOf(id, offer.schedules[0]?.timeZone as string, chance)),
  );
}

function scheduleOf(serviceId: string, timeZone: string, chance: Chance) {
  const opens = 7 + chance.below(4);
  return {
    id: newId('sch'),
    service_id: serviceId,
    position: 0,
    kind: 'REGULAR',
    time_zone: timeZone,
    days: DAYS.slice(0, 5 + chance.below(3)),
    opens_at: `${String(opens).padStart(2, '0')}:30`,
    closes_at: `${String(opens + 6 + chance.below(3)).padStart(2, '0')}:00`,
    frequency: 'WEEKLY',
    interval: 1,
    every_day: true,
    details: {},
  };
}
