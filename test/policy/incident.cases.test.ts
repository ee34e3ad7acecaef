import { describe, expect, test } from '@jest/globals';
import {
  INCIDENT_STEP_RULES,
  type IncidentStepFacts,
  mayTakeIncidentStep,
} from '../../shared/policy/incident-life.ts';
import {
  INCIDENT_CUT_GRANTS,
  INCIDENT_CUT_SAFEGUARDS,
  INCIDENT_WHOLE_RULES,
  type IncidentReadingFacts,
  mayReadIncidentCut,
  mayReadIncidentWhole,
} from '../../shared/policy/incident-reading.ts';
import { mayReadPlaceExactly, PLACE_RULES } from '../../shared/policy/place-reading.ts';
import type { Decision, Rule } from '../../shared/policy/rule.ts';
import {
  mayReadRecommendation,
  mayReadVisit,
  RECOMMENDATION_RULES,
  VISIT_RULES,
  type VisitReadingFacts,
} from '../../shared/policy/visit-reading.ts';
import { casesOf, lay, missingCases } from './cases.ts';

/** Each is allowed as it stands, but the cut, which is of a verified incident that a stranger asks for. */
const reading: IncidentReadingFacts = {
  viewer: {
    organisationId: 'org_krcs',
    type: 'NATIONAL_SOCIETY',
    sharesCredentialsWith: [],
    role: 'caseworker',
  },
  ownerId: 'org_krcs',
  isPartner: false,
  verified: true,
  occurredOn: new Date('2026-05-20T00:00:00Z'),
  releasedAt: null,
  now: new Date('2026-06-01T12:00:00Z'),
};
const stepping: IncidentStepFacts = {
  verb: 'negotiate',
  role: 'caseworker',
  organisationId: 'org_krcs',
  ownerId: 'org_krcs',
  clientId: 'krcs-1',
  filedBy: 'krcs-1',
  submittedBy: null,
  cameByLink: false,
  verified: true,
  occurredOn: new Date('2026-05-20T00:00:00Z'),
  now: new Date('2026-06-01T12:00:00Z'),
};
const visiting: VisitReadingFacts = {
  viewer: { organisationId: 'org_krcs', role: 'caseworker' },
  ownerId: 'org_krcs',
  authorityId: 'org_prison',
  recommendationsSent: false,
};

function casesTell<Facts>(
  name: string,
  base: Facts,
  rules: readonly Rule<Facts>[],
  decide: (facts: Facts) => Decision<Facts>,
): void {
  describe(name, () => {
    const cases = casesOf(name);

    test('every rule has a case that allows and a case that denies', () => {
      expect(
        missingCases(
          cases,
          rules.map(({ id }) => id),
        ),
      ).toEqual([]);
    });

    test.each(cases)('$says ($file)', ({ facts, expected }) => {
      const decision = decide(lay(base, facts));
      expect(decision.allowed ? decision : { allowed: false, rule: decision.rule.id }).toEqual(expected);
    });
  });
}

casesTell('incident-whole', reading, INCIDENT_WHOLE_RULES, mayReadIncidentWhole);
casesTell('incident-cut', reading, [...INCIDENT_CUT_SAFEGUARDS, ...INCIDENT_CUT_GRANTS], mayReadIncidentCut);
casesTell('incident-step', stepping, INCIDENT_STEP_RULES, mayTakeIncidentStep);
casesTell('visit-reading', visiting, VISIT_RULES, mayReadVisit);
casesTell('recommendation-reading', visiting, RECOMMENDATION_RULES, mayReadRecommendation);
casesTell(
  'place-reading',
  { viewerId: 'org_krcs', ownerId: 'org_krcs', partyIds: [] },
  PLACE_RULES,
  mayReadPlaceExactly,
);
