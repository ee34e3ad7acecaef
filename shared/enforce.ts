import { AccordError, type ErrorCode } from './errors.ts';
import type { Decision } from './policy/rule.ts';

/**
 * Goes on only if the policy allows it. Some rules have a code of their own, by rule id; the others are RULE_BROKEN.
 * What is said is the rule's own sentence.
 */
export function enforce<Facts>(
  decision: Decision<Facts>,
  codes: Readonly<Record<string, ErrorCode>> = {},
): void {
  if (decision.allowed) return;
  const { id, says } = decision.rule;
  throw new AccordError(codes[id] ?? 'RULE_BROKEN', { rule: id, says });
}
