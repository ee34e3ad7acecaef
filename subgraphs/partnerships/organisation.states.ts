import { AccordError } from '../../shared/errors.ts';
import {
  mayTransitionOrganisation,
  ORGANISATION_LIFE,
  type OrganisationStanding,
  type OrganisationVerb,
  organisationVerbsFrom,
} from '../../shared/policy/organisation-life.ts';

/** The standing behind the verb. Errors: ILLEGAL_TRANSITION, with the standing and what is possible from it. */
export function standingAfter(standing: OrganisationStanding, verb: OrganisationVerb): OrganisationStanding {
  const { to } = ORGANISATION_LIFE[verb];
  if (to !== null && mayTransitionOrganisation(standing, verb)) return to;
  throw new AccordError('ILLEGAL_TRANSITION', { state: standing, possible: organisationVerbsFrom(standing) });
}

/** It takes from the organisation whatever it could read until now. */
export function endsAccess(verb: OrganisationVerb): boolean {
  return ORGANISATION_LIFE[verb].to !== 'ACTIVE';
}

/** No verb leads back from it. */
export function isForGood(verb: OrganisationVerb): boolean {
  const { to } = ORGANISATION_LIFE[verb];
  return to !== null && organisationVerbsFrom(to).length === 0;
}
