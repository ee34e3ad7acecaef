import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseFile } from '../../../subgraphs/services/imports/services-advisor/features.ts';
import { PARTNERS } from '../../../subgraphs/services/imports/services-advisor/partners.ts';
import { KNOWN_FIELDS } from '../../../subgraphs/services/imports/services-advisor/words.ts';
import { readServicesAdvisor } from '../../../subgraphs/services/imports/services-advisor.ts';
import { importServicesAdvisor } from '../../../subgraphs/services/imports/services-advisor-import.ts';
import { BLANK_SCHEDULE } from '../../../subgraphs/services/offer.ts';
import { sampleFile } from '../../support/sample-file.ts';
import { found, openServices, type ServicesWorld, say } from './services-world.ts';

interface Feature {
  id: number;
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: number[] } | null;
}

const english = (): Feature[] => JSON.parse(sampleFile('services-advisor/services-en.json')) as Feature[];
const arabic = (): Feature[] => JSON.parse(sampleFile('services-advisor/services-ar.json')) as Feature[];
const read = readServicesAdvisor(english(), arabic());

describe('the real directory', () => {
  test('has 562 services of 44 partners, none of them lost', () => {
    expect(read.faults).toEqual([]);
    expect(read.services).toHaveLength(562);
    expect(new Set(read.services.map(({ sourceId }) => sourceId)).size).toBe(562);
    expect(read.partners.map(({ sourceName }) => sourceName).sort()).toEqual(
      PARTNERS.map(({ sourceName }) => sourceName).sort(),
    );
    expect(new Set(PARTNERS.map(({ code }) => code)).size).toBe(44);
  });

  test('has no word that is neither mapped nor listed with a reason', () => {
    expect(read.unmapped.every(({ featureId, field, reason }) => featureId && field && reason)).toBe(true);
    expect(read.unmapped.filter(({ reason }) => reason.includes('this import knows'))).toEqual([]);
    const fields = new Set(english().flatMap(({ properties }) => Object.keys(properties)));
    expect([...fields].filter((field) => !KNOWN_FIELDS.has(field))).toEqual([]);
  });

  test('lists each thing it cannot hold, so many times', () => {
    const counts = new Map<string, number>();
    for (const { field, reason } of read.unmapped) {
      counts.set(`${field}: ${reason}`, (counts.get(`${field}: ${reason}`) ?? 0) + 1);
    }
    expect(Object.fromEntries([...counts].filter(([line]) => !line.includes('P5')))).toEqual({
      '1. Registration Type Requirement: The papers asked for are not said: none are recorded; to be confirmed.': 105,
      'Referral required: The referral method contradicts it, and is followed.': 92,
      '8. Office Open at: A second opening hour, or the closing hour: no closing hour is given.': 43,
      '8. Office Open at: Midnight by its letters, noon by the closing hour beside it.': 1,
      'geometry: The middle of the country is no place to go to.': 1,
      'indicators: No service type fits; it stands in the description.': 9,
      'indicators: The directory has no field for how many.': 38,
      'indicators: Work of the organisation: no help a person is referred to.': 82,
    });
  });

  test('asks for a paper of lawful residence where it says MOI card, and says whom a mandate is limited to', () => {
    for (const { offer } of read.services) {
      const kinds = offer.requiredDocuments.map(({ kind }) => kind);
      expect(offer.legalStatusCondition === 'REQUIRED').toBe(kinds.includes('RESIDENCE_PERMIT'));
      if (offer.legalStatusCondition !== 'NONE') expect(offer.mandateLimitedTo).toMatch(/\w/);
    }
    const count = (condition: string) =>
      read.services.filter(({ offer }) => offer.legalStatusCondition === condition).length;
    expect([count('NONE'), count('MANDATE_LIMITED'), count('REQUIRED')]).toEqual([279, 48, 235]);
  });

  test('holds no service of the Movement that asks for papers: such an entry waits for its owner', () => {
    const ofSociety = read.services.filter(({ partnerCode }) => partnerCode === 'grc');
    expect(ofSociety).toHaveLength(2);
    for (const { offer } of ofSociety) {
      expect(offer).toMatchObject({
        status: 'INACTIVE',
        legalStatusCondition: 'NONE',
        requiredDocuments: [],
        eligibility: {},
      });
    }
    expect(read.unmapped.filter(({ reason }) => reason.includes('31IC/11/R3, P5'))).toHaveLength(2);
  });

  test('keeps Arabic names and places as they are written', () => {
    const school = read.services.find(({ sourceId }) => sourceId === '603983240-5575')?.offer;
    expect(school?.names).toEqual({ en: 'Education opportunities', ar: 'فرص التعليم' });
    expect(school?.locations[0]?.names).toEqual({ en: 'Amman Governorate', ar: 'محافظة عمان' });
    expect(school?.languages).toEqual(['ar', 'en']);
    expect(readServicesAdvisor(english()).services[0]?.offer.languages).toEqual([]);
  });

  test('knows the hours of a day set in the zone of the place, and guesses none', () => {
    const tutoring = read.services.find(({ sourceId }) => sourceId === '830938986-5575')?.offer.schedules;
    expect(tutoring).toEqual([
      {
        ...BLANK_SCHEDULE,
        timeZone: 'Asia/Amman',
        days: ['MO', 'TU', 'WE', 'TH', 'SU'],
        opensAt: '08:30',
        closesAt: '17:00',
        frequency: 'WEEKLY',
        interval: 1,
        everyDay: true,
        validFrom: null,
        validUntil: null,
      },
    ]);
    const either = read.services.find(({ sourceId }) => sourceId === '22442789-5575')?.offer.schedules;
    expect(either?.[0]).toMatchObject({ opensAt: '08:30', closesAt: null, interval: 2, everyDay: false });
  });

  test('says that the place of a safe shelter is confidential', () => {
    const shelters = read.services.filter(({ offer }) => offer.types.includes('SAFE_SHELTER'));
    expect(shelters).toHaveLength(3);
    expect(shelters.every(({ offer }) => offer.locations.every(({ confidential }) => confidential))).toBe(
      true,
    );
  });
});

