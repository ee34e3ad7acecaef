import type { DataCategory } from './categories.ts';
import { CONSENT_STATES, type ConsentState } from './consent.ts';
import { isPossible, type Life, verbsFrom } from './life.ts';
import { addMonths } from './months.ts';
import type { OrganisationType } from './organisations.ts';
import { isPurpose } from './purposes.ts';
import { keepsConsents, type Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** `OWNER`: staff of the organisation that keeps the record, the only ones who write consents; a recipient never does [law 6]. */
export type ConsentActor = 'PERSON' | 'OWNER' | 'CLOCK';

export const CONSENT_VERBS = [
  'record',
  'request',
  'import',
  'give',
  'defer',
  'refuse',
  'renew',
  'narrow',
  'withdraw',
  'revoke',
  'expire',
  'invalidate',
] as const;
export type ConsentVerb = (typeof CONSENT_VERBS)[number];

/**
 * The life of a consent [law 6]. What has no state to come `from` begins one. An imported `UNKNOWN` consent releases
 * nothing, and can only be given anew or ended.
 */
export const CONSENT_LIFE: Life<ConsentVerb, ConsentState, ConsentActor> = {
  record: { from: [], to: 'GIVEN', by: ['OWNER'] },
  request: { from: [], to: 'REQUESTED', by: ['OWNER'] },
  import: { from: [], to: 'UNKNOWN', by: ['OWNER'] },
  give: { from: ['REQUESTED', 'DEFERRED', 'UNKNOWN'], to: 'GIVEN', by: ['OWNER', 'PERSON'] },
  defer: { from: ['REQUESTED'], to: 'DEFERRED', by: ['OWNER', 'PERSON'] },
  refuse: { from: ['REQUESTED', 'DEFERRED', 'UNKNOWN'], to: 'REFUSED', by: ['OWNER', 'PERSON'] },
  renew: { from: ['GIVEN', 'RENEWED'], to: 'RENEWED', by: ['OWNER'] },
  narrow: { from: ['GIVEN', 'RENEWED'], to: null, by: ['OWNER', 'PERSON'] },
  withdraw: {
    from: ['REQUESTED', 'DEFERRED', 'GIVEN', 'RENEWED', 'UNKNOWN'],
    to: 'WITHDRAWN',
    by: ['PERSON', 'OWNER'],
  },
  revoke: { from: ['REQUESTED', 'DEFERRED', 'GIVEN', 'RENEWED', 'UNKNOWN'], to: 'REVOKED', by: ['OWNER'] },
  expire: { from: ['REQUESTED', 'DEFERRED', 'GIVEN', 'RENEWED', 'UNKNOWN'], to: 'EXPIRED', by: ['CLOCK'] },
  invalidate: { from: ['GIVEN', 'RENEWED', 'UNKNOWN'], to: 'INVALIDATED', by: ['OWNER'] },
};

export function mayTransitionConsent(state: ConsentState, verb: ConsentVerb): boolean {
  return isPossible(CONSENT_LIFE, state, verb);
}

export function consentVerbsFrom(state: ConsentState): ConsentVerb[] {
  return verbsFrom(CONSENT_LIFE, state);
}

/** From these no verb leads anywhere: they never reopen. */
export const ENDED_CONSENTS: readonly ConsentState[] = CONSENT_STATES.filter(
  (state) => consentVerbsFrom(state).length === 0,
);

/** What one consent opens. */
export interface ConsentScope {
  readonly recipientIds: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly validUntil: Date;
  /** The person agreed to be counted. */
  readonly statistics: boolean;
  readonly withheldOrganisationIds: readonly string[];
  readonly withheldTypes: readonly OrganisationType[];
}

/** True when `after` opens nothing that `before` did not: more of anything is a new consent [law 6]. Equal is narrow enough. */
export function narrows(before: ConsentScope, after: ConsentScope): boolean {
  return (
    within(after.recipientIds, before.recipientIds) &&
    within(after.purposes, before.purposes) &&
    within(after.categories, before.categories) &&
    after.validUntil <= before.validUntil &&
    (before.statistics || !after.statistics) &&
    within(before.withheldOrganisationIds, after.withheldOrganisationIds) &&
    within(before.withheldTypes, after.withheldTypes)
  );
}

function within<Word>(some: readonly Word[], all: readonly Word[]): boolean {
  return some.every((word) => all.includes(word));
}

/** A consent before and after it was narrowed. */
export interface ConsentNarrowing {
  readonly before: ConsentScope;
  readonly after: ConsentScope;
}

export const CONSENT_NARROWING_RULES: readonly Rule<ConsentNarrowing>[] = [
  {
    id: 'consent-only-narrows',
    says: 'It opens nothing that was closed: more of anything is a new consent.',
    source: 'law 6',
    holds: ({ before, after }) => narrows(before, after),
  },
];

export const mayNarrowConsent = allOf(CONSENT_NARROWING_RULES);

/** What was asked for, and what of it the person ticked. */
export interface ConsentGiving {
  readonly asked: Pick<ConsentScope, 'recipientIds' | 'purposes' | 'categories'>;
  readonly given: Pick<ConsentScope, 'recipientIds' | 'purposes' | 'categories'>;
}

export const CONSENT_GIVING_RULES: readonly Rule<ConsentGiving>[] = [
  {
    id: 'given-was-asked',
    says: 'What is given was asked for: more of anything is a new consent.',
    source: 'law 6',
    holds: ({ asked, given }) =>
      within(given.recipientIds, asked.recipientIds) &&
      within(given.purposes, asked.purposes) &&
      within(given.categories, asked.categories),
  },
];

export const mayGiveConsent = allOf(CONSENT_GIVING_RULES);

/** At most 12 months, also when renewed [law 6]. */
export const CONSENT_MONTHS = 12;

export const CONSENT_GIVERS = ['SELF', 'CAREGIVER', 'GUARDIAN', 'REPRESENTATIVE'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];
export const CONSENT_MANNERS = ['WRITTEN', 'THUMBPRINT', 'ORAL_WITNESSED', 'DIGITAL'] as const;
export type ConsentManner = (typeof CONSENT_MANNERS)[number];
export const WITHHOLDING_REASONS = ['FEAR_OF_HARM', 'WISHES_TO_INFORM_SELF', 'OTHER'] as const;
export type WithholdingReason = (typeof WITHHOLDING_REASONS)[number];

/** What a consent says, before anybody has given it: enough to ask for one, or to take over an imported one. */
export interface ConsentTerms {
  readonly ownerId: string;
  readonly recorderOrganisationId: string;
  readonly role: Role;
  readonly recipientIds: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly from: Date;
  readonly validUntil: Date;
}

export const CONSENT_TERMS_RULES: readonly Rule<ConsentTerms>[] = [
  {
    id: 'owner-records-consent',
    says: "The owner's staff record consents; a recipient never writes one.",
    source: 'law 6; law 2: roles',
    holds: ({ ownerId, recorderOrganisationId, role }) =>
      ownerId === recorderOrganisationId && keepsConsents(role),
  },
  {
    id: 'consent-names-what',
    says: 'It names recipients, purposes and categories; nothing is preselected.',
    source: 'law 6',
    holds: ({ recipientIds, purposes, categories }) =>
      recipientIds.length > 0 && purposes.length > 0 && categories.length > 0,
  },
  {
    id: 'consent-purposes-allowed',
    says: 'Its purposes are allowed ones: nobody can consent to a prohibited one.',
    source: 'law 1',
    holds: ({ purposes }) => purposes.every((purpose) => isPurpose(purpose)),
  },
  {
    id: 'at-most-12-months',
    says: 'It begins before it ends, and lasts at most 12 months.',
    source: 'law 6',
    holds: ({ from, validUntil }) => from < validUntil && validUntil <= addMonths(from, CONSENT_MONTHS),
  },
];

export const mayAskForConsent = allOf(CONSENT_TERMS_RULES);

/** What must be known before a consent is recorded, given or renewed. */
export interface ConsentRecording extends ConsentTerms {
  readonly givenBy: ConsentGiver;
  /** As the person's own record says, and not whoever records the consent. */
  readonly personIsChild: boolean;
  /** What the child said; null where nobody was asked. */
  readonly childAssents: boolean | null;
}

export const CONSENT_RECORDING_RULES: readonly Rule<ConsentRecording>[] = [
  ...CONSENT_TERMS_RULES,
  {
    id: 'child-is-represented',
    says: 'A caregiver, a guardian or a representative gives it for a child.',
    source: 'law 6',
    holds: ({ personIsChild, givenBy }) => !personIsChild || givenBy !== 'SELF',
  },
  {
    id: 'child-assents',
    says: 'A child assents too.',
    source: 'law 6',
    holds: ({ personIsChild, childAssents }) =>
      personIsChild ? childAssents === true : childAssents !== false,
  },
];

export const mayRecordConsent = allOf(CONSENT_RECORDING_RULES);
