import { describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import { URGENCIES } from '../../../shared/policy/emergency.ts';
import { OUTCOMES, REFERRAL_REASONS } from '../../../shared/policy/referral-life.ts';
import { REFERRAL_STATES } from '../../../shared/policy/referral-states.ts';
import { SERVICE_TYPES } from '../../../shared/policy/service-types.ts';
import { bser } from '../../../subgraphs/referrals/crosswalks/bser.ts';
import {
  type Crosswalk,
  fromStandard,
  type Table,
  type TableName,
  toStandard,
  whyNone,
} from '../../../subgraphs/referrals/crosswalks/crosswalk.ts';
import { FHIR_REQUEST_STATES, FHIR_SYSTEMS, fhir } from '../../../subgraphs/referrals/crosswalks/fhir.ts';
import { htcds } from '../../../subgraphs/referrals/crosswalks/htcds.ts';
import { PERSON_FIELDS } from '../../../subgraphs/referrals/crosswalks/person-fields.ts';
import { primero } from '../../../subgraphs/referrals/crosswalks/primero.ts';
import { progres } from '../../../subgraphs/referrals/crosswalks/progres.ts';
import { CATEGORY_FIELDS } from '../../../subgraphs/referrals/person.entity.ts';
import { GENDERS, MIGRATION_STANDINGS } from '../../../subgraphs/referrals/person-categories.entity.ts';
import { type BuiltSubgraph, builtSubgraphs } from '../../habits/built-subgraphs.ts';
import { definitions } from '../../support/fhir-schema.ts';

const CROSSWALKS: readonly [string, Crosswalk][] = Object.entries({ fhir, bser, primero, progres, htcds });

/** The lists of the law and of the schema, which every table must answer for word by word. */
const WORDS: Readonly<Record<TableName, readonly string[]>> = {
  states: REFERRAL_STATES,
  reasons: REFERRAL_REASONS,
  outcomes: OUTCOMES,
  serviceTypes: SERVICE_TYPES,
  urgencies: URGENCIES,
  genders: GENDERS,
  standings: MIGRATION_STANDINGS,
  personFields: Object.keys(PERSON_FIELDS),
};

/** law.md, section 5, copied by hand: HL7 FHIR Task, BSeR, Primero. */
const LAW: Readonly<Record<string, readonly [string, string | null, string | null]>> = {
  DRAFT: ['draft', null, null],
  SENT: ['requested', '2.0', 'in_progress'],
  RECEIVED: ['received', null, null],
  ACCEPTED: ['accepted', '3.0', 'accepted'],
  DECLINED: ['rejected', '4.0', 'rejected'],
  WAITLISTED: ['on-hold', null, null],
  SCHEDULED: ['accepted', '5.1.1', 'accepted'],
  IN_PROGRESS: ['in-progress', null, null],
  ON_HOLD: ['on-hold', null, null],
  COMPLETED: ['completed', '7.0', 'done'],
  NOT_DELIVERED: ['failed', null, null],
  CANCELLED: ['cancelled', '6.0', 'revoked'],
  WITHDRAWN_BY_PERSON: ['cancelled', '6.0', 'revoked'],
  REROUTED: ['cancelled', null, null],
  EXPIRED: ['cancelled', null, null],
  CLOSED: ['completed', '7.0', 'done'],
  ENTERED_IN_ERROR: ['entered-in-error', null, null],
};

test.each(REFERRAL_STATES)('%s is called as law.md, section 5, calls it', (state) => {
  const said = [fhir, bser, primero].map(({ states }) => toStandard(states, state));
  expect(said).toEqual(LAW[state]);
});

describe.each(CROSSWALKS)('%s', (_name, crosswalk) => {
  const tables = Object.entries(crosswalk) as [TableName, Table<string>][];

  test('has a row for every word of ours, and none for a word that is not', () => {
    const rows = Object.fromEntries(tables.map(([name, table]) => [name, Object.keys(table).sort()]));
    const words = Object.entries(WORDS).map(([name, list]) => [name, [...list].sort()]);
    expect(rows).toEqual(Object.fromEntries(words));
  });

  test.each(tables)('%s goes there and comes back, or says why not', (_table, table) => {
    for (const ours of Object.keys(table)) {
      const theirs = toStandard(table, ours);
      if (theirs === null) {
        expect(whyNone(table, ours)).toMatch(/^\S.{10,}\.$/);
        continue;
      }
      expect(whyNone(table, ours)).toBeNull();
      const back = fromStandard(table, theirs) as string[];
      expect(back).toContain(ours);
      expect(back.map((one) => toStandard(table, one))).toEqual(back.map(() => theirs));
    }
  });

  test.each(tables)('%s refuses a code that is none of theirs, aloud', (_table, table) => {
    for (const unknown of ['', 'no-such-code', 'toString', '__proto__', 'undefined']) {
      expect(fromStandard(table, unknown)).toBeNull();
    }
  });
});

test('what several of ours share comes back as all of them', () => {
  expect(fromStandard(fhir.states, 'cancelled')).toEqual([
    'CANCELLED',
    'WITHDRAWN_BY_PERSON',
    'REROUTED',
    'EXPIRED',
  ]);
  expect(fromStandard(bser.states, '6.0')).toEqual(['CANCELLED', 'WITHDRAWN_BY_PERSON']);
  expect(fromStandard(primero.serviceTypes, 'food_service')).toEqual(['FOOD']);
});

test('the fields of a person are all that Person is made of, each under the category that releases it', () => {
  const { schema } = builtSubgraphs.find(({ name }) => name === 'referrals') as BuiltSubgraph;
  const person = schema.getType('Person');
  if (!isObjectType(person)) throw new Error('Person is no type any more.');
  const fields = Object.entries(CATEGORY_FIELDS).flatMap(([category, name]) => {
    const held = getNamedType(person.getFields()[name]?.type);
    const leaves = isObjectType(held)
      ? Object.keys(held.getFields()).map((leaf) => `${name}.${leaf}`)
      : [name];
    return leaves.map((leaf) => [leaf, category]);
  });
  expect(PERSON_FIELDS).toEqual(Object.fromEntries(fields));
});

describe('words of HL7', () => {
  interface Listed {
    readonly entry: readonly {
      readonly resource: { readonly url?: string; readonly concept?: readonly { readonly code: string }[] };
    }[];
  }
  const { entry } = definitions('valuesets') as unknown as Listed;
  const codesOf = (url: string) =>
    entry
      .flatMap(({ resource }) => (resource.url === url ? (resource.concept ?? []) : []))
      .map(({ code }) => code);

  test.each<[string, string, Table<string>]>([
    ['Task.status', 'http://hl7.org/fhir/task-status', fhir.states],
    ['ServiceRequest.status', 'http://hl7.org/fhir/request-status', FHIR_REQUEST_STATES],
    ['priority', 'http://hl7.org/fhir/request-priority', fhir.urgencies],
    ['gender', 'http://hl7.org/fhir/administrative-gender', fhir.genders],
    ['service type', FHIR_SYSTEMS.serviceTypes, fhir.serviceTypes],
  ])('%s has every code that we send', (_what, system, table) => {
    const codes = codesOf(system);
    expect(codes.length).toBeGreaterThan(2);
    const said = Object.values(table).filter((word) => typeof word === 'string');
    expect(said.filter((word) => !codes.includes(word))).toEqual([]);
  });

  test('the extensions that we use are HL7’s', () => {
    const { entry: known } = definitions('extension-definitions') as unknown as Listed;
    const urls = known.map(({ resource }) => resource.url);
    for (const name of ['patient-nationality', 'patient-religion', 'geolocation', 'data-absent-reason']) {
      expect(urls).toContain(`http://hl7.org/fhir/StructureDefinition/${name}`);
    }
  });
});
