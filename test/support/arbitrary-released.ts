import fc from 'fast-check';
import { DATA_CATEGORIES } from '../../shared/policy/categories.ts';
import { URGENCIES } from '../../shared/policy/emergency.ts';
import type { Grounds } from '../../shared/policy/grounds.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { OUTCOMES, REFERRAL_REASONS } from '../../shared/policy/referral-life.ts';
import { REFERRAL_STATES } from '../../shared/policy/referral-states.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import type { ReleasedReferral } from '../../subgraphs/referrals/exports/released-referral.ts';
import { Person } from '../../subgraphs/referrals/person.entity.ts';
import {
  AGE_BANDS,
  GENDERS,
  MIGRATION_STANDINGS,
} from '../../subgraphs/referrals/person-categories.entity.ts';
import { Referral } from '../../subgraphs/referrals/referral.entity.ts';

const OWN: Grounds = { basis: 'OWNER', agreement: null, consent: null, vitalInterestId: null };

/** What people write: any letters, any white space, nothing at all. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string(),
  fc.constantFrom('', ' ', ' \u00a0\u2028x\f'),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const texts = maybe(fc.array(text, { maxLength: 3 }));

const person: fc.Arbitrary<Person> = fc
  .record(
    {
      triage: fc.record({
        ageBand: maybe(fc.constantFrom(...AGE_BANDS)),
        gender: maybe(fc.constantFrom(...GENDERS)),
        languages: texts,
        householdSize: maybe(fc.integer({ min: 1, max: 99 })),
        accessNeeds: texts,
      }),
      identity: fc.record({
        caseCode: maybe(text),
        name: maybe(text),
        birthDate: maybe(fc.oneof(text, fc.constantFrom('1990', '1990-02', '1990-02-03', '03.02.1990'))),
        caseNumbers: maybe(fc.array(fc.record({ issuer: text, number: text }), { maxLength: 3 })),
      }),
      contact: fc.record({
        phone: maybe(text),
        email: maybe(text),
        safeContact: maybe(text),
        caregiver: maybe(text),
      }),
      locationCoarse: fc.record({ country: maybe(text), admin1: maybe(text) }),
      locationPrecise: fc.record({
        address: maybe(text),
        site: maybe(text),
        latitude: maybe(fc.double({ min: -90, max: 90, noNaN: true })),
        longitude: maybe(fc.double({ min: -180, max: 180, noNaN: true })),
      }),
      origin: fc.record({ nationalities: texts, ethnicOrigin: maybe(text), route: texts }),
      migrationStatus: fc.record({
        standing: maybe(fc.constantFrom(...MIGRATION_STANDINGS)),
        asylumClaim: maybe(text),
        removalOrder: maybe(text),
      }),
      health: fc.record({
        physical: maybe(text),
        mental: maybe(text),
        pregnant: maybe(fc.boolean()),
        disability: maybe(text),
      }),
      protection: fc.record({ specificNeeds: texts, violence: maybe(text), traffickingIndicators: texts }),
      family: fc.record({
        relatives: maybe(
          fc.array(fc.record({ relation: text, name: maybe(text), whereabouts: maybe(text) }), {
            maxLength: 3,
          }),
        ),
        familyLinksCase: maybe(text),
      }),
      belief: fc.record({
        religion: maybe(text),
        politics: maybe(text),
        sexualOrientationAndGenderIdentity: maybe(text),
      }),
      narrative: text,
    },
    { requiredKeys: [] },
  )
  .map((values) => Object.assign(new Person(), { ref: 'prs_made-for-one_viewer' }, values));

const referral: fc.Arbitrary<Referral> = fc
  .record({
    serviceType: fc.constantFrom(...SERVICE_TYPES),
    urgency: fc.constantFrom(...URGENCIES),
    state: fc.constantFrom(...REFERRAL_STATES),
    reason: maybe(fc.constantFrom(...REFERRAL_REASONS)),
    outcome: maybe(fc.constantFrom(...OUTCOMES)),
    senderCode: maybe(text),
    receiverCode: maybe(text),
    draftedAt: time,
    sentAt: maybe(time),
    actBy: maybe(time),
    scheduledFor: maybe(time),
    completedAt: maybe(time),
  })
  .map((values) => Object.assign(new Referral(), { id: 'referral_aB-c_d' }, values));

const party = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: text,
    type: fc.constantFrom(...ORGANISATION_TYPES),
    country: maybe(fc.constantFrom('JO', 'KE')),
  });

/** Any referral as it may be released to anybody, with as much of its person as may be. */
export const arbitraryReleased: fc.Arbitrary<ReleasedReferral> = fc.record({
  referral,
  from: party('org_from'),
  to: fc.oneof(party('org_to'), party('org_from')),
  service: fc.record({ id: fc.constant('service_a_b'), name: maybe(text) }),
  person: maybe(person),
  released: fc.subarray([...DATA_CATEGORIES]),
  isRedacted: fc.boolean(),
  grounds: fc.constantFrom<Grounds>(OWN, { ...OWN, basis: 'CONSENT' }),
  purpose: maybe(fc.constantFrom('LEGAL_AID', 'SERVICE_REFERRAL')),
  at: time,
});
