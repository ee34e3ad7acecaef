import { describe, expect, test } from '@jest/globals';
import { listedService, serviceOut } from '../../../subgraphs/services/exports/hsds-service.ts';
import { HsdsTables } from '../../../subgraphs/services/exports/hsds-tables.ts';
import { attributesOf, beyondOf } from '../../../subgraphs/services/hsds/beyond-hsds.ts';
import {
  CODE_LISTS,
  type CodeList,
  taxonomyOf,
  termOf,
} from '../../../subgraphs/services/hsds/code-lists.ts';
import { hsdsId, isUuid } from '../../../subgraphs/services/hsds/hsds-id.ts';
import { readServicesAdvisor } from '../../../subgraphs/services/imports/services-advisor.ts';
import {
  BLANK_LOCATION,
  BLANK_OFFER,
  BLANK_SCHEDULE,
  type Offer,
  type Schedule,
} from '../../../subgraphs/services/offer.ts';
import { hsdsFaults, unknownFields } from '../../support/hsds-schema.ts';
import { sampleFile } from '../../support/sample-file.ts';
import { organisation, rowOf } from './hsds-rows.ts';

interface Out extends Readonly<Record<string, unknown>> {
  readonly attributes: readonly { link_type: string; label?: string; value?: string }[];
  readonly schedules: readonly Out[];
  readonly service_at_locations: readonly { location: Out; schedules: readonly Out[] }[];
  readonly phones: readonly Out[];
}

const out = (offer: Offer, languages = ['en']) =>
  serviceOut(rowOf(offer), organisation, languages) as unknown as Out;
const valid = (service: object) => {
  expect(hsdsFaults('service', service)).toEqual([]);
  expect(unknownFields('service', service)).toEqual([]);
};
const file = (name: string) => JSON.parse(sampleFile(name)) as unknown;

describe('the real directory of 562 services', () => {
  const { services } = readServicesAdvisor(
    file('services-advisor/services-en.json'),
    file('services-advisor/services-ar.json'),
  );

  test('each is an HSDS service, in English and in Arabic', () => {
    expect(services).toHaveLength(562);
    for (const { offer } of services) {
      valid(out(offer, ['en']));
      valid(out(offer, ['ar']));
    }
  });

  test('each keeps its Arabic, letter for letter, whatever the language it is asked in', () => {
    const arabic = services.filter(({ offer }) => offer.names['ar']);
    expect(arabic.length).toBeGreaterThan(500);
    for (const { offer } of arabic) {
      expect(out(offer, ['ar'])['name']).toBe(offer.names['ar']);
      for (const languages of [['en'], ['ar'], ['fr', 'en']]) {
        const { said } = beyondOf('service', out(offer, languages).attributes);
        expect(said['names']).toEqual(offer.names);
      }
    }
  });

  test('what HSDS cannot hold comes back from the attributes as it was', () => {
    for (const { offer } of services) {
      const { said, others } = beyondOf('service', out(offer).attributes);
      expect(others).toEqual([]);
      for (const field of [
        'type',
        'types',
        'needs',
        'legalStatusCondition',
        'firewallStatus',
        'referralMethod',
      ] as const)
        expect(said[field] ?? null).toEqual(offer[field]);
      for (const field of ['onlyNationalities', 'coverages', 'waysIn', 'intakeCriteria'] as const)
        expect(said[field] ?? []).toEqual(offer[field]);
    }
  });

  test('no two things in it have one id, but for those that are one thing', () => {
    const seen = new Map<string, string>();
    const note = (value: unknown, shared: boolean): void => {
      if (Array.isArray(value)) for (const one of value) note(one, shared);
      else if (typeof value === 'object' && value !== null) {
        const { id } = value as { id: string };
        expect(isUuid(id)).toBe(true);
        const text = JSON.stringify(value);
        if (!shared) expect(seen.get(id) ?? text).toBe(text);
        seen.set(id, text);
        for (const [field, part] of Object.entries(value))
          note(part, shared || ['taxonomy_term', 'organization'].includes(field));
      }
    };
    for (const [index, { offer }] of services.entries())
      note(serviceOut(rowOf(offer, `srv_${index}`), organisation, ['en']), false);
  });
});

const schedule: Schedule = {
  ...BLANK_SCHEDULE,
  timeZone: 'Asia/Amman',
  days: ['MO', 'TU'],
  opensAt: '08:30',
  closesAt: '24:00',
  everyDay: true,
};