describe('a broken file is told of, and nothing of it is read', () => {
  const broken = (change: (features: Feature[]) => unknown) => {
    const features = english();
    const value = change(features) ?? features;
    return readServicesAdvisor(value);
  };

  test('truncated JSON, with the place where it ends', () => {
    const text = sampleFile('services-advisor/services-en.json').slice(0, 5000);
    const lines = text.split('\n');
    expect(parseFile(text, 'services-en.json')).toEqual({
      fault: {
        where: `services-en.json, line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`,
        says: 'The JSON ends too early: the file was cut off here.',
      },
    });
    expect(parseFile('[1, 2,, 3]', 'a.json')).toEqual({
      fault: { where: 'a.json, line 1, column 7', says: 'This is not JSON from here on.' },
    });
    expect(parseFile('', 'a.json')).toHaveProperty('fault');
  });

  test.each<[string, (features: Feature[]) => unknown, string, string]>([
    ['not an array', () => ({ features: [] }), 'the whole file', 'not an array'],
    [
      'no coordinates',
      (all) => void Object.assign(all[3] as Feature, { geometry: null }),
      'feature 4 (id 830938986)',
      'no coordinates',
    ],
    [
      'half a point',
      (all) => void Object.assign(all[3] as Feature, { geometry: { type: 'Point', coordinates: [35] } }),
      'feature 4 (id 830938986)',
      'not two numbers',
    ],
    [
      'off the globe',
      (all) => void all[0]?.geometry?.coordinates.splice(0, 2, 35.7, 132),
      'feature 1 (id 22442789)',
      'off the globe',
    ],
    [
      'a copied feature',
      (all) => void all.push(all[7] as Feature),
      'feature with id 1549044015',
      'duplicate',
    ],
    [
      'an id of another partner',
      (all) => void Object.assign(all[500] as Feature, { id: 830938986 }),
      'feature with id 830938986',
      'duplicate',
    ],
    [
      'no partner',
      (all) => void delete all[1]?.properties.partnerName,
      'feature 2 (id 401328612)',
      'no partner',
    ],
    [
      'no properties',
      (all) => void Object.assign(all[1] as Feature, { properties: 7 }),
      'feature 2 (id 401328612)',
      'no properties',
    ],
  ])('%s', (_name, change, where, says) => {
    const result = broken(change);
    expect(result.services).toEqual([]);
    expect(result.faults).toEqual([{ where, says: expect.stringContaining(says) }]);
  });

  test('words it does not know are listed, and the service is read', () => {
    const features = english().slice(0, 2);
    Object.assign(features[0]?.properties as object, {
      partnerName: 'Newcomers',
      '2. Nationality': { 'Martians only': true },
      'Hair colour': 'red',
      startDate: 'soon',
    });
    (features[1] as Feature).properties.activity = 1;
    const { services, partners, unmapped, faults } = readServicesAdvisor(features);
    expect(faults).toEqual([]);
    expect(services).toHaveLength(1);
    expect(partners).toEqual([expect.objectContaining({ code: 'newcomers', type: 'OTHER' })]);
    const listed = unmapped.map(({ field, value }) => `${field}=${value}`);
    for (const one of [
      '2. Nationality=Martians only',
      'Hair colour="red"',
      'startDate=soon',
      'activity=1',
      'partnerName=Newcomers',
    ]) {
      expect(listed).toContain(one);
    }
  });
});

