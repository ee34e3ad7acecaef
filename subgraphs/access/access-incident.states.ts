import { AccordError } from '../../shared/errors.ts';
import { INCIDENT_LIFE, type IncidentState, type IncidentVerb } from '../../shared/policy/incident-life.ts';
import { isPossible, verbsFrom } from '../../shared/policy/life.ts';

/** As the mutations are called, each verb once. */
export const INCIDENT_MUTATIONS = {
  revise: 'reviseIncident',
  submit: 'submitIncident',
  verify: 'verifyIncident',
  dismiss: 'dismissIncident',
  negotiate: 'negotiateIncident',
  resolve: 'resolveIncident',
  leaveUnresolved: 'leaveIncidentUnresolved',
  archive: 'archiveIncident',
  release: 'releaseIncident',
} as const satisfies Record<IncidentVerb, string>;

/** The state behind the verb. Errors: ILLEGAL_TRANSITION, with the state and what is possible from it. */
export function stateAfter(state: IncidentState, verb: IncidentVerb): IncidentState {
  if (isPossible(INCIDENT_LIFE, state, verb)) return INCIDENT_LIFE[verb].to ?? state;
  const possible = verbsFrom(INCIDENT_LIFE, state).map((one) => INCIDENT_MUTATIONS[one]);
  throw new AccordError('ILLEGAL_TRANSITION', { state, possible });
}
