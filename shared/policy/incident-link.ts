import { type AccessObservingFacts, OBSERVER_ACTIVE, OBSERVER_HUMANITARIAN } from './access-observing.ts';
import { allOf, type Rule } from './rule.ts';

/** A link is for a shift, a mission or a season [choice]. */
export const INCIDENT_LINK_DAYS = 90;
/** How long it lasts when nobody says. */
export const INCIDENT_LINK_USUAL_DAYS = 14;
/** More than a team files in that time, and as much as anybody reads through when a link was lost [choice]. */
export const INCIDENT_LINK_DRAFTS = 100;

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What can be asked for at all by a link through which a team files incidents. It opens all but the last. */
export const INCIDENT_LINK_REQUESTS = ['EMPTY_FORM', 'FILING', 'FILED'] as const;
export type IncidentLinkRequest = (typeof INCIDENT_LINK_REQUESTS)[number];

/** What must be known of a link before its holder is answered: of the link, and of the organisation whose team it is. */
export interface IncidentLinkFacts
  extends Pick<AccessObservingFacts, 'type' | 'sharesCredentialsWith' | 'active'> {
  readonly asks: IncidentLinkRequest;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** How many drafts came in by it. */
  readonly filed: number;
}

export const INCIDENT_LINK_RULES: readonly Rule<IncidentLinkFacts>[] = [
  {
    id: 'incident-link-reads-nothing-filed',
    says: 'The holder of an intake link sees the empty form and files drafts; nothing that was filed is read by it.',
    source: 'Access agreements, rule 5; choice',
    holds: ({ asks }) => asks !== 'FILED',
  },
  {
    id: 'incident-link-not-revoked',
    says: 'Nobody has revoked the link.',
    source: 'choice',
    holds: ({ revokedAt }) => revokedAt === null,
  },
  {
    id: 'incident-link-not-over',
    says: 'The link has not come to its end.',
    source: 'choice',
    holds: ({ now, expiresAt }) => now < expiresAt,
  },
  {
    id: 'incident-link-not-full',
    says: 'By one link come 100 drafts at the most.',
    source: 'choice',
    holds: ({ filed }) => filed < INCIDENT_LINK_DRAFTS,
  },
  OBSERVER_ACTIVE,
  OBSERVER_HUMANITARIAN,
];

/** Whoever holds the link is taken for one of the team that was given it. */
export const mayUseIncidentLink = allOf(INCIDENT_LINK_RULES);

/** What must be known before a team is given a link. */
export interface IncidentLinkGivingFacts extends AccessObservingFacts {
  readonly from: Date;
  readonly until: Date;
}

export const INCIDENT_LINK_GIVING_RULES: readonly Rule<IncidentLinkGivingFacts>[] = [
  OBSERVER_ACTIVE,
  OBSERVER_HUMANITARIAN,
  {
    id: 'coordinator-gives-incident-link',
    says: 'A coordinator gives a team its link.',
    source: 'choice',
    holds: ({ role }) => role === 'coordinator',
  },
  {
    id: 'incident-link-at-most-90-days',
    says: 'An intake link lasts at most 90 days.',
    source: 'choice',
    holds: ({ from, until }) =>
      from < until && until.getTime() <= from.getTime() + INCIDENT_LINK_DAYS * DAY_MS,
  },
];

export const mayGiveIncidentLink = allOf(INCIDENT_LINK_GIVING_RULES);
