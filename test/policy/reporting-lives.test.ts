import { expect, test } from '@jest/globals';
import {
  FILED,
  MEASURE_LIFE,
  MEASURE_VERBS,
  mayTransitionMeasure,
  measureVerbsFrom,
} from '../../shared/policy/measure-life.ts';
import { ATTESTATION_STATES, MEASURE_STATUSES, MEASURE_TYPES } from '../../shared/policy/measure-words.ts';
import {
  mayTransitionPledge,
  PLEDGE_KINDS,
  PLEDGE_LIFE,
  PLEDGE_STATES,
  PLEDGE_VERBS,
  pledgeVerbsFrom,
  SUBMITTED,
} from '../../shared/policy/pledge-life.ts';
import {
  REPORTED_CONFERENCES,
  RESOLUTION_PARAGRAPHS,
  reportingPeriodOf,
  strengthOf,
} from '../../shared/policy/resolution.ts';

test('the words are those of the capabilities', () => {
  expect(MEASURE_TYPES.join(', ')).toBe(
    'LEGISLATION, REGULATION_OR_PROCEDURE, ACCESS_AGREEMENT, BORDER_SAFEGUARD, PROTECTION_SERVICE, RFL_SERVICE, DIVERSITY_AND_NONVIOLENCE, CULTURAL_AWARENESS, HUMANITARIAN_EDUCATION, SOCIAL_COHESION, PARTNERSHIP, CONSULTATION, TRAINING, ADVOCACY, RESEARCH_OR_REPORT',
  );
  expect(MEASURE_STATUSES.join(', ')).toBe('PLANNED, ONGOING, COMPLETED, DISCONTINUED');
  expect(ATTESTATION_STATES.join(', ')).toBe('DRAFT, ATTESTED, WITHDRAWN');
  expect(PLEDGE_KINDS.join(', ')).toBe('SPECIFIC_INDIVIDUAL, SPECIFIC_JOINT, OPEN');
  expect(RESOLUTION_PARAGRAPHS.join(', ')).toBe(
    'P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, OP1, OP2_SAFEGUARDS, OP2_PROTECTION, OP2_SERVICES_RFL, OP2_CONSULTATION, OP3A, OP3B, OP3C, OP3D, OP4, OP5',
  );
});

test('every step of a measure, from every state', () => {
  const steps = ATTESTATION_STATES.flatMap((state) =>
    MEASURE_VERBS.filter((verb) => mayTransitionMeasure(state, verb)).map(
      (verb) => `${state} ${verb} ${MEASURE_LIFE[verb].to}`,
    ),
  );
  expect(steps).toEqual([
    'DRAFT revise DRAFT',
    'DRAFT attest ATTESTED',
    'DRAFT withdraw WITHDRAWN',
    'ATTESTED revise DRAFT',
    'ATTESTED withdraw WITHDRAWN',
  ]);
  expect(measureVerbsFrom('WITHDRAWN')).toEqual([]);
  expect(FILED).toBe('DRAFT');
});

test('every step of a pledge, from every state', () => {
  const steps = PLEDGE_STATES.flatMap((state) =>
    PLEDGE_VERBS.filter((verb) => mayTransitionPledge(state, verb)).map(
      (verb) => `${state} ${verb} ${PLEDGE_LIFE[verb].to}`,
    ),
  );
  expect(steps).toEqual([
    'SUBMITTED sign PARTIALLY_SIGNED',
    'SUBMITTED signLast SIGNED',
    'PARTIALLY_SIGNED sign PARTIALLY_SIGNED',
    'PARTIALLY_SIGNED signLast SIGNED',
    'SIGNED join SIGNED',
    'SIGNED reportOn SIGNED',
    'SIGNED reportLast CLOSED',
  ]);
  expect(pledgeVerbsFrom('CLOSED')).toEqual([]);
  expect(SUBMITTED).toBe('SUBMITTED');
});

test('the verb of each paragraph is that of the resolution', () => {
  const strengths = RESOLUTION_PARAGRAPHS.map((paragraph) => `${paragraph} ${strengthOf(paragraph)}`);
  expect(strengths.slice(0, 10).every((one) => one.endsWith(' RECALLS'))).toBe(true);
  expect(strengths.slice(10)).toEqual([
    'OP1 REQUESTS',
    'OP2_SAFEGUARDS CALLS_UPON',
    'OP2_PROTECTION CALLS_UPON',
    'OP2_SERVICES_RFL CALLS_UPON',
    'OP2_CONSULTATION CALLS_UPON',
    'OP3A STRONGLY_ENCOURAGES',
    'OP3B STRONGLY_ENCOURAGES',
    'OP3C STRONGLY_ENCOURAGES',
    'OP3D STRONGLY_ENCOURAGES',
    'OP4 ENCOURAGES',
    'OP5 REQUESTS',
  ]);
});

test('periods follow each other: no day lies between two of them, none in both', () => {
  expect(REPORTED_CONFERENCES.map((number) => reportingPeriodOf(number))).toEqual([
    { from: '2011-12-02', until: '2015-12-07' },
    { from: '2015-12-08', until: '2019-12-08' },
    { from: '2019-12-09', until: '2024-10-27' },
    { from: '2024-10-28', until: null },
  ]);
  expect([30, 31, 36].map(reportingPeriodOf)).toEqual([null, null, null]);
});
