import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bserBundle, fhirBundle } from '../../../subgraphs/referrals/exports/fhir-bundle.ts';
import { htcdsCase } from '../../../subgraphs/referrals/exports/htcds-case.ts';
import { primeroCase } from '../../../subgraphs/referrals/exports/primero-case.ts';
import { progresReferral } from '../../../subgraphs/referrals/exports/progres-referral.ts';
import type { ReleasedReferral } from '../../../subgraphs/referrals/exports/released-referral.ts';
import { Person } from '../../../subgraphs/referrals/person.entity.ts';
import { Referral } from '../../../subgraphs/referrals/referral.entity.ts';
import { arbitraryReleased } from '../../support/arbitrary-released.ts';
import { faultsOf } from '../../support/fhir-schema.ts';

const RELEASED: ReleasedReferral = {
  referral: Object.assign(new Referral(), {
    id: 'referral_one',
    serviceType: 'LEGAL_AID',
    urgency: 'URGENT',
    state: 'COMPLETED',
    outcome: 'SERVICE_PROVIDED',
    senderCode: 'S-1',
    receiverCode: 'R-1',
    draftedAt: new Date('2026-01-01T08:00:00Z'),
    sentAt: new Date('2026-01-02T08:00:00Z'),
    completedAt: new Date('2026-01-09T08:00:00Z'),
  }),
  from: { id: 'org_from', name: 'Jordan Red Crescent', type: 'NATIONAL_SOCIETY', country: 'JO' },
  to: { id: 'org_to', name: 'UNHCR', type: 'UN_AGENCY', country: null },
  service: { id: 'service_one', name: 'Legal counselling' },
  person: Object.assign(new Person(), {
    ref: 'prs_one',
    triage: { gender: 'FEMALE', languages: ['ar', 'fr', 'so'], householdSize: 3 },
    identity: {
      name: 'Amal',
      caseCode: 'C-7',
      birthDate: '1990-02-03',
      caseNumbers: [{ issuer: 'UNHCR', number: 'JOR-1' }],
    },
    contact: { phone: '+962790000000', email: 'amal@example.org' },
    migrationStatus: { standing: 'ASYLUM_SEEKER' },
    health: { pregnant: false },
    protection: {
      specificNeeds: ['CR_CP', 'SV-VA', 'XX'],
      traffickingIndicators: ['DebtBondage', 'ForcedLabour', 'Unheard'],
    },
    family: { relatives: [{ relation: 'brother', name: 'Omar', whereabouts: 'Mafraq' }] },
    belief: { religion: 'Baha’i' },
    narrative: 'She asks for a lawyer.',
  }),
  released: ['ROUTING', 'TRIAGE', 'IDENTITY'],
  isRedacted: true,
  grounds: { basis: 'CONSENT', agreement: null, consent: null, vitalInterestId: null },
  purpose: 'LEGAL_AID',
  at: new Date('2026-01-10T08:00:00Z'),
};

type Json = Readonly<Record<string, unknown>>;
interface Bundle {
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Json }[];
}
/** As it leaves: what JSON does not carry is not there. */
const sent = <Content = Json>({ content }: { readonly content: object }) =>
  JSON.parse(JSON.stringify(content)) as Content;
const only = (bundle: Bundle, type: string) =>
  bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);