/** Everything that the model can hold, at least once. */
const whole: Offer = {
  ...BLANK_OFFER,
  names: { en: 'Law for all', ar: 'القانون للجميع' },
  descriptions: { en: 'Counsel.' },
  eligibility: { fr: 'Pour tous' },
  type: 'LEGAL_AID',
  types: ['LEGAL_AID', 'INCLUSION_ACTIVITY'],
  needs: ['INTERNATIONAL_PROTECTION'],
  languages: ['ar', 'en', 'prs'],
  firewallStatus: 'FIREWALLED',
  firewallEvidence: 'Policy of 2024',
  legalStatusCondition: 'MANDATE_LIMITED',
  mandateLimitedTo: 'refugees',
  requiredDocuments: [
    { kind: 'PROOF_OF_IDENTITY', names: {}, expiredAccepted: true, uri: 'https://example.org/نموذج' },
    {
      kind: 'OTHER',
      names: { en: 'A form' },
      expiredAccepted: false,
      hsdsId: 'f6ad7e69-b9c8-42ce-92db-92cedb4c05c0',
    },
  ],
  onlyNationalities: ['SY', 'SD'],
  exceptNationalities: ['JO'],
  intakeCriteria: ['DISABILITY'],
  coverages: ['CITY'],
  waysIn: ['WALK_IN', 'HOTLINE'],
  referralRequired: true,
  referralMethod: 'ACCORD',
  responseDelay: 'ONE_DAY',
  nextStep: 'FOLLOW_UP_CALL',
  feedbackMechanism: 'ACCORD',
  feedbackDelay: 'ONE_WEEK',
  phone: '+962 6 1',
  email: 'desk@example',
  url: 'https://example.org/a b',
  accessAgreementId: 'acc_1',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  journeyStages: ['TRANSIT'],
  minimumAge: 12,
  maximumAge: 17.5,
  genders: ['FEMININE'],
  cost: 'FREE',
  servicePoint: 'MOBILE',
  inclusion: {
    strand: 'CULTURAL_AWARENESS',
    setting: 'NON_FORMAL',
    openToMigrants: true,
    openToLocals: false,
    jointImplementers: [{ name: 'City', level: 'LOCAL_AUTHORITY' }],
  },
  details: {
    alternateName: 'Law',
    alert: 'Closed in August.',
    additionalUrls: [{ url: 'https://example.org/map', label: 'Map' }, { url: 'https://%' }],
    phones: [{ number: '+962 6 2', extension: 7, languages: [{ code: 'ar', note: 'mornings' }] }],
    languageDetails: [{ code: 'ar', name: 'Arabic', note: 'by lawyers' }],
    contacts: [{ name: 'Desk', email: 'x@y', phones: [{ number: '1' }] }],
    serviceAreas: [{ name: 'North', country: 'JO', admin1: 'Irbid', extent: '{}', extentType: 'geojson' }],
    funding: [{ source: 'A donor' }],
    costOptions: [{ option: 'Copy', amount: 1.5, currency: 'JOD', validFrom: '2026-01-01' }],
    program: { name: 'Justice' },
    attributes: [
      {
        label: 'theme',
        value: 'law',
        taxonomyTermId: 'x-1',
        taxonomyTerm: { id: 'x-1', name: 'Law', taxonomyId: 'x' },
      },
    ],
    metadata: [{ lastActionDate: '2011-01-01', lastActionType: 'update', fieldName: 'name' }],
  },
  hsdsId: 'not-a-uuid',
  capacities: [
    {
      unit: { name: 'Beds' },
      available: 3,
      maximum: 5,
      perReferral: true,
      details: { description: 'In two rooms' },
      hsdsId: null,
    },
  ],
  schedules: [
    schedule,
    {
      ...schedule,
      kind: 'CLOSED',
      validFrom: '2026-12-25',
      validUntil: '2026-12-25',
      opensAt: null,
      closesAt: null,
    },
    { ...schedule, kind: 'SPECIAL', validFrom: '2026-12-24', validUntil: '2026-12-24', closesAt: '12:00' },
    {
      ...schedule,
      frequency: 'MONTHLY',
      days: [],
      byDay: '1MO,-1FR',
      details: { timezone: 2, notes: 'ring' },
    },
    { ...schedule, frequency: 'ONCE', startsOn: '2026-12-24', days: [] },
  ],
  locations: [
    {
      ...BLANK_LOCATION,
      names: { en: 'Office' },
      country: 'JO',
      admin1: 'Zarqa',
      pcode: 'JO13',
      address: 'Main street 1',
      latitude: 32.07,
      longitude: 36.09,
      phone: '+962 6 3',
      details: {
        addresses: [{ address1: 'Back door', city: 'Zarqa' }],
        accessibility: [{ features: ['LIFT'], description: 'A ramp' }],
        schedules: [{ opensAt: '08:00', freq: 'WEEKLY', wkst: 'MO' }],
        url: 'https://example.org/place',
      },
      at: {
        details: { description: 'Second floor' },
        schedules: [{ ...schedule, days: ['FR'] }],
        hsdsId: null,
      },
    },
    { ...BLANK_LOCATION, names: { en: 'By telephone' }, locationType: 'VIRTUAL' },
  ],
};

