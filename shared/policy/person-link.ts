import { type CaseworkFacts, ORGANISATION_ACTIVE, OUTSIDE_FIREWALL } from './casework.ts';
import { addMonths } from './months.ts';
import { allOf, type Rule } from './rule.ts';

/** A link lasts as long as the longest consent that it may take back [choice]. */
export const LINK_MONTHS = 12;

/** What can be asked for at all about a person. A link opens all but the last [law 6]. */
export const LINK_REQUESTS = ['CATEGORIES_RECIPIENTS_TIMES', 'RECEIPT', 'WITHDRAWAL', 'VALUES'] as const;
export type LinkRequest = (typeof LINK_REQUESTS)[number];

/** What must be known of a link before its holder is answered. */
export interface PersonLinkFacts {
  readonly asks: LinkRequest;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export const PERSON_LINK_RULES: readonly Rule<PersonLinkFacts>[] = [
  {
    id: 'link-shows-no-value',
    says: "The holder of the person's link reads categories, recipients, times and receipts, and may withdraw; never a value.",
    source: 'law 6',
    holds: ({ asks }) => asks !== 'VALUES',
  },
  {
    id: 'link-not-revoked',
    says: 'Nobody has revoked the link, and no newer one has taken its place.',
    source: 'choice',
    holds: ({ revokedAt }) => revokedAt === null,
  },
  {
    id: 'link-not-over',
    says: 'The link has not come to its end.',
    source: 'choice',
    holds: ({ now, expiresAt }) => now < expiresAt,
  },
];

/** Whoever holds the link is taken for the person: it is as easy to withdraw as it was to give [law 6]. */
export const mayUsePersonLink = allOf(PERSON_LINK_RULES);

/** What must be known before the owner's staff give a person its link or its receipts. */
export interface LinkGivingFacts extends CaseworkFacts {
  readonly from: Date;
  readonly until: Date;
}

export const LINK_GIVING_RULES: readonly Rule<LinkGivingFacts>[] = [
  ORGANISATION_ACTIVE,
  OUTSIDE_FIREWALL,
  {
    id: 'staff-gives-link',
    says: 'A caseworker, a system acting for one, or the data protection officer of the owner gives the person its link and its receipts.',
    source: 'law 2: roles; law 6',
    holds: ({ role }) => role === 'caseworker' || role === 'system' || role === 'data_protection_officer',
  },
  {
    id: 'link-at-most-12-months',
    says: 'A link lasts at most 12 months.',
    source: 'choice',
    holds: ({ from, until }) => from < until && until <= addMonths(from, LINK_MONTHS),
  },
];

export const mayGivePersonLink = allOf(LINK_GIVING_RULES);