describe('written into the directory', () => {
  let world: ServicesWorld;
  const partnerIds = new Map(
    read.partners.map(({ code }) => [code, code === 'unhcr' ? 'org_unhcr' : 'org_ngo']),
  );
  const rows = read.services;
  const write = async (services = rows) => {
    const steps: number[] = [];
    await world.owner.query('begin');
    const counts = await importServicesAdvisor(world.owner, services, partnerIds, (done) => steps.push(done));
    await world.owner.query('commit');
    return { ...counts, steps: steps.length };
  };
  const fingerprint = async () =>
    (
      await world.sql<{ all: string }>(`select md5(string_agg(t::text, '' order by t::text)) as all from (
      select s::text as t from services.service s union all select l::text from services.location l
      union all select c::text from services.change c union all select h::text from services.schedule h
      union all select x::text from services.service_at_location x) everything`)
    )[0]?.all;

  beforeAll(async () => {
    world = await openServices();
  });
  afterAll(() => world.stop());

  test('562 services come, and coming again changes nothing at all', async () => {
    expect(await write()).toEqual({ created: 562, updated: 0, unchanged: 0, kept: 0, steps: 562 });
    const before = await fingerprint();
    expect(await write()).toEqual({ created: 0, updated: 0, unchanged: 562, kept: 0, steps: 562 });
    expect(await fingerprint()).toBe(before);
  });

  test('a partner that is nobody’s organisation stops it, and the transaction leaves nothing', async () => {
    const before = await fingerprint();
    const stray = [
      { ...(rows[0] as (typeof rows)[0]), sourceId: 'new-1' },
      { ...(rows[1] as (typeof rows)[0]), partnerCode: 'nobody' },
    ];
    await world.owner.query('begin');
    await expect(importServicesAdvisor(world.owner, stray, partnerIds)).rejects.toThrow('nobody');
    await world.owner.query('rollback');
    expect(await fingerprint()).toBe(before);
  });

  test('what is not known to be firewalled is found only by who asks for it, with a warning', async () => {
    expect(await found(world, 'first: 5')).toEqual([]);
    const query = `{ services(first: 100, filter: { firewallStatus: [UNKNOWN], types: [LEGAL_AID], country: "JO", admin1: "Zarqa", languages: ["ar"] }) {
      nodes { name warning freshness coverages provider { id } locations { name admin1 latitude } } } }`;
    const { services } = await world.ask<{ services: { nodes: Record<string, unknown>[] } }>(
      null,
      query,
      {},
      { language: 'ar' },
    );
    // A service for the whole country is one for each of its parts.
    const elsewhere = services.nodes.filter(
      ({ locations }) => (locations as { admin1: string }[])[0]?.admin1 !== 'Zarqa',
    );
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.every(({ coverages }) => (coverages as string[]).includes('COUNTRY'))).toBe(true);
    expect(services.nodes.filter((one) => !elsewhere.includes(one))).toEqual([
      expect.objectContaining({
        name: 'خدمات الحماية',
        freshness: 'EXPIRED',
        warning: expect.stringContaining('Nobody has said'),
        provider: { id: 'org_unhcr' },
        locations: [{ name: 'محافظة الزرقاء', admin1: 'Zarqa', latitude: 32.0263416666667 }],
      }),
    ]);
  });

  test('those that ask for papers are left out until they are asked for', async () => {
    const count = async (more: string) => {
      let total = 0;
      let after: string | null = null;
      do {
        const query = `query Page($after: String) { services(first: 100, after: $after, filter: { firewallStatus: [UNKNOWN]${more} }) {
          nodes { id } pageInfo { hasNextPage endCursor } } }`;
        const {
          services,
        }: { services: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
          await world.ask(null, query, { after });
        total += services.nodes.length;
        after = services.pageInfo.hasNextPage ? services.pageInfo.endCursor : null;
      } while (after !== null);
      return total;
    };
    expect(await count('')).toBe(325);
    expect(await count(', includeStatusConditioned: true')).toBe(560);
  });

  test('Arabic is found with a letter mistaken, English as well', async () => {
    const asks = async (text: string) =>
      (
        await found(
          world,
          `first: 100, filter: { firewallStatus: [UNKNOWN], includeStatusConditioned: true, text: "${text}" }`,
        )
      ).length;
    expect(await asks('حماية الطفل')).toBeGreaterThan(70);
    expect(await asks('حماية الطقل')).toBeGreaterThan(70);
    expect(await asks('child protecton')).toBeGreaterThan(70);
    expect(await asks('qwertyuiop')).toBe(0);
  });

  test('what its owner has assured stays as the owner says, whatever the file says later', async () => {
    const [service] = await world.sql<{ id: string; version: number }>(
      `select id, version from services.service where source_id = '603983240-5575'`,
    );
    const { userErrors } = await say(
      world,
      { organisationId: 'org_unhcr', role: 'caseworker' },
      'assureService',
      {
        id: service?.id,
        expectedVersion: service?.version,
        firewallStatus: 'FIREWALLED',
        firewallEvidence: 'UNHCR data protection policy',
      },
    );
    expect(userErrors).toEqual([]);
    expect(await write()).toMatchObject({ updated: 0, unchanged: 562 });
    const changed = rows.map((row) =>
      ['603983240-5575', '830938986-5575'].includes(row.sourceId)
        ? { ...row, offer: { ...row.offer, phone: '+962 6 000 0000' } }
        : row,
    );
    expect(await write(changed)).toMatchObject({ created: 0, updated: 1, unchanged: 560, kept: 1 });
    const lines = await world.sql(
      `select c.field, c.replacement, c.by from services.change c join services.service s on s.id = c.service_id
        where s.source_id = '830938986-5575' and c.field is not null`,
    );
    expect(lines).toEqual([
      { field: 'phone', replacement: '+962 6 000 0000', by: 'import services-advisor' },
    ]);
  });
});