describe('a service with all that the model holds', () => {
  const service = out(whole, ['ar', 'en']);
  const places = service.service_at_locations.map(({ location }) => location);

  test('is an HSDS service, in full and in a list', () => {
    valid(service);
    valid(listedService(service));
    expect(listedService(service)).not.toHaveProperty('phones');
    expect(listedService(service)).toMatchObject({ organization: { name: 'Kenya Red Cross Society' } });
  });

  test('says in the fields of HSDS what they are for', () => {
    expect(service).toMatchObject({
      name: 'القانون للجميع',
      description: 'Counsel.',
      eligibility_description: 'Pour tous',
      status: 'active',
      minimum_age: 12,
      maximum_age: 17.5,
      assured_date: '2026-11-01',
      url: 'https://example.org/a%20b',
      alternate_name: 'Law',
      phones: [{ number: '+962 6 1' }, { number: '+962 6 2', extension: 7 }],
      languages: [
        { code: 'ar', note: 'by lawyers' },
        { code: 'en', name: 'English' },
        { code: 'prs', name: 'Dari' },
      ],
      required_documents: [{ document: 'Proof of identity' }, { document: 'A form' }],
      capacities: [{ unit: { name: 'Beds' }, available: 3, maximum: 5, updated: '2026-11-02T08:00:00.000Z' }],
      program: { name: 'Justice', description: '' },
    });
    expect(places[0]).toMatchObject({
      location_type: 'physical',
      latitude: 32.07,
      addresses: [
        { address_1: 'Main street 1', state_province: 'Zarqa', country: 'JO', postal_code: '' },
        { address_1: 'Back door', city: 'Zarqa', postal_code: '' },
      ],
    });
    expect(places[1]).toMatchObject({ location_type: 'virtual' });
    expect(places[1]).not.toHaveProperty('addresses');
    const [bare] = whole.locations.map((one) => ({ ...one, address: null, details: {} }));
    const of = (location: object) =>
      (out({ ...whole, locations: [location as never] }).service_at_locations[0]?.location ?? {}) as Out;
    expect(of(bare as object)['addresses']).toMatchObject([
      { address_1: '', state_province: 'Zarqa', country: 'JO', attributes: [{ link_type: 'accord:area' }] },
    ]);
    // Not even to its owner, who may hand on what it sees.
    expect(of({ ...bare, confidential: true })).not.toHaveProperty('addresses');
  });

  test('loses nothing: what HSDS cannot hold comes back from attributes', () => {
    const { said, others } = beyondOf('service', service.attributes);
    const { hsdsId: given, ...stays } = said;
    expect(given).toBe('not-a-uuid');
    for (const [field, value] of Object.entries(stays)) {
      if (['assuredAt', 'freshness', 'inclusionStrand', 'warning'].includes(field)) continue;
      expect([field, value]).toEqual([field, whole[field as keyof Offer]]);
    }
    expect(others).toHaveLength(1);
    const place = beyondOf('location', places[0]?.attributes ?? []);
    expect(place.said).toEqual({ country: 'JO', admin1: 'Zarqa', pcode: 'JO13', locationTypeUnsaid: true });
  });

  test('says the hours as RFC 5545 has them, with hours from UTC; a time that is shut has none that anybody could take for open', () => {
    const [regular, closed, special, monthly, once] = service.schedules;
    expect(regular).toMatchObject({
      freq: 'WEEKLY',
      interval: 1,
      byday: 'MO,TU',
      opens_at: '08:30',
      timezone: 3,
    });
    expect(closed).toMatchObject({ valid_from: '2026-12-25', description: 'Closed' });
    for (const field of ['freq', 'byday', 'opens_at', 'closes_at']) expect(closed).not.toHaveProperty(field);
    expect(special).toMatchObject({ closes_at: '12:00' });
    expect(monthly).toMatchObject({ freq: 'MONTHLY', byday: '1MO,-1FR', timezone: 2, notes: 'ring' });
    expect(once).toMatchObject({ dtstart: '2026-12-24' });
    expect(once).not.toHaveProperty('freq');
    expect(beyondOf('schedule', closed?.attributes ?? []).said).toMatchObject({
      kind: 'CLOSED',
      timeZone: 'Asia/Amman',
      closedRule: { days: ['MO', 'TU'] },
    });
  });

  test('a reader of plain HSDS is warned in the alert, behind the owner’s own words', () => {
    const warned = out({ ...whole, firewallStatus: 'MANDATORY_REPORTING' });
    expect(warned['alert']).toMatch(
      /^Closed in August\. This service must report people to the authorities\./,
    );
    const { said } = beyondOf('service', warned.attributes);
    expect(said['warning']).toBe(String(warned['alert']).slice('Closed in August. '.length));
  });
});