describe.each([
  ['FHIR R4', fhirBundle],
  ['BSeR', bserBundle],
] as const)('a bundle of %s', (_name, make) => {
  test('is one by HL7’s own schema, whatever was released', () => {
    fc.assert(
      fc.property(arbitraryReleased, (released) => {
        expect(faultsOf(sent(make(released)))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('refers to nothing outside itself, names nothing twice, and has no narrative', () => {
    fc.assert(
      fc.property(arbitraryReleased, (released) => {
        const bundle = sent<Bundle>(make(released));
        const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
        expect(new Set(urls).size).toBe(urls.length);
        const told = JSON.stringify(bundle.entry.map(({ resource }) => resource));
        const references = [...told.matchAll(/"reference":"(.*?)"/g)].map(([, url]) => url);
        expect(references.length).toBeGreaterThan(3);
        expect(references.filter((url) => !urls.includes(url as string))).toEqual([]);
        expect(bundle.entry.filter(({ resource }) => 'text' in resource)).toEqual([]);
      }),
    );
  });

  test('loses no text of what was released, but a date that is none', () => {
    fc.assert(
      fc.property(arbitraryReleased, (released) => {
        const document = make(released);
        const left = document.leftOut.map(({ field }) => field).filter((field) => field !== 'state');
        expect(left.filter((field) => field !== 'identity.birthDate')).toEqual([]);
        const { identity, ...rest } = released.person ?? {};
        const { birthDate: _date, caseNumbers, ...named } = identity ?? {};
        const numbers = caseNumbers?.map(({ number }) => number);
        const told = wordsOf(textsIn(document.content).join(' '));
        const held = textsIn({ ...rest, named, numbers }).filter(
          (text) => !/^[A-Z_]+[\d_]*[A-Z]*$/.test(text),
        );
        for (const text of held) for (const word of wordsOf(text)) expect(told).toContain(word);
      }),
    );
  });

  test.each<[string, (bundle: Bundle) => void]>([
    ['a status that is none', (bundle) => Object.assign(only(bundle, 'Task')[0] as Json, { status: 'sent' })],
    [
      'an element that is none',
      (bundle) => Object.assign(only(bundle, 'Patient')[0] as Json, { nation: 'JO' }),
    ],
    ['no subject', (bundle) => Reflect.deleteProperty(only(bundle, 'ServiceRequest')[0] as Json, 'subject')],
    [
      'a date that is none',
      (bundle) => Object.assign(only(bundle, 'Patient')[0] as Json, { birthDate: '3.2.90' }),
    ],
    [
      'no type of resource',
      (bundle) => Reflect.deleteProperty(only(bundle, 'Task')[0] as Json, 'resourceType'),
    ],
  ])('broken on purpose, with %s, is found out', (_fault, spoil) => {
    const bundle = sent<Bundle>(make(RELEASED));
    expect(faultsOf(bundle)).toEqual([]);
    spoil(bundle);
    expect(faultsOf(bundle)).not.toEqual([]);
  });
});

test('FHIR R4: the task says the state twice, in HL7’s word and in ours, which tells more apart', () => {
  const bundle = sent<Bundle>(fhirBundle(RELEASED));
  expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
  expect(only(bundle, 'Task')).toMatchObject([
    {
      status: 'completed',
      businessStatus: { coding: [{ system: 'urn:accord:referral-state', code: 'COMPLETED' }] },
      priority: 'urgent',
      output: [{ valueCodeableConcept: { coding: [{ code: 'service-provided' }] } }],
    },
  ]);
  expect(only(bundle, 'ServiceRequest')).toMatchObject([
    {
      code: { coding: [{ code: '133' }, { code: 'LEGAL_AID' }] },
      note: [{ text: 'She asks for a lawyer.' }],
    },
  ]);
});

test('FHIR R4: the patient is known by the reference made for this viewer alone', () => {
  const [patient] = only(sent<Bundle>(fhirBundle(RELEASED)), 'Patient');
  expect(patient).toMatchObject({
    identifier: [{ system: 'urn:accord:person', value: 'prs_one' }, { value: 'C-7' }, { value: 'JOR-1' }],
    gender: 'female',
    birthDate: '1990-02-03',
    name: [{ text: 'Amal' }],
  });
});

test('FHIR R4: it is marked as confidential, as very much so with a severe category, and as redacted', () => {
  const codes = (released: Partial<ReleasedReferral>) => {
    const { meta } = sent<{ meta: { security: { code: string }[] } }>(
      fhirBundle({ ...RELEASED, ...released }),
    );
    return meta.security.map(({ code }) => code);
  };
  expect(codes({})).toEqual(['R', 'REDACTED']);
  expect(codes({ released: ['ROUTING', 'NARRATIVE'], isRedacted: false })).toEqual(['V']);
});

test('BSeR: it is a message with each side’s own number and BSeR’s business status', () => {
  const bundle = sent<Bundle>(bserBundle(RELEASED));
  expect(bundle).toMatchObject({ type: 'message' });
  expect(bundle.entry[0]?.resource).toMatchObject({ resourceType: 'MessageHeader' });
  const [task] = only(bundle, 'Task');
  expect(task).toMatchObject({ businessStatus: { coding: [{ code: '7.0' }] } });
  expect(JSON.stringify(task?.['identifier'])).toMatch(/PLAC.*S-1.*FILL.*R-1/);
});

test('BSeR: a state without a business status has none, and that is said', () => {
  const referral = Object.assign(new Referral(), RELEASED.referral, { state: 'WAITLISTED' });
  const document = bserBundle({ ...RELEASED, referral });
  expect(only(sent<Bundle>(document), 'Task')[0]).not.toHaveProperty('businessStatus');
  expect(document.leftOut).toEqual([{ field: 'state', why: expect.stringContaining('Task.status') }]);
});

test('Primero: a case in the fields of its forms, with the service and the referral', () => {
  const document = primeroCase(RELEASED);
  expect(sent(document)).toMatchObject({
    case: {
      name: 'Amal',
      sex: 'female',
      date_of_birth: '1990-02-03',
      other_agency_id: 'C-7',
      other_id_type: 'UNHCR',
      other_id_no: 'JOR-1',
      displacement_status: 'asylum_seeker',
      unhcr_needs_codes: ['cr-cp', 'sv-va'],
      family_details_section: [{ relation_name: 'Omar', relation_address_current: 'Mafraq' }],
      services_section: [
        {
          service_type: 'legal_assistance_service',
          service_response_timeframe: '3_days',
          service_implemented: 'implemented',
          service_referral_notes: 'She asks for a lawyer.',
        },
      ],
    },
    referral: { status: 'done' },
  });
  expect(document.leftOut.map(({ field }) => field).sort()).toEqual([
    'belief.religion',
    'contact.email',
    'family.relatives',
    'health.pregnant',
    'protection.specificNeeds',
    'protection.traffickingIndicators',
    'triage.householdSize',
    'triage.languages',
  ]);
});

test('Primero: why it was declined stands in the referral, in Primero’s word or else in ours', () => {
  const reasons = (['NO_CAPACITY', 'DUPLICATE'] as const).map((reason) => {
    const referral = Object.assign(new Referral(), RELEASED.referral, { state: 'DECLINED', reason });
    return sent<{ referral: Json }>(primeroCase({ ...RELEASED, referral })).referral['rejected_reason'];
  });
  expect(reasons).toEqual(['service_unavailable', 'DUPLICATE']);
});

test('proGres: an incoming referral as the bridge sends it; of several numbers UNHCR’s own', () => {
  const document = progresReferral(RELEASED);
  expect(sent(document)).toMatchObject({
    request_type: 'ReceiveIncomingReferral',
    id: 'referral_one',
    status: 'acknowledged',
    service_type: 'Legal Assistance Service',
    name_nickname: 'Amal',
    unhcr_individual_no: 'JOR-1',
  });
  expect(document.leftOut.map(({ field }) => field)).toEqual(expect.arrayContaining(['urgency', 'outcome']));
});

test('HTCDS: a row in its fields; a code goes where its picklist is, and one of no picklist nowhere', () => {
  const document = htcdsCase(RELEASED);
  expect(sent(document)).toMatchObject({
    prs_Gender: 'Feminine',
    prs_PrimaryLanguage: 'ar',
    prs_SecondaryLanguage: 'fr',
    vic_MethodsOfControl: ['DebtBondage'],
    vic_TypeOfExploitation: ['ForcedLabour'],
    cas_Status: 'Closed',
    spl_Type: 'Legal',
  });
  expect(JSON.stringify(document.content)).not.toMatch(/Unheard|per_|IdentityNumber/);
  expect(document.leftOut.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['triage.languages', 'protection.traffickingIndicators', 'urgency']),
  );
});

/** Every text anywhere in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
