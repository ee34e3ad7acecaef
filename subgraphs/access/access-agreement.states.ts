import { AccordError } from '../../shared/errors.ts';
import {
  ACCESS_AGREEMENT_LIFE,
  type AccessAgreementState,
  type AccessAgreementVerb,
  verbsOfInstrument,
} from '../../shared/policy/access-life.ts';
import type { AccessInstrument } from '../../shared/policy/access-words.ts';

interface Standing {
  readonly state: AccessAgreementState;
  readonly instrument: AccessInstrument | null;
}

/** What a caller may ask for, each verb once; the table says which line of the life it is for this agreement. */
export const ACCESS_AGREEMENT_STEPS = {
  submitAccessAgreement: () => 'submit',
  approveAccessAgreement: () => 'approve',
  activateAccessAgreement: ({ instrument }) => (instrument === 'VERBAL' ? 'activateVerbal' : 'activate'),
  suspendAccessAgreement: () => 'suspend',
  resumeAccessAgreement: ({ instrument }) => (instrument === 'VERBAL' ? 'resumeVerbal' : 'resume'),
  terminateAccessAgreement: () => 'terminate',
  rejectAccessAgreement: () => 'reject',
  reportAccessBreach: () => 'reportBreach',
  endAccessAgreementForBreach: () => 'endForBreach',
} as const satisfies Record<string, (standing: Standing) => AccessAgreementVerb>;

export type AccessAgreementStep = keyof typeof ACCESS_AGREEMENT_STEPS;

/** The state behind the verb. Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateAfter(standing: Standing, verb: AccessAgreementVerb): AccessAgreementState {
  const possible = verbsOfInstrument(standing.instrument ?? 'VERBAL').filter((candidate) =>
    ACCESS_AGREEMENT_LIFE[candidate].from.includes(standing.state),
  );
  const to = ACCESS_AGREEMENT_LIFE[verb].to;
  if (to !== null && possible.includes(verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', {
    state: standing.state,
    possible: [...new Set(possible.filter((candidate) => candidate !== 'expire').map(spoken))],
  });
}

/** As the mutation is called: whether a signature is the last one is not the caller's to say. */
function spoken(verb: AccessAgreementVerb): string {
  if (verb === 'reportBreach') return 'reportAccessBreach';
  if (verb === 'endForBreach') return 'endAccessAgreementForBreach';
  const word = verb === 'signLast' ? 'sign' : verb.replace('Verbal', '');
  return `${word}AccessAgreement`;
}