test('a place withheld from its reader is country, first level and phone, under an id of its own', () => {
  const row = rowOf(whole);
  const [open] = row.locations;
  const nothing = Object.fromEntries(Object.keys(open ?? {}).map((field) => [field, null]));
  const hidden = {
    ...nothing,
    linkId: 'sal_9',
    country: 'KE',
    admin1: 'Nairobi',
    phone: '+254 1',
    confidential: true,
  };
  const service = serviceOut({ ...row, locations: [hidden as never] }, organisation, [
    'en',
  ]) as unknown as Out;
  valid(service);
  const [{ location, ...link }] = service.service_at_locations as unknown as [{ location: Out }];
  expect(Object.keys(link).sort()).toEqual(['id', 'location_id', 'service_id']);
  expect(Object.keys(location).sort()).toEqual(['attributes', 'id', 'location_type', 'phones']);
  expect(location['id']).toBe(hsdsId('sal_9/location'));
  expect(beyondOf('location', location.attributes).said).toEqual({
    country: 'KE',
    admin1: 'Nairobi',
    confidential: true,
    locationTypeUnsaid: true,
  });
});

test('every code list is a taxonomy of HSDS, and every word of it a term', () => {
  for (const list of Object.keys(CODE_LISTS) as CodeList[]) {
    expect(hsdsFaults('taxonomy', taxonomyOf(list))).toEqual([]);
    for (const code of CODE_LISTS[list].codes)
      expect(hsdsFaults('taxonomy_term', termOf(list, code))).toEqual([]);
  }
});

test('an attribute that only looks like ours is left to whoever reads the others', () => {
  const [genuine] = attributesOf('service', 'x', { cost: 'FREE' });
  const odd = [
    { link_type: 'accord:cost', value: 'CHEAP' },
    { link_type: 'accord:inclusion', value: '{' },
    { link_type: 'accord:toString', value: 'x' },
    { link_type: 'accord:names', value: 'x' },
    { link_type: 'theme', value: 'x' },
    {},
  ];
  expect(beyondOf('service', [genuine as object, ...odd])).toEqual({ said: { cost: 'FREE' }, others: odd });
});

test('the official examples are what the same checks take for valid', () => {
  const clean = file('hsds/example-service_full.json') as Record<string, unknown>;
  expect(hsdsFaults('service', clean)).toEqual([]);
  expect(hsdsFaults('service', { ...clean, id: 'x' })).toHaveLength(1);
  expect(unknownFields('service', { ...clean, nmae: 1 })).toEqual(['service.nmae']);
});

describe('as tables', () => {
  const example = file('hsds/example-service_full.json') as { phones: { id: string }[]; id: string };
  const rowsIn = (tables: HsdsTables, service: object) =>
    Map.groupBy(tables.rowsOf(service as never), ({ table }) => table);

  test('Open Referral’s example in JSON becomes its example in tables: one phone with all that it belongs to', () => {
    const rows = rowsIn(new HsdsTables(), example);
    for (const all of rows.values()) {
      const ids = all.map(({ row }) => row['id']);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const [phone, ...more] = rows.get('phones') ?? [];
    expect(more).toEqual([]);
    const links = ['location_id', 'service_id', 'organization_id', 'contact_id', 'service_at_location_id'];
    expect(Object.keys(phone?.row ?? {})).toEqual(expect.arrayContaining(links));
    expect(rows.get('attributes')?.map(({ row }) => row)).toMatchObject([
      {
        link_id: example.id,
        link_entity: 'service',
        taxonomy_term_id: '3f7b145d-84af-42d7-8fae-eaca714b02b2',
      },
    ]);
  });

  test('what is shared is written once; a part under an id that another has gets an id of its own', () => {
    const tables = new HsdsTables();
    const [first, second] = [
      rowsIn(tables, example),
      rowsIn(tables, { ...example, id: 'e94c9f38-1e8f-4564-91d4-000000000000' }),
    ];
    for (const table of ['organizations', 'locations', 'taxonomies', 'programs'] as const) {
      expect(first.get(table)).toHaveLength(1);
      expect(second.get(table)).toBeUndefined();
    }
    const [was, is] = [first, second].map((rows) => rows.get('required_documents')?.[0]?.row);
    expect(is).toEqual({
      ...was,
      id: expect.not.stringMatching(String(was?.['id'])),
      service_id: 'e94c9f38-1e8f-4564-91d4-000000000000',
    });
    // A child of such a part leads to the part, wherever that stands now.
    const phones = new Set(second.get('phones')?.map(({ row }) => row['id']));
    for (const { row } of second.get('languages') ?? [])
      if (row['phone_id'] !== undefined) expect(phones).toContain(row['phone_id']);
  });
});
