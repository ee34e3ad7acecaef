import { HOW_ASKED, HOW_GIVEN } from './how-given.ts';
import { owner, type ReferralStage, type Refusal } from './referral-stage.ts';
import type { Asker } from './subgraph.ts';

/** What a verb on a consent answers. */
export interface ConsentAnswer {
  readonly consent: {
    readonly id: string;
    readonly revision: number;
    readonly [field: string]: unknown;
  } | null;
  readonly userErrors: readonly Refusal[];
}

const INPUTS: Readonly<Record<string, string>> = {
  refuse: 'EndConsentInput',
  withdraw: 'EndConsentInput',
  revoke: 'EndConsentInput',
  invalidate: 'EndConsentInput',
};

/** All of a consent that its owner reads. */
export const WHOLE_CONSENT = `id state revision recipientIds purposes categories statistics acknowledgesReportingRisk
  givenBy childAssent manner language interpreter interpreterCode noticeVersion givenAt validFrom validUntil
  events { revision verb state at client recipientIds purposes categories statistics validUntil givenBy childAssent
    manner language interpreter interpreterCode noticeVersion }
  withheld { organisationId organisationType reason }`;

/** Says a verb on a consent, by default as a caseworker of the stage's owner. */
export async function sayConsent(
  stage: ReferralStage,
  verb: string,
  input: object,
  who: Asker = owner,
): Promise<ConsentAnswer> {
  const type = INPUTS[verb] ?? `${verb.charAt(0).toUpperCase()}${verb.slice(1)}ConsentInput`;
  const query = `mutation Say($input: ${type}!) { answer: ${verb}Consent(input: $input) {
    consent { ${WHOLE_CONSENT} } userErrors { code message field rule possible } } }`;
  return (await stage.ask<{ answer: ConsentAnswer }>(who, query, { input })).answer;
}

/** What is named when a consent is asked for, given or imported: nothing of it is preselected. */
export const ASKED = {
  recipientIds: ['org_iom'],
  purposes: ['LEGAL_AID'],
  categories: ['ROUTING', 'TRIAGE'],
} as const;

/** How the stage's person gives it, beside what they tick. */
export const GIVEN = { ...ASKED, givenBy: 'SELF', manner: 'WRITTEN' } as const;

/** A consent of a new person in the state that the verb `begun` leads to; its id. */
export async function begunConsent(
  stage: ReferralStage,
  begun: 'record' | 'request' | 'import',
  over: object = {},
): Promise<string> {
  const personRef = await stage.person();
  const told = { import: {}, request: HOW_ASKED, record: HOW_GIVEN }[begun];
  const { consent, userErrors } = await sayConsent(stage, begun, { personRef, ...ASKED, ...told, ...over });
  if (!consent) throw new Error(JSON.stringify(userErrors));
  return consent.id;
}
