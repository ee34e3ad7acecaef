import { AccordError } from '../../shared/errors.ts';
import { isPossible, type Life, verbsFrom } from '../../shared/policy/life.ts';

/** One step, after the validation workflow of IFRC GO: asked, then accepted or declined, and that is the end of it. */
export const CHANGE_REQUEST_STATES = ['PENDING', 'ACCEPTED', 'DECLINED', 'TAKEN_BACK'] as const;
export type ChangeRequestState = (typeof CHANGE_REQUEST_STATES)[number];

export type ChangeRequestVerb = 'acceptServiceChange' | 'declineServiceChange' | 'takeBackServiceChange';

export const CHANGE_REQUEST_LIFE: Life<ChangeRequestVerb, ChangeRequestState, 'owner' | 'requester'> = {
  acceptServiceChange: { from: ['PENDING'], to: 'ACCEPTED', by: ['owner'] },
  declineServiceChange: { from: ['PENDING'], to: 'DECLINED', by: ['owner'] },
  takeBackServiceChange: { from: ['PENDING'], to: 'TAKEN_BACK', by: ['requester'] },
};

/** Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateBehind(state: ChangeRequestState, verb: ChangeRequestVerb): ChangeRequestState {
  const { to } = CHANGE_REQUEST_LIFE[verb];
  if (to !== null && isPossible(CHANGE_REQUEST_LIFE, state, verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', { state, possible: verbsFrom(CHANGE_REQUEST_LIFE, state) });
}
