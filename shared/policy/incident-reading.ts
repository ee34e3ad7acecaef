import { OBSERVER_ROLES } from './access-observing.ts';
import { type AccessViewer, holdsPublicPower } from './access-reading.ts';
import { mayBePublicFrom } from './incident-life.ts';
import type { OrganisationType } from './organisations.ts';
import type { Role } from './roles.ts';
import { allOf, policy, type Rule } from './rule.ts';

/** `EVERYTHING`: reporter, named staff and all. `CUT`: kind, month, first administrative level, severity, impact. */
export type IncidentReading = 'EVERYTHING' | 'CUT' | 'NOTHING';

/** What must be known before an incident is shown. */
export interface IncidentReadingFacts {
  /** Null: nobody is signed in, or the organisation is not active any more. */
  readonly viewer: (AccessViewer & { readonly role: Role }) | null;
  readonly ownerId: string;
  /** An agreement of any kind is in force between viewer and owner. */
  readonly isPartner: boolean;
  readonly verified: boolean;
  readonly occurredOn: Date;
  readonly releasedAt: Date | null;
  readonly now: Date;
}

/** Such as stand under an agreement with an owner, yet hold no public power and are there to help [rule 5; choice]. */
export const PARTNER_TYPES: readonly OrganisationType[] = [
  'NATIONAL_SOCIETY',
  'IFRC',
  'ICRC',
  'UN_AGENCY',
  'INTERNATIONAL_ORGANISATION',
  'INTERNATIONAL_NGO',
  'NATIONAL_NGO',
  'LEGAL_SERVICE_PROVIDER',
  'HEALTH_PROVIDER',
];

const NO_AUTHORITY: Rule<IncidentReadingFacts> = {
  id: 'authority-reads-no-incident',
  says: 'The viewer is no authority: an authority never reads an incident.',
  source: 'Access agreements, rule 4',
  holds: ({ viewer }) => viewer === null || !holdsPublicPower(viewer),
};

export const INCIDENT_WHOLE_RULES: readonly Rule<IncidentReadingFacts>[] = [
  NO_AUTHORITY,
  {
    id: 'owner-alone-reads-reporter',
    says: 'The owner alone reads who reported an incident, who is named in it, and all that is more than the cut.',
    source: 'Access agreements, rule 5',
    holds: ({ viewer, ownerId }) => viewer?.organisationId === ownerId,
  },
  {
    id: 'staff-reads-reporter',
    says: 'Of the owner, a caseworker, coordinator or data protection officer.',
    source: 'law 2: roles; choice',
    holds: ({ viewer }) => OBSERVER_ROLES.some((one) => one === viewer?.role),
  },
];

export const INCIDENT_CUT_SAFEGUARDS: readonly Rule<IncidentReadingFacts>[] = [NO_AUTHORITY];

export const INCIDENT_CUT_GRANTS: readonly Rule<IncidentReadingFacts>[] = [
  {
    id: 'partner-reads-cut',
    says: 'A partner under an agreement in force reads the cut of a verified incident.',
    source: 'Access agreements, rule 5; verified: choice',
    holds: ({ viewer, isPartner, verified }) =>
      viewer !== null && PARTNER_TYPES.includes(viewer.type) && isPartner && verified,
  },
  {
    id: 'owner-reads-cut',
    says: 'Whoever is of the owner reads the cut.',
    source: 'Access agreements, rule 5',
    holds: ({ viewer, ownerId }) => viewer?.organisationId === ownerId,
  },
  {
    id: 'anyone-reads-released',
    says: 'Anyone reads the cut once the owner has released it and 30 days are over.',
    source: 'Access agreements, rule 5',
    holds: ({ releasedAt, verified, occurredOn, now }) =>
      verified && releasedAt !== null && releasedAt <= now && mayBePublicFrom(occurredOn) <= now,
  },
];

export const mayReadIncidentWhole = allOf(INCIDENT_WHOLE_RULES);
export const mayReadIncidentCut = policy(INCIDENT_CUT_SAFEGUARDS, INCIDENT_CUT_GRANTS);

export function incidentReadingOf(facts: IncidentReadingFacts): IncidentReading {
  if (mayReadIncidentWhole(facts).allowed) return 'EVERYTHING';
  return mayReadIncidentCut(facts).allowed ? 'CUT' : 'NOTHING';
}
