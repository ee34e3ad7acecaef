import { AccordError } from '../../shared/errors.ts';
import type { AgreementState } from '../../shared/policy/agreement.ts';
import {
  AGREEMENT_LIFE,
  type AgreementVerb,
  agreementVerbsFrom,
  mayTransitionAgreement,
} from '../../shared/policy/agreement-life.ts';

/** What a caller may ask for beside proposing, revising and signing; each verb stands once, in the law's table. */
export type AgreementStep = Exclude<AgreementVerb, 'revise' | 'sign' | 'signLast' | 'expire'>;

/** The state behind the verb. Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateAfter(state: AgreementState, verb: AgreementVerb): AgreementState {
  const { to } = AGREEMENT_LIFE[verb];
  if (to !== null && mayTransitionAgreement(state, verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', { state, possible: spokenVerbs(state) });
}

/** As the mutations are called; whether a signature is the last one is not the caller's to say. */
function spokenVerbs(state: AgreementState): string[] {
  const verbs = agreementVerbsFrom(state).filter((verb) => verb !== 'expire');
  return [...new Set(verbs.map((verb) => (verb === 'signLast' ? 'sign' : verb)))];
}

/** It may be taken from an agreement that is in force: what was read under it is read no more. */
export function mayEndReading(step: AgreementStep): boolean {
  return AGREEMENT_LIFE[step].from.includes('ACTIVE');
}
