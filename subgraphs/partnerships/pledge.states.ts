import { AccordError } from '../../shared/errors.ts';
import {
  mayTransitionPledge,
  PLEDGE_LIFE,
  type PledgeState,
  type PledgeVerb,
  pledgeVerbsFrom,
} from '../../shared/policy/pledge-life.ts';

/** The state behind the verb. Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateAfter(state: PledgeState, verb: PledgeVerb): PledgeState {
  const { to } = PLEDGE_LIFE[verb];
  if (to !== null && mayTransitionPledge(state, verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', { state, possible: spokenVerbs(state) });
}

/** As the mutations are called; which signature or report is the last is not the caller's to say. */
function spokenVerbs(state: PledgeState): string[] {
  const spoken = {
    sign: 'sign',
    signLast: 'sign',
    join: 'sign',
    reportOn: 'reportOn',
    reportLast: 'reportOn',
  };
  return [...new Set(pledgeVerbsFrom(state).map((verb) => spoken[verb]))];
}
