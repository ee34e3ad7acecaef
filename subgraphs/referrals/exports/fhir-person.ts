import { PERSON_FIELDS, type PersonField } from '../crosswalks/person-fields.ts';
import type { Person } from '../person.entity.ts';
import { codeText, concept, type Entry, entryOf, plain, refer } from './fhir-words.ts';
import { valueIn } from './person-values.ts';
import type { ReleasedReferral } from './released-referral.ts';
import type { Wording } from './wording.ts';

const EXTENSIONS = 'http://hl7.org/fhir/StructureDefinition';
const BCP_47 = 'urn:ietf:bcp:47';
const ISO_3166 = 'urn:iso:std:iso:3166';
/** FHIR's type `date`: a year, a month or a day. */
const FHIR_DATE = /^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** What was released of a person: Patient, RelatedPerson for each relative, an Observation for what neither holds. */
export function personEntries(released: ReleasedReferral, person: Person, wording: Wording): Entry[] {
  return [
    entryOf('person', person.ref, {
      resourceType: 'Patient',
      ...patientOf(released, person, wording),
    }),
    ...relatives(person),
    ...observations(released, person, wording),
  ];
}

function patientOf(released: ReleasedReferral, person: Person, wording: Wording) {
  const text = (field: 'identity.name' | 'contact.caregiver') => {
    const value = valueIn(person, field);
    return value === null ? undefined : plain(value);
  };
  const caregiver = text('contact.caregiver');
  return {
    identifier: identifiers(released, person),
    managingOrganization: refer('organisation', released.from.id),
    gender: wording.code('triage.gender', 'genders', valueIn(person, 'triage.gender')),
    communication: (valueIn(person, 'triage.languages') ?? [])
      .filter(isStated)
      .map((language) => ({ language: concept(BCP_47, language) })),
    name: [{ text: text('identity.name') }],
    birthDate: birthDate(person, wording),
    telecom: telecoms(person),
    contact: [caregiver && { relationship: [{ text: 'caregiver' }], name: { text: caregiver } }],
    address: [addressOf(person)],
    extension: extensions(person),
  };
}

/** First the reference made for this viewer alone; two partners cannot join their lists by it. */
function identifiers({ from }: ReleasedReferral, person: Person) {
  const caseCode = valueIn(person, 'identity.caseCode');
  const numbers = valueIn(person, 'identity.caseNumbers') ?? [];
  return [
    { system: 'urn:accord:person', value: person.ref },
    caseCode === null
      ? undefined
      : { system: 'urn:accord:case-code', value: plain(caseCode), assigner: { display: plain(from.name) } },
    ...numbers
      .filter(({ number }) => isStated(number))
      .map(({ issuer, number }) => ({
        value: plain(number),
        assigner: isStated(issuer) ? { display: plain(issuer) } : undefined,
      })),
  ];
}

function birthDate(person: Person, wording: Wording): string | undefined {
  const value = valueIn(person, 'identity.birthDate');
  if (value === null || FHIR_DATE.test(value)) return value ?? undefined;
  wording.leaveOut('identity.birthDate', 'It is not a date as FHIR writes one, and none is made up.');
  return undefined;
}

function telecoms(person: Person) {
  const systems = {
    'contact.phone': 'phone',
    'contact.email': 'email',
    'contact.safeContact': 'other',
  } as const;
  return (Object.keys(systems) as (keyof typeof systems)[]).map((field) => {
    const value = valueIn(person, field);
    return value === null ? undefined : { system: systems[field], value: plain(value) };
  });
}

function addressOf(person: Person) {
  const text = (
    field:
      | 'locationCoarse.country'
      | 'locationCoarse.admin1'
      | 'locationPrecise.address'
      | 'locationPrecise.site',
  ) => {
    const value = valueIn(person, field);
    return value === null ? undefined : plain(value);
  };
  const [latitude, longitude] = [
    valueIn(person, 'locationPrecise.latitude'),
    valueIn(person, 'locationPrecise.longitude'),
  ];
  const degrees = (url: string, valueDecimal: number | null) =>
    valueDecimal === null ? undefined : { url, valueDecimal };
  const isPlaced = latitude !== null || longitude !== null;
  return {
    country: text('locationCoarse.country'),
    state: text('locationCoarse.admin1'),
    text: text('locationPrecise.address'),
    line: [text('locationPrecise.site')],
    extension: [
      isPlaced
        ? {
            url: `${EXTENSIONS}/geolocation`,
            extension: [degrees('latitude', latitude), degrees('longitude', longitude)],
          }
        : undefined,
    ],
  };
}

function extensions(person: Person) {
  const religion = valueIn(person, 'belief.religion');
  return [
    ...(valueIn(person, 'origin.nationalities') ?? []).filter(isStated).map((country) => ({
      url: `${EXTENSIONS}/patient-nationality`,
      extension: [{ url: 'code', valueCodeableConcept: concept(ISO_3166, country) }],
    })),
    religion === null
      ? undefined
      : { url: `${EXTENSIONS}/patient-religion`, valueCodeableConcept: { text: plain(religion) } },
  ];
}

function relatives(person: Person): Entry[] {
  return (valueIn(person, 'family.relatives') ?? []).map(({ relation, name, whereabouts }, number) =>
    entryOf('relative', `${person.ref} ${number}`, {
      resourceType: 'RelatedPerson',
      patient: refer('person', person.ref),
      relationship: [isStated(relation) ? { text: plain(relation) } : undefined],
      name: [isStated(name) ? { text: plain(name) } : undefined],
      address: [isStated(whereabouts) ? { text: plain(whereabouts) } : undefined],
    }),
  );
}

/** What Patient has no element for: one observation for each value, under the name that the field has here. */
function observations({ referral }: ReleasedReferral, person: Person, wording: Wording): Entry[] {
  return (Object.keys(PERSON_FIELDS) as PersonField[])
    .filter((field) => wording.place(field) === 'Observation.value[x]')
    .flatMap((field) => {
      const value = valueIn(person, field);
      return [value].flat().map((one, number) => ({ field, number, content: observed(field, one, wording) }));
    })
    .filter(({ content }) => content !== null)
    .map(({ field, number, content }) =>
      entryOf('observation', `${person.ref} ${field} ${number}`, {
        resourceType: 'Observation',
        status: 'final',
        code: concept('urn:accord:person-field', field),
        subject: refer('person', person.ref),
        basedOn: [refer('request', referral.id)],
        ...content,
      }),
    );
}

function observed(field: PersonField, value: unknown, wording: Wording): object | null {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (typeof value === 'number') return { valueInteger: value };
  if (typeof value !== 'string' || !isStated(value)) return null;
  if (field === 'migrationStatus.standing') {
    const code = wording.code(field, 'standings', value as 'REFUGEE');
    return code === undefined
      ? null
      : { valueCodeableConcept: concept('urn:accord:migration-standing', code) };
  }
  return field === 'triage.ageBand'
    ? { valueCodeableConcept: concept('urn:accord:age-band', codeText(value)) }
    : { valueString: plain(value) };
}

function isStated(text: string | null | undefined): text is string {
  return text != null && text.trim() !== '';
}
