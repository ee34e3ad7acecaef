import { ACCESS_AGREEMENT_RULES, type AccessAgreementFacts } from './access.ts';
import type { AccessInstrument } from './access-words.ts';
import { AGREEMENT_STATES } from './agreement.ts';
import {
  ACTIVATION_RULES,
  type ActivationFacts,
  AGREEMENT_LIFE,
  type AgreementActor,
} from './agreement-life.ts';
import type { Life } from './life.ts';
import { allOf, type Decision } from './rule.ts';

/** The life of every agreement [law 7], and what an authority allowed by word of mouth. */
export const ACCESS_AGREEMENT_STATES = [...AGREEMENT_STATES, 'IN_FORCE_VERBAL'] as const;
export type AccessAgreementState = (typeof ACCESS_AGREEMENT_STATES)[number];

export const ACCESS_AGREEMENT_VERBS = [
  'revise',
  'submit',
  'approve',
  'sign',
  'signLast',
  'activate',
  'activateVerbal',
  'suspend',
  'resume',
  'resumeVerbal',
  'reportBreach',
  'endForBreach',
  'terminate',
  'reject',
  'expire',
] as const;
export type AccessAgreementVerb = (typeof ACCESS_AGREEMENT_VERBS)[number];

/** As the shared table, with the same verbs for what nobody signs. */
export const ACCESS_AGREEMENT_LIFE: Life<AccessAgreementVerb, AccessAgreementState, AgreementActor> = {
  revise: AGREEMENT_LIFE.revise,
  submit: AGREEMENT_LIFE.submit,
  approve: AGREEMENT_LIFE.approve,
  sign: AGREEMENT_LIFE.sign,
  signLast: AGREEMENT_LIFE.signLast,
  activate: AGREEMENT_LIFE.activate,
  activateVerbal: { from: ['APPROVED'], to: 'IN_FORCE_VERBAL', by: ['PARTY'] },
  suspend: orVerbal(AGREEMENT_LIFE.suspend),
  resume: AGREEMENT_LIFE.resume,
  resumeVerbal: { from: ['SUSPENDED'], to: 'IN_FORCE_VERBAL', by: ['BOTH'] },
  reportBreach: orVerbal(AGREEMENT_LIFE.reportBreach),
  endForBreach: AGREEMENT_LIFE.endForBreach,
  terminate: orVerbal(AGREEMENT_LIFE.terminate),
  reject: AGREEMENT_LIFE.reject,
  expire: orVerbal(AGREEMENT_LIFE.expire),
};

/** The verbs that an agreement in this form knows: what is verbal is not signed, what is signed is not verbal. */
export function verbsOfInstrument(instrument: AccessInstrument): AccessAgreementVerb[] {
  const foreign: readonly AccessAgreementVerb[] =
    instrument === 'VERBAL' ? ['sign', 'signLast', 'activate', 'resume'] : ['activateVerbal', 'resumeVerbal'];
  return ACCESS_AGREEMENT_VERBS.filter((verb) => !foreign.includes(verb));
}

export type AccessActivationFacts = AccessAgreementFacts & ActivationFacts;

const SIGNED_RULES = allOf<AccessActivationFacts>([...ACCESS_AGREEMENT_RULES, ...ACTIVATION_RULES]);
/** A word of mouth has neither signatures nor clauses. */
const VERBAL_RULES = allOf<AccessActivationFacts>([
  ...ACCESS_AGREEMENT_RULES,
  ...ACTIVATION_RULES.filter(({ id }) => id !== 'all-have-signed' && id !== 'conformity-stated'),
]);

/** May it begin, or begin again, to hold? */
export function mayBringAccessIntoForce(
  instrument: AccessInstrument,
  facts: AccessActivationFacts,
): Decision<AccessActivationFacts> {
  return instrument === 'VERBAL' ? VERBAL_RULES(facts) : SIGNED_RULES(facts);
}

function orVerbal(step: (typeof AGREEMENT_LIFE)['suspend']): (typeof ACCESS_AGREEMENT_LIFE)['suspend'] {
  return { ...step, from: [...step.from, 'IN_FORCE_VERBAL'] };
}
