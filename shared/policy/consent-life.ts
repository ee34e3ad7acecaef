import type { DataCategory } from './categories.ts';
import type { ConsentState } from './consent.ts';
import { isPossible, type Life, verbsFrom } from './life.ts';
import { addMonths } from './months.ts';
import type { OrganisationType } from './organisations.ts';
import { isPurpose } from './purposes.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** `OWNER`: staff of the organisation that keeps the record, the only ones who write consents; a recipient never does [law 6]. */
export type ConsentActor = 'PERSON' | 'OWNER' | 'CLOCK';

export const CONSENT_VERBS = [
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

/** The life of a consent [law 6]. An imported `UNKNOWN` one releases nothing, and can only be given anew or ended. */
export const CONSENT_LIFE: Life<ConsentVerb, ConsentState, ConsentActor> = {
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

/** What one consent opens. */
export interface ConsentScope {
  readonly recipientIds: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly validUntil: Date;
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

/** At most 12 months, also when renewed [law 6]. */
export const CONSENT_MONTHS = 12;

export const CONSENT_GIVERS = ['SELF', 'CAREGIVER', 'GUARDIAN', 'REPRESENTATIVE'] as const;
export type ConsentGiver = (typeof CONSENT_GIVERS)[number];
export const CONSENT_MANNERS = ['WRITTEN', 'THUMBPRINT', 'ORAL_WITNESSED', 'DIGITAL'] as const;
export type ConsentManner = (typeof CONSENT_MANNERS)[number];
export const WITHHOLDING_REASONS = ['FEAR_OF_HARM', 'WISHES_TO_INFORM_SELF', 'OTHER'] as const;
export type WithholdingReason = (typeof WITHHOLDING_REASONS)[number];

/** What must be known before a consent is recorded or renewed. */
export interface ConsentRecording {
  readonly ownerId: string;
  readonly recorderOrganisationId: string;
  readonly role: Role;
  readonly recipientIds: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly from: Date;
  readonly validUntil: Date;
  readonly personIsChild: boolean;
  readonly childAssents: boolean;
}

export const CONSENT_RECORDING_RULES: readonly Rule<ConsentRecording>[] = [
  {
    id: 'owner-records-consent',
    says: "The owner's staff record consents; a recipient never writes one.",
    source: 'law 6; law 2: roles',
    holds: ({ ownerId, recorderOrganisationId, role }) =>
      ownerId === recorderOrganisationId &&
      (role === 'caseworker' || role === 'system' || role === 'data_protection_officer'),
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
  {
    id: 'child-assents',
    says: 'A child assents too.',
    source: 'law 6',
    holds: ({ personIsChild, childAssents }) => !personIsChild || childAssents,
  },
];

export const mayRecordConsent = allOf(CONSENT_RECORDING_RULES);
