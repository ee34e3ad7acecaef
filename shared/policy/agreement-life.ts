import type { AgreementState } from './agreement.ts';
import { isPossible, type Life, verbsFrom } from './life.ts';
import type { Role } from './roles.ts';
import { allOf, type Rule } from './rule.ts';

/** `PARTY`: one party alone. `BOTH`: only when all parties have said so. */
export type AgreementActor = 'PARTY' | 'BOTH' | 'CLOCK';

export const AGREEMENT_VERBS = [
  'revise',
  'submit',
  'approve',
  'sign',
  'signLast',
  'activate',
  'suspend',
  'resume',
  'reportBreach',
  'endForBreach',
  'terminate',
  'reject',
  'expire',
] as const;
export type AgreementVerb = (typeof AGREEMENT_VERBS)[number];

/** Proposing makes the record, in this state; every other verb is in the table. */
export const PROPOSED: AgreementState = 'DRAFT';

/**
 * The life shared by data-sharing agreements, access agreements and MoUs [law 7]. `sign` is a signature after which another
 * is missing, `signLast` the one that completes them. Terminal states never reopen: no verb leads out of them.
 */
export const AGREEMENT_LIFE: Life<AgreementVerb, AgreementState, AgreementActor> = {
  revise: {
    from: ['DRAFT', 'NEGOTIATION', 'REVIEW', 'APPROVED', 'PARTIALLY_SIGNED', 'SIGNED'],
    to: 'NEGOTIATION',
    by: ['PARTY'],
  },
  submit: { from: ['DRAFT', 'NEGOTIATION'], to: 'REVIEW', by: ['PARTY'] },
  approve: { from: ['REVIEW'], to: 'APPROVED', by: ['PARTY'] },
  sign: { from: ['APPROVED', 'PARTIALLY_SIGNED'], to: 'PARTIALLY_SIGNED', by: ['PARTY'] },
  signLast: { from: ['APPROVED', 'PARTIALLY_SIGNED'], to: 'SIGNED', by: ['PARTY'] },
  activate: { from: ['SIGNED'], to: 'ACTIVE', by: ['PARTY'] },
  suspend: { from: ['ACTIVE'], to: 'SUSPENDED', by: ['PARTY'] },
  resume: { from: ['SUSPENDED'], to: 'ACTIVE', by: ['BOTH'] },
  reportBreach: { from: ['ACTIVE', 'SUSPENDED'], to: 'SUSPENDED', by: ['PARTY'] },
  endForBreach: { from: ['SUSPENDED'], to: 'BREACHED', by: ['PARTY'] },
  terminate: { from: ['SIGNED', 'ACTIVE', 'SUSPENDED'], to: 'TERMINATED', by: ['PARTY'] },
  reject: {
    from: ['DRAFT', 'NEGOTIATION', 'REVIEW', 'APPROVED', 'PARTIALLY_SIGNED'],
    to: 'REJECTED',
    by: ['PARTY'],
  },
  expire: { from: ['SIGNED', 'ACTIVE', 'SUSPENDED'], to: 'EXPIRED', by: ['CLOCK'] },
};

export function mayTransitionAgreement(state: AgreementState, verb: AgreementVerb): boolean {
  return isPossible(AGREEMENT_LIFE, state, verb);
}

export function agreementVerbsFrom(state: AgreementState): AgreementVerb[] {
  return verbsFrom(AGREEMENT_LIFE, state);
}

/** What must be known before a signature is accepted. */
export interface SigningFacts {
  readonly role: Role;
  readonly signerOrganisationId: string;
  /** The party for which it is signed. */
  readonly onBehalfOfId: string;
  readonly partyIds: readonly string[];
  readonly alreadySignedIds: readonly string[];
  /** Hash of the revision that the signer read, and of the one that stands now. */
  readonly signedHash: string;
  readonly currentHash: string;
}

export const SIGNING_RULES: readonly Rule<SigningFacts>[] = [
  {
    id: 'signatory-signs',
    says: 'A signatory signs.',
    source: 'law 7',
    holds: ({ role }) => role === 'signatory',
  },
  {
    id: 'signs-for-itself',
    says: 'A party signs only for itself.',
    source: 'law 7',
    holds: ({ signerOrganisationId, onBehalfOfId, partyIds }) =>
      signerOrganisationId === onBehalfOfId && partyIds.includes(onBehalfOfId),
  },
  {
    id: 'signs-once',
    says: 'A party signs a revision once.',
    source: 'choice',
    holds: ({ onBehalfOfId, alreadySignedIds }) => !alreadySignedIds.includes(onBehalfOfId),
  },
  {
    id: 'signs-this-revision',
    says: 'The signature binds the hash of the revision that stands now.',
    source: 'law 7',
    holds: ({ signedHash, currentHash }) => signedHash === currentHash,
  },
];

export const maySignAgreement = allOf(SIGNING_RULES);

/** What must be known before an agreement of any kind is activated. */
export interface ActivationFacts {
  readonly now: Date;
  readonly validUntil: Date;
  readonly partyIds: readonly string[];
  /** Parties whose signature binds the hash of the revision that stands now. */
  readonly signedIds: readonly string[];
  /** A clause obliges a National Society to check legal status or to report persons. */
  readonly obligesStatusCheckOrReport: boolean;
  /** It carries the statement of conformity with the seven Fundamental Principles. */
  readonly statesConformity: boolean;
}

export const ACTIVATION_RULES: readonly Rule<ActivationFacts>[] = [
  {
    id: 'all-have-signed',
    says: 'Every party has signed the revision that stands now.',
    source: 'law 7',
    holds: ({ partyIds, signedIds }) => partyIds.every((partyId) => signedIds.includes(partyId)),
  },
  {
    id: 'not-over',
    says: 'Its validity has not ended.',
    source: 'law 7',
    holds: ({ now, validUntil }) => now < validUntil,
  },
  {
    id: 'conformity-stated',
    says: 'It states its conformity with the seven Fundamental Principles.',
    source: '31IC/11/R3, P8',
    holds: ({ statesConformity }) => statesConformity,
  },
  {
    id: 'no-duty-to-report',
    says: 'No clause obliges a National Society to check or report status.',
    source: '31IC/11/R3, P8',
    holds: ({ obligesStatusCheckOrReport }) => !obligesStatusCheckOrReport,
  },
];

export const mayActivateAgreement = allOf(ACTIVATION_RULES);

/** Who ends an agreement for a breach. */
export interface BreachFacts {
  readonly organisationId: string;
  /** Parties that have reported a breach since it was last resumed. */
  readonly reportedByIds: readonly string[];
}

export const BREACH_RULES: readonly Rule<BreachFacts>[] = [
  {
    id: 'breach-reported',
    says: 'Whoever has reported a breach ends the agreement for it.',
    source: 'law 7: a breach suspends it; choice',
    holds: ({ organisationId, reportedByIds }) => reportedByIds.includes(organisationId),
  },
];

export const mayEndForBreach = allOf(BREACH_RULES);
