import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HSDS_PARTS, type HsdsPart } from '../../../subgraphs/services/hsds-model.ts';
import { keptPart, wholePart } from '../../../subgraphs/services/hsds-parts.ts';
import { sampleFile } from '../../support/sample-file.ts';
import { ngo, offer, openServices, type ServicesWorld, say } from './services-world.ts';

interface Definition {
  readonly properties: Readonly<Record<string, object>>;
}

const schema = JSON.parse(sampleFile('hsds/service_with_definitions.json')) as Definition & {
  definitions: Readonly<Record<string, Definition>>;
};
const definitions = new Map(Object.entries({ ...schema.definitions, service: schema }));

/** Keys that say nothing the nesting does not say, and those that stand in columns, in tables or in the registry. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  service: [
    ...['id', 'organization_id', 'program_id', 'name', 'description', 'url', 'email', 'status'],
    ...['eligibility_description', 'minimum_age', 'maximum_age', 'assured_date', 'last_modified'],
    ...['schedules', 'service_at_locations', 'languages', 'organization', 'required_documents', 'capacities'],
  ],
  organization: ['name', 'locations'],
  location: ['id', 'location_type', 'organization_id', 'name', 'latitude', 'longitude'],
  service_at_location: ['id', 'service_id', 'location_id', 'schedules', 'location'],
  schedule: [
    ...[
      'id',
      'service_id',
      'location_id',
      'service_at_location_id',
      'valid_from',
      'valid_to',
      'dtstart',
      'until',
    ],
    ...[
      'count',
      'wkst',
      'freq',
      'interval',
      'byday',
      'byweekno',
      'bymonthday',
      'byyearday',
      'opens_at',
      'closes_at',
    ],
  ],
  service_capacity: ['id', 'service_id', 'unit', 'unit_id', 'available', 'maximum', 'updated'],
  required_document: ['id', 'service_id', 'document', 'uri'],
  attribute: ['link_id', 'link_entity'],
  metadata: ['resource_id', 'resource_type'],
  // A table of tables: it describes a datapackage, not a service.
  meta_table_description: ['id', 'name', 'language', 'character_set', 'attributes', 'metadata'],
};

const DETAILS: Readonly<Record<string, HsdsPart>> = {
  service: 'serviceDetails',
  organization: 'organizationDetails',
  location: 'locationDetails',
  service_at_location: 'serviceAtLocationDetails',
  schedule: 'scheduleDetails',
  service_capacity: 'capacityDetails',
  required_document: 'requiredDocumentDetails',
};

/** What an entity inside another points back with. */
const BACK = /^(organization|service|location|service_at_location|contact|phone|taxonomy)_id$/;

const snake = (field: string) =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/\d/, '_$&');
const camel = (field: string) =>
  field.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

test.each([...definitions.keys()])('every field of %s in HSDS 3.1 has its place', (entity) => {
  const part = DETAILS[entity] ?? (camel(entity) as HsdsPart);
  const held = new Set([...Object.keys(HSDS_PARTS[part] ?? {}).map(snake), ...(ELSEWHERE[entity] ?? [])]);
  // What is said of languages by a service is `language_details` here: `languages` has the tags a search needs.
  const fields = Object.keys(definitions.get(entity)?.properties ?? {});
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((field) => !held.has(field) && !BACK.test(field))).toEqual([]);
});

test('a schedule of a place is held whole', () => {
  const held = Object.keys(HSDS_PARTS.hsdsSchedule).map(snake);
  const fields = Object.keys(definitions.get('schedule')?.properties ?? {});
  expect(fields.filter((field) => !held.includes(field) && !BACK.test(field))).toEqual([]);
});

describe('a part', () => {
  const phone = {
    number: ' +44 1234 234567 ',
    extension: 100,
    description: '',
    languages: [{ code: 'ur', name: 'Urdu' }],
    unheardOf: 1,
  };

  test('is kept as what it says, and shown whole', () => {
    const kept = keptPart('phone', phone, 'input.phones.0');
    expect(kept).toEqual({
      number: '+44 1234 234567',
      extension: 100,
      languages: [{ code: 'ur', name: 'Urdu' }],
    });
    expect(wholePart('phone', kept)).toMatchObject({
      description: null,
      attributes: [],
      languages: [{ code: 'ur', name: 'Urdu', note: null }],
    });
  });

  test.each<[string, HsdsPart, object, string]>([
    ['a phone without a number', 'phone', { number: ' ' }, 'x.number'],
    [
      'a language that is none, inside',
      'phone',
      { number: '1', languages: [{ code: '??' }] },
      'x.languages.0.code',
    ],
    ['a text that is none', 'contact', { name: 7 }, 'x.name'],
    ['a list that is none', 'contact', { phones: {} }, 'x.phones'],
    ['an object that is none', 'attribute', { taxonomyTerm: 'food' }, 'x.taxonomyTerm'],
    ['an address that is no web address', 'url', { url: 'javascript:alert(1)' }, 'x.url'],
    ['an amount that is none', 'costOption', { amount: Number.NaN }, 'x.amount'],
    ['a currency that is none', 'costOption', { currency: 'Dinar' }, 'x.currency'],
    ['a text without end', 'funding', { source: 'x'.repeat(5001) }, 'x.source'],
    ['a list without end', 'contact', { phones: Array(101).fill({ number: '1' }) }, 'x.phones'],
    ['a kind of place that is none', 'address', { addressType: 'tent' }, 'x.addressType'],
    ['a feature that is none', 'accessibility', { features: ['WINGS'] }, 'x.features'],
  ])('%s is refused with its place', (_name, part, value, field) => {
    expect(() => keptPart(part, value, 'x')).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', detail: expect.objectContaining({ field }) }),
    );
  });
});

