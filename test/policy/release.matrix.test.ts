import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AGREEMENT_STATES } from '../../shared/policy/agreement.ts';
import { DATA_CATEGORIES, type DataCategory } from '../../shared/policy/categories.ts';
import { CONSENT_STATES } from '../../shared/policy/consent.ts';
import type { ReleaseFacts } from '../../shared/policy/facts.ts';
import { FIREWALL_CLASSES, firewallClassOf, ORGANISATION_TYPES } from '../../shared/policy/organisations.ts';
import { PURPOSES } from '../../shared/policy/purposes.ts';
import { REFERRAL_STATES } from '../../shared/policy/referral-states.ts';
import { RELEASE_RULES, release } from '../../shared/policy/release.ts';
import { SERVICE_TYPES } from '../../shared/policy/service-types.ts';
import { anyCategory, anyFacts, NOW } from './arbitrary-facts.ts';
import { oracle } from './oracle.ts';
import { recipientFacts } from './release-facts.ts';

const RANDOM_CASES = 1_000_000;
const SEED = Number(process.env.FAST_CHECK_SEED ?? 31);
const UNREGISTERED = ['ImmigrationManagement', null] as const;

/** Stops at the first cells that differ: one is enough to say which. */
class Comparison {
  readonly mismatches: string[] = [];
  readonly met = new Map<string, number>();

  add(facts: ReleaseFacts, category: DataCategory): void {
    const answer = release(facts, category);
    const said = answer.released ? 'released' : answer.rule;
    const expected = oracle(facts, category);
    this.met.set(said, (this.met.get(said) ?? 0) + 1);
    if (said !== expected && this.mismatches.length < 5) {
      this.mismatches.push(`${category}: ${said}, but the law says ${expected}: ${JSON.stringify(facts)}`);
    }
  }
}

/** What the cell does not name is as favourable as can be, so that each axis decides somewhere. */
function* cells(): Generator<ReleaseFacts> {
  const [agreement] = recipientFacts.record.agreements;
  const [consent] = recipientFacts.record.consents;
  if (!agreement || !consent) throw new Error('The recipient has lost its grounds.');
  let cell = 0;
  for (const firewallClass of FIREWALL_CLASSES) {
    const types = ORGANISATION_TYPES.filter((type) => firewallClassOf(type) === firewallClass);
    for (const purpose of [...PURPOSES, ...UNREGISTERED]) {
      const all = { purposes: PURPOSES, categories: DATA_CATEGORIES };
      for (const agreementState of AGREEMENT_STATES) {
        const agreements = [{ ...agreement, ...all, state: agreementState }];
        for (const consentState of CONSENT_STATES) {
          const consents = [{ ...consent, ...all, state: consentState }];
          for (const state of REFERRAL_STATES) {
            cell += 1;
            // One of each class's types, one service type and one of two moments per cell, in turn.
            const type = types[cell % types.length] ?? 'OTHER';
            const serviceType = SERVICE_TYPES[cell % SERVICE_TYPES.length] ?? 'LEGAL_AID';
            const completedAt =
              state === 'COMPLETED' ? new Date(+NOW - (cell % 2 === 0 ? 13 : 14) * 86_400_000) : null;
            const referral = { ...recipientFacts.record.referral, fromId: 'org_jordan', toId: 'org_unhcr' };
            yield {
              ...recipientFacts,
              purpose,
              viewer: { ...recipientFacts.viewer, type, purposes: PURPOSES },
              record: {
                ...recipientFacts.record,
                agreements,
                consents,
                referral: { ...referral, state, serviceType, urgency: 'NORMAL', completedAt },
              },
            };
          }
        }
      }
    }
  }
}

describe('the release rule against a second reading of the law', () => {
  test('every category × class × agreement state × consent state × referral state × purpose', () => {
    const comparison = new Comparison();
    let compared = 0;
    for (const facts of cells()) {
      for (const category of DATA_CATEGORIES) comparison.add(facts, category);
      compared += DATA_CATEGORIES.length;
    }
    expect(comparison.mismatches).toEqual([]);
    const purposes = PURPOSES.length + UNREGISTERED.length;
    const axes = [DATA_CATEGORIES, FIREWALL_CLASSES, AGREEMENT_STATES, CONSENT_STATES, REFERRAL_STATES];
    expect(compared).toBe(
      axes.map(({ length }) => length).reduce((product, length) => product * length, purposes),
    );
    expect([...comparison.met.keys()]).toEqual(expect.arrayContaining(['released', 'firewall', 'ceiling']));
  }, 300_000);

  test(`${RANDOM_CASES} random cases, each other fact at random too`, () => {
    const comparison = new Comparison();
    fc.assert(
      fc.property(anyFacts, anyCategory, (facts, category) => {
        comparison.add(facts, category);
        return comparison.mismatches.length === 0;
      }),
      { numRuns: RANDOM_CASES, seed: SEED },
    );
    expect(comparison.mismatches).toEqual([]);
    // Each line decided often, and so did none.
    for (const line of ['released', ...RELEASE_RULES.map(({ id }) => id)]) {
      expect(comparison.met.get(line) ?? 0).toBeGreaterThan(1_000);
    }
  }, 300_000);
});
