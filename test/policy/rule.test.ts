import { describe, expect, test } from '@jest/globals';
import { allOf, GRANTED, policy, type Rule } from '../../shared/policy/rule.ts';

const rule = (id: string): Rule<readonly string[]> => ({
  id,
  says: `${id} is among the facts.`,
  source: 'test',
  holds: (facts) => facts.includes(id),
});
const [safe, sound, one, other] = [rule('safe'), rule('sound'), rule('one'), rule('other')];

describe('a policy', () => {
  const decide = policy([safe, sound], [one, other]);

  test.each([
    [['safe', 'sound', 'one'], 'allowed'],
    [['safe', 'sound', 'other'], 'allowed'],
    [['safe', 'sound'], 'one'],
    [['safe', 'one', 'other'], 'sound'],
    [['one', 'other'], 'safe'],
  ])('with %j answers %s: no grant outranks a safeguard, and silence is refusal', (facts, expected) => {
    const decision = decide(facts);
    expect(decision.allowed ? 'allowed' : decision.rule.id).toBe(expected);
  });

  test('without any grant allows nothing', () => {
    expect(policy([safe], [])(['safe'])).toEqual({ allowed: false, rule: GRANTED });
  });
});

test('a duty names the first rule that is broken', () => {
  expect(allOf([safe, sound])(['safe', 'sound'])).toEqual({ allowed: true });
  expect(allOf([safe, sound])([])).toEqual({ allowed: false, rule: safe });
});