describe('a service with all that HSDS holds', () => {
  let world: ServicesWorld;
  beforeAll(async () => {
    world = await openServices();
  });
  afterAll(() => world.stop());

  const attributes = [{ label: 'theme', taxonomyTerm: { id: 'term-1', name: 'Law' } }];
  const contact = { name: 'Front desk', email: 'desk@example.org', phones: [{ number: '+1 2' }] };
  const details = {
    alternateName: 'Law for all',
    alert: 'Closed in August',
    applicationProcess: 'Come, take a number.',
    interpretationServices: 'By telephone',
    accreditations: 'Bar of Amman',
    assurerEmail: 'assurer@example.org',
    feesDescription: 'Nothing is paid.',
    additionalUrls: [{ label: 'Map', url: 'https://example.org/map' }],
    phones: [{ number: '+962 6 1', type: 'voice', languages: [{ code: 'ar', note: 'mornings' }] }],
    contacts: [contact],
    languageDetails: [{ code: 'ar', name: 'Arabic', note: 'by lawyers' }],
    serviceAreas: [
      { name: 'The north', country: 'JO', admin1: 'Irbid', extent: '{}', extentType: 'geojson' },
    ],
    funding: [{ source: 'A donor' }],
    costOptions: [{ option: 'Copy of a file', amount: 1.5, currency: 'JOD', validFrom: '2026-01-01' }],
    program: { name: 'Access to justice' },
    attributes,
  };
  const FIELDS = `alternateName alert applicationProcess interpretationServices accreditations assurerEmail feesDescription
    additionalUrls { label url } phones { number type languages { code note } } contacts { name email phones { number } }
    languageDetails { code name note } serviceAreas { name country admin1 extent extentType } funding { source }
    costOptions { option amount currency validFrom } program { name } attributes { label taxonomyTerm { id name } }`;

  test('gives back what it was given, and a revision leaves what it does not name', async () => {
    const { service } = await say(world, ngo, 'publishService', {
      ...offer,
      ...details,
      types: ['INCLUSION_ACTIVITY'],
      journeyStages: ['TRANSIT'],
      minimumAge: 12,
      maximumAge: 17,
      genders: ['FEMININE'],
      cost: 'FREE',
      servicePoint: 'MOBILE',
      inclusion: {
        strand: 'VOLUNTEERING_COMMUNITY_SPORT',
        setting: 'NON_FORMAL',
        jointImplementers: [{ name: 'City of Zarqa', level: 'LOCAL_AUTHORITY', organisationId: 'org_krcs' }],
      },
      capacities: [{ unit: { name: 'Seats' }, available: 3, maximum: 5, perReferral: true }],
      locations: [
        {
          ...offer.locations[0],
          locationType: 'PHYSICAL',
          pcode: 'JO0203',
          addresses: [{ address1: 'Main street 1', city: 'Zarqa', country: 'JO', addressType: 'PHYSICAL' }],
          transportation: 'Bus 7',
          accessibility: [{ features: ['STEP_FREE_ENTRANCE'], description: 'A ramp at the back' }],
          contacts: [contact],
          attributes,
          at: {
            description: 'Second floor',
            phones: [{ number: '+962 6 2' }],
            schedules: [
              { timeZone: 'Asia/Amman', days: ['FR'], opensAt: '10:00', closesAt: '12:00', notes: 'ring' },
            ],
          },
        },
      ],
    });
    const id = service?.id as string;
    const read = async () =>
      (
        await world.ask<{ service: Record<string, unknown> }>(
          null,
          `{ service(id: "${id}") { ${FIELDS} journeyStages minimumAge maximumAge genders cost servicePoint
            inclusion { strand setting openToMigrants openToLocals jointImplementers { name level organisation { id } } }
            capacities { unit { name } available maximum perReferral }
            locations { pcode locationType transportation accessibilityFeatures
              addresses { address1 city postalCode addressType }
              accessibility { features description } contacts { name } attributes { label } }
            serviceAtLocations { id description phones { number } schedules { days notes opensAt } location { name } } } }`,
        )
      ).service;
    const first = await read();
    expect(first).toMatchObject({
      ...details,
      journeyStages: ['TRANSIT'],
      minimumAge: 12,
      genders: ['FEMININE'],
      cost: 'FREE',
      servicePoint: 'MOBILE',
      inclusion: {
        openToMigrants: true,
        openToLocals: true,
        jointImplementers: [{ name: 'City of Zarqa', organisation: { id: 'org_krcs' } }],
      },
      capacities: [{ unit: { name: 'Seats' }, available: 3, maximum: 5, perReferral: true }],
      locations: [
        {
          pcode: 'JO0203',
          accessibilityFeatures: ['STEP_FREE_ENTRANCE'],
          addresses: [{ address1: 'Main street 1', postalCode: null, addressType: 'PHYSICAL' }],
        },
      ],
      serviceAtLocations: [
        {
          description: 'Second floor',
          schedules: [{ days: ['FR'], notes: 'ring' }],
          location: { name: 'Zarqa office' },
        },
      ],
    });
    const { userErrors } = await say(world, ngo, 'reviseService', {
      id,
      expectedVersion: 1,
      alert: null,
      funding: [],
    });
    expect(userErrors).toEqual([]);
    const links = (one: Record<string, unknown>) => one['serviceAtLocations'];
    const second = await read();
    expect(second).toEqual({ ...first, alert: null, funding: [] });
    expect(links(second)).toEqual(links(first));
    const lines = await world.sql(
      'select field, previous, replacement from services.change where verb = $1',
      ['reviseService'],
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        { field: 'alert', previous: 'Closed in August', replacement: null },
        { field: 'funding', previous: [{ source: 'A donor' }], replacement: null },
      ]),
    );
  });

  test.each<[string, object, string]>([
    ['a contact whose mail is none', { contacts: [{ email: 'x' }] }, 'input.contacts.0.email'],
    ['a highest age below the lowest', { minimumAge: 18, maximumAge: 17 }, 'input.maximumAge'],
    ['an age that is none', { minimumAge: -1 }, 'input.minimumAge'],
    ['a nationality that is none', { onlyNationalities: ['Syrian'] }, 'input.onlyNationalities'],
    [
      'more left than there are',
      { capacities: [{ unit: { name: 'Beds' }, available: 6, maximum: 5 }] },
      'input.capacities.0.maximum',
    ],
    [
      'fewer than none',
      { capacities: [{ unit: { name: 'Beds' }, available: -1 }] },
      'input.capacities.0.available',
    ],
    [
      'half a place',
      { capacities: [{ unit: { name: 'Beds' }, available: 0.5, perReferral: true }] },
      'input.capacities',
    ],
    [
      'two capacities that referrals take from',
      { capacities: [1, 2].map((available) => ({ unit: { name: 'Beds' }, available, perReferral: true })) },
      'input.capacities',
    ],
    ['a place of no country', { locations: [{ name: 'Here' }] }, 'input.locations.0.country'],
    ['an inclusion activity that does not say which', { type: 'INCLUSION_ACTIVITY' }, 'input.inclusion'],
    [
      'an inclusion activity for nobody',
      {
        type: 'INCLUSION_ACTIVITY',
        inclusion: {
          strand: 'CULTURAL_AWARENESS',
          setting: 'FORMAL',
          openToMigrants: false,
          openToLocals: false,
        },
      },
      'input.inclusion.openToMigrants',
    ],
    [
      'a day of the month that is none',
      { schedules: [{ timeZone: 'Asia/Amman', days: [], byMonthDay: '32' }] },
      'input.schedules.0.byMonthDay',
    ],
    [
      'a count from no day',
      { schedules: [{ timeZone: 'Asia/Amman', days: ['MO'], count: 3 }] },
      'input.schedules.0.count',
    ],
    [
      'closed on days not said',
      { schedules: [{ timeZone: 'Asia/Amman', days: [], kind: 'CLOSED' }] },
      'input.schedules.0.validFrom',
    ],
  ])('%s is refused with its place in the input', async (_name, over, field) => {
    const { service, userErrors } = await say(world, ngo, 'publishService', { ...offer, ...over });
    expect(service).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code: 'VALIDATION_FAILED', field })]);
  });

  test('a virtual place has no country', async () => {
    const { service, userErrors } = await say(world, ngo, 'publishService', {
      ...offer,
      locations: [{ name: 'By telephone', locationType: 'VIRTUAL' }],
    });
    expect(userErrors).toEqual([]);
    expect(service?.locations).toHaveLength(1);
  });
});
