import { isPossible, type Life, verbsFrom } from './life.ts';
import { REPORTER_RULES, type ReporterFacts } from './reporting.ts';
import { allOf, type Rule } from './rule.ts';

/** As the International Conference receives them: of one, of several together, or open to whoever joins. */
export const PLEDGE_KINDS = ['SPECIFIC_INDIVIDUAL', 'SPECIFIC_JOINT', 'OPEN'] as const;
export type PledgeKind = (typeof PLEDGE_KINDS)[number];

export const PLEDGE_STATES = ['SUBMITTED', 'PARTIALLY_SIGNED', 'SIGNED', 'CLOSED'] as const;
export type PledgeState = (typeof PLEDGE_STATES)[number];

export const PLEDGE_PROGRESSES = [
  'NOT_STARTED',
  'IN_PROGRESS',
  'PARTLY_FULFILLED',
  'FULFILLED',
  'NOT_FULFILLED',
] as const;
export type PledgeProgress = (typeof PLEDGE_PROGRESSES)[number];

export const PLEDGE_VERBS = ['sign', 'signLast', 'join', 'reportOn', 'reportLast'] as const;
export type PledgeVerb = (typeof PLEDGE_VERBS)[number];

/** Submitting makes the record, in this state; every other verb is in the table. */
export const SUBMITTED: PledgeState = 'SUBMITTED';

/**
 * `sign` is a signature after which another is missing, `signLast` the one that completes them, `join` one under an open
 * pledge that stands already. `reportLast` is the final report of the last of its signers: then it is closed for ever.
 */
export const PLEDGE_LIFE: Life<PledgeVerb, PledgeState, 'PARTY' | 'ANYONE' | 'SIGNER'> = {
  sign: { from: ['SUBMITTED', 'PARTIALLY_SIGNED'], to: 'PARTIALLY_SIGNED', by: ['PARTY'] },
  signLast: { from: ['SUBMITTED', 'PARTIALLY_SIGNED'], to: 'SIGNED', by: ['PARTY'] },
  join: { from: ['SIGNED'], to: 'SIGNED', by: ['ANYONE'] },
  reportOn: { from: ['SIGNED'], to: 'SIGNED', by: ['SIGNER'] },
  reportLast: { from: ['SIGNED'], to: 'CLOSED', by: ['SIGNER'] },
};

export function mayTransitionPledge(state: PledgeState, verb: PledgeVerb): boolean {
  return isPossible(PLEDGE_LIFE, state, verb);
}

export function pledgeVerbsFrom(state: PledgeState): PledgeVerb[] {
  return verbsFrom(PLEDGE_LIFE, state);
}

export interface PledgeSubmissionFacts extends ReporterFacts {
  readonly organisationId: string;
  readonly kind: PledgeKind;
  readonly partyIds: readonly string[];
}

export const PLEDGE_SUBMISSION_RULES: readonly Rule<PledgeSubmissionFacts>[] = [
  ...REPORTER_RULES,
  {
    id: 'party-submits-pledge',
    says: 'A party submits a pledge.',
    source: 'choice',
    holds: ({ organisationId, partyIds }) => partyIds.includes(organisationId),
  },
  {
    id: 'pledge-parties-fit-kind',
    says: 'A specific individual pledge has one party, a specific joint pledge two or more.',
    source: 'International Conference: types of pledges',
    holds: ({ kind, partyIds }) =>
      kind === 'OPEN' || (kind === 'SPECIFIC_JOINT' ? partyIds.length >= 2 : partyIds.length === 1),
  },
];

export const maySubmitPledge = allOf(PLEDGE_SUBMISSION_RULES);

export interface PledgeSigningFacts extends PledgeSubmissionFacts {
  readonly alreadySignedIds: readonly string[];
  /** Hash of the pledge that the signer read, and of the one that stands. */
  readonly signedHash: string;
  readonly pledgeHash: string;
}

export const PLEDGE_SIGNING_RULES: readonly Rule<PledgeSigningFacts>[] = [
  ...REPORTER_RULES,
  {
    id: 'signatory-signs-pledge',
    says: 'A signatory signs a pledge.',
    source: 'law 7; choice',
    holds: ({ role }) => role === 'signatory',
  },
  {
    id: 'party-signs-pledge',
    says: 'A party signs for itself; an open pledge is signed by whoever joins.',
    source: 'International Conference: types of pledges',
    holds: ({ kind, organisationId, partyIds }) => kind === 'OPEN' || partyIds.includes(organisationId),
  },
  {
    id: 'pledge-signed-once',
    says: 'An organisation signs a pledge once.',
    source: 'choice',
    holds: ({ organisationId, alreadySignedIds }) => !alreadySignedIds.includes(organisationId),
  },
  {
    id: 'signs-this-pledge',
    says: 'The signature binds the hash of the pledge as it was submitted.',
    source: 'law 7; choice',
    holds: ({ signedHash, pledgeHash }) => signedHash === pledgeHash,
  },
];

export const maySignPledge = allOf(PLEDGE_SIGNING_RULES);

export interface PledgeReportFacts extends ReporterFacts {
  readonly organisationId: string;
  readonly signerIds: readonly string[];
  /** Signers whose report says that it is their last. */
  readonly finishedIds: readonly string[];
}

export const PLEDGE_REPORT_RULES: readonly Rule<PledgeReportFacts>[] = [
  ...REPORTER_RULES,
  {
    id: 'signer-reports-on-pledge',
    says: 'Whoever signed a pledge reports on it.',
    source: 'International Conference: reports on pledges',
    holds: ({ organisationId, signerIds }) => signerIds.includes(organisationId),
  },
  {
    id: 'final-report-is-last',
    says: 'Nothing is reported after the final report.',
    source: 'choice',
    holds: ({ organisationId, finishedIds }) => !finishedIds.includes(organisationId),
  },
];

export const mayReportOnPledge = allOf(PLEDGE_REPORT_RULES);

/** Anyone reads a pledge that all have signed; before that it is its parties' own. */
export function mayReadPledge(
  pledge: { readonly state: PledgeState; readonly partyIds: readonly string[] },
  viewerId: string | null,
): boolean {
  return (
    pledge.state === 'SIGNED' ||
    pledge.state === 'CLOSED' ||
    (viewerId !== null && pledge.partyIds.includes(viewerId))
  );
}
