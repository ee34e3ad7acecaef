import { describe, expect, test } from '@jest/globals';
import { expiryWarningOf } from '../../shared/policy/access-expiry.ts';
import {
  challengesAgreement,
  INCIDENT_LIFE,
  INCIDENT_STATES,
  INCIDENT_VERBS,
  mayBePublicFrom,
  mayTakeIncidentStep,
} from '../../shared/policy/incident-life.ts';
import { type IncidentReadingFacts, incidentReadingOf } from '../../shared/policy/incident-reading.ts';
import {
  ACCESS_CONSTRAINTS,
  constraintOf,
  INCIDENT_KINDS,
  KINDS_OF_DENIAL,
} from '../../shared/policy/incident-words.ts';
import {
  FILED,
  MEASURE_LIFE,
  MEASURE_VERBS,
  mayReadMeasure,
  mayTransitionMeasure,
  measureVerbsFrom,
} from '../../shared/policy/measure-life.ts';
import { ATTESTATION_STATES } from '../../shared/policy/measure-words.ts';
import { ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import {
  mayReadPledge,
  mayTransitionPledge,
  PLEDGE_LIFE,
  PLEDGE_STATES,
  PLEDGE_VERBS,
  pledgeVerbsFrom,
  SUBMITTED,
} from '../../shared/policy/pledge-life.ts';
import { RESOLUTION_PARAGRAPHS, strengthOf } from '../../shared/policy/resolution.ts';
import { ROLES } from '../../shared/policy/roles.ts';
import { mayReadRecommendation, mayReadVisit } from '../../shared/policy/visit-reading.ts';

/** Each life written here a second time: from, to (null: it stays what it is), by. */
type Steps = Readonly<Record<string, readonly [readonly string[], string | null, string]>>;
const MEASURE: Steps = {
  revise: [['DRAFT', 'ATTESTED'], 'DRAFT', 'FILER'],
  attest: [['DRAFT'], 'ATTESTED', 'SECOND_PERSON'],
  withdraw: [['DRAFT', 'ATTESTED'], 'WITHDRAWN', 'FILER'],
};
const PLEDGE: Steps = {
  sign: [['SUBMITTED', 'PARTIALLY_SIGNED'], 'PARTIALLY_SIGNED', 'PARTY'],
  signLast: [['SUBMITTED', 'PARTIALLY_SIGNED'], 'SIGNED', 'PARTY'],
  join: [['SIGNED'], 'SIGNED', 'ANYONE'],
  reportOn: [['SIGNED'], 'SIGNED', 'SIGNER'],
  reportLast: [['SIGNED'], 'CLOSED', 'SIGNER'],
};
const INCIDENT: Steps = {
  revise: [['DRAFT', 'SUBMITTED'], null, 'OWNER'],
  submit: [['DRAFT'], 'SUBMITTED', 'OWNER'],
  verify: [['SUBMITTED'], 'VERIFIED', 'OWNER'],
  dismiss: [['SUBMITTED'], 'NOT_VERIFIED', 'OWNER'],
  negotiate: [['VERIFIED', 'NOT_VERIFIED'], 'UNDER_NEGOTIATION', 'OWNER'],
  resolve: [['UNDER_NEGOTIATION'], 'RESOLVED', 'OWNER'],
  leaveUnresolved: [['UNDER_NEGOTIATION'], 'UNRESOLVED', 'OWNER'],
  archive: [['DRAFT', 'RESOLVED', 'UNRESOLVED', 'NOT_VERIFIED'], 'ARCHIVED', 'OWNER'],
  release: [['VERIFIED', 'UNDER_NEGOTIATION', 'RESOLVED', 'UNRESOLVED', 'ARCHIVED'], null, 'OWNER'],
};

describe('each verb leads where the table says, for whom it says', () => {
  test.each([...MEASURE_VERBS])('a measure: %s', (verb) => {
    const { from, to, by } = MEASURE_LIFE[verb];
    expect([from, to, ...by]).toEqual(MEASURE[verb]);
  });

  test.each([...PLEDGE_VERBS])('a pledge: %s', (verb) => {
    const { from, to, by } = PLEDGE_LIFE[verb];
    expect([from, to, ...by]).toEqual(PLEDGE[verb]);
  });

  test.each([...INCIDENT_VERBS])('an incident: %s', (verb) => {
    const { from, to, by } = INCIDENT_LIFE[verb];
    expect([from, to, ...by]).toEqual(INCIDENT[verb]);
  });

  test('a measure begins as a draft, a pledge as submitted, and what is possible is what the tables say', () => {
    expect([FILED, SUBMITTED]).toEqual(['DRAFT', 'SUBMITTED']);
    for (const state of ATTESTATION_STATES) {
      const possible = MEASURE_VERBS.filter((verb) => MEASURE[verb]?.[0].includes(state));
      expect(measureVerbsFrom(state)).toEqual(possible);
      expect(MEASURE_VERBS.filter((verb) => mayTransitionMeasure(state, verb))).toEqual(possible);
    }
    for (const state of PLEDGE_STATES) {
      const possible = PLEDGE_VERBS.filter((verb) => PLEDGE[verb]?.[0].includes(state));
      expect(pledgeVerbsFrom(state)).toEqual(possible);
      expect(PLEDGE_VERBS.filter((verb) => mayTransitionPledge(state, verb))).toEqual(possible);
    }
  });
});

describe('who reads', () => {
  test('a measure: those who took it always, everybody else when it is public and attested', () => {
    const implementerIds = ['org_a', 'org_b'];
    for (const attestation of ATTESTATION_STATES)
      for (const isPublic of [true, false]) {
        const measure = { implementerIds, attestation, isPublic };
        const isOpen = isPublic && attestation === 'ATTESTED';
        expect(mayReadMeasure(measure, 'org_b')).toBe(true);
        expect([mayReadMeasure(measure, 'org_x'), mayReadMeasure(measure, null)]).toEqual([isOpen, isOpen]);
      }
  });

  test('a pledge: its parties always, everybody else once all have signed', () => {
    for (const state of PLEDGE_STATES) {
      const pledge = { state, partyIds: ['org_a'] };
      const isOpen = state === 'SIGNED' || state === 'CLOSED';
      expect(mayReadPledge(pledge, 'org_a')).toBe(true);
      expect([mayReadPledge(pledge, 'org_x'), mayReadPledge(pledge, null)]).toEqual([isOpen, isOpen]);
    }
  });

  const incident: IncidentReadingFacts = {
    viewer: null,
    ownerId: 'org_krcs',
    isPartner: false,
    verified: true,
    occurredOn: new Date('2026-04-01T00:00:00Z'),
    releasedAt: null,
    now: new Date('2026-06-01T00:00:00Z'),
  };
  const read = (change: Partial<IncidentReadingFacts>) => incidentReadingOf({ ...incident, ...change });
  const staff = {
    organisationId: 'org_krcs',
    type: 'NATIONAL_SOCIETY',
    sharesCredentialsWith: [],
    role: 'caseworker',
  } as const;

  test('an incident: staff of the owner everything, others of the owner the cut', () => {
    const whole = ROLES.filter((role) => read({ viewer: { ...staff, role } }) === 'EVERYTHING');
    expect(whole).toEqual(['caseworker', 'coordinator', 'data_protection_officer']);
    expect(ROLES.filter((role) => read({ viewer: { ...staff, role } }) === 'CUT')).toHaveLength(
      ROLES.length - 3,
    );
  });

  test('an incident: a partner that is there to help the cut of a verified one, and no authority a word', () => {
    const partners = ORGANISATION_TYPES.filter(
      (type) => read({ isPartner: true, viewer: { ...staff, organisationId: 'org_x', type } }) === 'CUT',
    );
    expect([...partners].sort()).toEqual(
      [
        ...[
          'NATIONAL_SOCIETY',
          'IFRC',
          'ICRC',
          'UN_AGENCY',
          'INTERNATIONAL_ORGANISATION',
          'INTERNATIONAL_NGO',
        ],
        ...['NATIONAL_NGO', 'LEGAL_SERVICE_PROVIDER', 'HEALTH_PROVIDER'],
      ].sort(),
    );
    const partner = { ...staff, organisationId: 'org_x' };
    expect(read({ isPartner: true, verified: false, viewer: partner })).toBe('NOTHING');
    expect(read({ viewer: partner })).toBe('NOTHING');
    const released = { releasedAt: incident.now };
    const blind = ORGANISATION_TYPES.filter(
      (type) => read({ ...released, isPartner: true, viewer: { ...staff, type } }) === 'NOTHING',
    );
    expect(blind).toEqual(
      ORGANISATION_TYPES.filter((type) => /AUTHORITY|ENFORCEMENT|GUARD|MILITARY|EMBASSY/.test(type)),
    );
  });

  test('an incident: everybody the cut once it is released and its days are over, to the moment', () => {
    const from = mayBePublicFrom(incident.occurredOn);
    expect(from).toEqual(new Date('2026-05-02T00:00:00Z'));
    expect(read({ releasedAt: from, now: from })).toBe('CUT');
    expect(read({ releasedAt: new Date(+from - 1), now: new Date(+from - 1) })).toBe('NOTHING');
    expect(read({ releasedAt: new Date(+incident.now + 1) })).toBe('NOTHING');
    expect(read({ releasedAt: from, verified: false })).toBe('NOTHING');
    expect(read({})).toBe('NOTHING');
  });

  test('a visit: staff of the visitor; its recommendations also the authority they were sent to', () => {
    const facts = { ownerId: 'org_krcs', authorityId: 'org_prison', recommendationsSent: true };
    const visitors = ROLES.filter(
      (role) => mayReadVisit({ ...facts, viewer: { organisationId: 'org_krcs', role } }).allowed,
    );
    expect(visitors).toEqual(['caseworker', 'coordinator', 'data_protection_officer']);
    const heard = (organisationId: string, change: object = {}) =>
      ROLES.filter(
        (role) => mayReadRecommendation({ ...facts, ...change, viewer: { organisationId, role } }).allowed,
      );
    expect(heard('org_krcs')).toEqual(visitors);
    expect(heard('org_prison')).toEqual([...ROLES]);
    expect(heard('org_prison', { recommendationsSent: false })).toEqual([]);
    expect(heard('org_x')).toEqual([]);
    expect(heard('org_x', { authorityId: null })).toEqual([]);
    expect(mayReadVisit({ ...facts, viewer: null }).allowed).toBe(false);
    expect(mayReadRecommendation({ ...facts, authorityId: null, viewer: null }).allowed).toBe(false);
  });
});

describe('steps with an incident', () => {
  const facts = {
    verb: 'negotiate',
    role: 'caseworker',
    organisationId: 'org_krcs',
    ownerId: 'org_krcs',
    clientId: 'one',
    filedBy: 'two',
    submittedBy: null,
    cameByLink: false,
    verified: true,
    occurredOn: new Date('2026-01-01T00:00:00Z'),
    now: new Date('2026-06-01T00:00:00Z'),
  } as const;

  test('are for staff, and to release is for two of them', () => {
    for (const verb of INCIDENT_VERBS) {
      const takers = ROLES.filter((role) => mayTakeIncidentStep({ ...facts, verb, role }).allowed);
      const staff = ['caseworker', 'coordinator', 'data_protection_officer'];
      expect([verb, takers]).toEqual([verb, verb === 'release' ? staff.slice(1) : staff]);
    }
  });

  test('are taken by who filed it, but not to verify or dismiss it', () => {
    const own = INCIDENT_VERBS.filter(
      (verb) => mayTakeIncidentStep({ ...facts, verb, role: 'coordinator', clientId: 'two' }).allowed,
    );
    expect(own).toEqual(INCIDENT_VERBS.filter((verb) => verb !== 'verify' && verb !== 'dismiss'));
  });

  test('release only what was verified, and not before its days are over', () => {
    const early = {
      ...facts,
      role: 'coordinator',
      now: new Date(+mayBePublicFrom(facts.occurredOn) - 1),
    } as const;
    const unverified = { ...facts, role: 'coordinator', verified: false } as const;
    for (const change of [early, unverified]) {
      const possible = INCIDENT_VERBS.filter((verb) => mayTakeIncidentStep({ ...change, verb }).allowed);
      expect(possible).toEqual(INCIDENT_VERBS.filter((verb) => verb !== 'release'));
    }
  });

  test('leave an agreement challenged for as long as nobody has an answer to what denies', () => {
    for (const kind of INCIDENT_KINDS)
      for (const state of INCIDENT_STATES) {
        const open = ['SUBMITTED', 'VERIFIED', 'UNDER_NEGOTIATION', 'UNRESOLVED'].includes(state);
        expect([kind, state, challengesAgreement(kind, state)]).toEqual([
          kind,
          state,
          open && KINDS_OF_DENIAL.includes(kind),
        ]);
      }
  });
});

test('each kind of incident stands under its constraint, and a constraint under itself', () => {
  const under = (constraint: string) =>
    INCIDENT_KINDS.filter((kind) => kind !== constraint && constraintOf(kind) === constraint);
  expect(Object.fromEntries(ACCESS_CONSTRAINTS.map((one) => [one, under(one)]))).toEqual({
    IMPEDIMENTS_TO_ENTRY: ['PERMIT_REFUSED', 'VISA_REFUSED'],
    RESTRICTION_OF_MOVEMENT: ['VISIT_DENIED', 'VISIT_DELAYED', 'GOODS_BLOCKED', 'RESCUE_OBSTRUCTED'],
    INTERFERENCE_WITH_ACTIVITIES: [
      ...['PRIVATE_INTERVIEW_DENIED', 'LIST_REFUSED', 'DATA_DEMANDED_BY_AUTHORITY'],
      ...['REPORTING_DUTY_IMPOSED', 'ASSISTANCE_CRIMINALISED'],
    ],
    VIOLENCE_AGAINST_PERSONNEL: ['STAFF_PENALISED', 'ASSAULT_THREAT_HARASSMENT', 'EMBLEM_MISUSE'],
    DENIAL_OF_NEEDS: ['EXISTENCE_OF_PEOPLE_DENIED'],
    RESTRICTION_OF_POPULATION_ACCESS: [
      ...['STATUS_CHECK_AT_SERVICE_POINT', 'ARREST_AT_OR_NEAR_SERVICE', 'SERVICE_CONDITIONED_ON_STATUS'],
    ],
    ACTIVE_HOSTILITIES: [],
    MINES_AND_UXO: [],
    PHYSICAL_CONSTRAINTS: [],
  });
  for (const one of ACCESS_CONSTRAINTS) expect(constraintOf(one)).toBe(one);
  expect([...KINDS_OF_DENIAL].sort()).toEqual(
    [
      ...[
        'VISIT_DENIED',
        'PRIVATE_INTERVIEW_DENIED',
        'LIST_REFUSED',
        'PERMIT_REFUSED',
        'VISA_REFUSED',
        'GOODS_BLOCKED',
      ],
      ...[
        'RESCUE_OBSTRUCTED',
        'EXISTENCE_OF_PEOPLE_DENIED',
        'IMPEDIMENTS_TO_ENTRY',
        'RESTRICTION_OF_MOVEMENT',
      ],
      ...['DENIAL_OF_NEEDS', 'RESTRICTION_OF_POPULATION_ACCESS'],
    ].sort(),
  );
});

describe('days', () => {
  const end = new Date('2026-12-31T00:00:00Z');
  const ahead = (days: number, milliseconds = 0) => new Date(+end - days * 86_400_000 + milliseconds);

  test.each([
    [ahead(90, -1), null],
    [ahead(90), 90],
    [ahead(30, -1), 90],
    [ahead(30), 30],
    [ahead(7, -1), 30],
    [ahead(7), 7],
    [ahead(0, -1), 7],
    [ahead(0), null],
    [ahead(-1), null],
  ])('at %s the parties are warned of %s days', (now, warning) => {
    expect(expiryWarningOf(end, now)).toBe(warning);
    expect(expiryWarningOf(null, now)).toBeNull();
  });

  test('the strength of each paragraph is its verb', () => {
    const spoken = RESOLUTION_PARAGRAPHS.map((paragraph) => [paragraph, strengthOf(paragraph)]);
    const expected = (paragraph: string) =>
      [
        [/^P/, 'RECALLS'],
        [/^OP2/, 'CALLS_UPON'],
        [/^OP3/, 'STRONGLY_ENCOURAGES'],
        [/^OP4/, 'ENCOURAGES'],
        [/^OP[15]/, 'REQUESTS'],
      ].find(([which]) => (which as RegExp).test(paragraph))?.[1];
    expect(spoken).toEqual(RESOLUTION_PARAGRAPHS.map((paragraph) => [paragraph, expected(paragraph)]));
    expect(RESOLUTION_PARAGRAPHS).toHaveLength(21);
  });
});
