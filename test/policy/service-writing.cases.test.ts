import { expect, test } from '@jest/globals';
import {
  mayWriteService,
  SERVICE_WRITING_RULES,
  type ServiceWritingFacts,
} from '../../shared/policy/service-writing.ts';
import { casesOf, lay, missingCases } from './cases.ts';

const base: ServiceWritingFacts = {
  role: 'caseworker',
  viewerId: 'org_unhcr',
  type: 'UN_AGENCY',
  sharesCredentialsWith: [],
  active: true,
  ownerId: 'org_unhcr',
  firewallStatus: 'FIREWALLED',
};

const cases = casesOf('service-writing');

test('every rule of writing a service has a case that allows and a case that denies', () => {
  const ruleIds = SERVICE_WRITING_RULES.map(({ id }) => id);
  expect(missingCases(cases, ruleIds)).toEqual([]);
});

test.each(cases)('$says ($file)', ({ facts, expected }) => {
  const decision = mayWriteService(lay(base, facts));
  expect(decision.allowed ? decision : { allowed: false, rule: decision.rule.id }).toEqual(expected);
});
