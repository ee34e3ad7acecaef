/** One sentence of policy: what must be true, who says so, and how to check it. */
export interface Rule<Facts> {
  /** Never changes: ledgers, clients and tests name a rule by it. */
  readonly id: string;
  readonly says: string;
  readonly source: string;
  holds(facts: Facts): boolean;
}

export type Decision<Facts> =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly rule: Rule<Facts> };

export const ALLOWED = Object.freeze({ allowed: true } as const);

/** Stands for the missing grant when nothing allowed what was asked: silence is refusal. */
export const GRANTED: Rule<unknown> = Object.freeze({
  id: 'granted',
  says: 'Some grant allows it.',
  source: 'architecture, "A decision": silence is refusal',
  holds: () => false,
});

/** The first rule, in the order given, that does not hold; null when all hold. */
export function firstBroken<Facts, R extends Rule<Facts>>(rules: readonly R[], facts: Facts): R | null {
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at] as R;
    if (!rule.holds(facts)) return rule;
  }
  return null;
}

/** All rules must hold: the decision for a duty that knows no alternatives. */
export function allOf<Facts>(rules: readonly Rule<Facts>[]): (facts: Facts) => Decision<Facts> {
  return (facts) => {
    const broken = firstBroken(rules, facts);
    return broken === null ? ALLOWED : { allowed: false, rule: broken };
  };
}

/**
 * Every safeguard must hold and one grant must hold. A broken safeguard is named before any grant is read, so a grant
 * added later cannot outrank it. When no grant holds, the first one listed is named as what is missing.
 */
export function policy<Facts>(
  safeguards: readonly Rule<Facts>[],
  grants: readonly Rule<Facts>[],
): (facts: Facts) => Decision<Facts> {
  return (facts) => {
    const broken = firstBroken(safeguards, facts);
    if (broken !== null) return { allowed: false, rule: broken };
    for (const grant of grants) if (grant.holds(facts)) return ALLOWED;
    return { allowed: false, rule: grants[0] ?? GRANTED };
  };
}
