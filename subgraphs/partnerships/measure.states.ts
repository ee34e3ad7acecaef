import { AccordError } from '../../shared/errors.ts';
import {
  MEASURE_LIFE,
  type MeasureVerb,
  mayTransitionMeasure,
  measureVerbsFrom,
} from '../../shared/policy/measure-life.ts';
import type { AttestationState } from '../../shared/policy/measure-words.ts';

/** The state behind the verb. Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateAfter(state: AttestationState, verb: MeasureVerb): AttestationState {
  const { to } = MEASURE_LIFE[verb];
  if (to !== null && mayTransitionMeasure(state, verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', { state, possible: measureVerbsFrom(state) });
}
