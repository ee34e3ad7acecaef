import type { ReferralStage, Refusal } from './referral-stage.ts';
import { owner } from './referral-stage.ts';
import type { Asker } from './subgraph.ts';

/** Nobody: no token of an organisation, as whoever opens a link comes. */
export const holder: Asker = null;

export interface Issued {
  readonly personLink: {
    readonly id: string;
    readonly expiresAt: string;
    readonly revokedAt: string | null;
  } | null;
  readonly token: string | null;
  readonly userErrors: readonly Refusal[];
}

const REFUSAL = 'userErrors { code message field rule possible }';
export const ISSUE = `mutation ($input: IssuePersonLinkInput!) {
  issued: issuePersonLink(input: $input) { personLink { id issuedAt expiresAt revokedAt } token ${REFUSAL} } }`;
export const REVOKE = `mutation ($input: RevokePersonLinkInput!) {
  revoked: revokePersonLink(input: $input) { personLink { id expiresAt revokedAt } ${REFUSAL} } }`;
export const RECORD = `{ language owner { id } linkExpiresAt
  consents { id state revision inForce mayBeWithdrawn recipients { id } purposes categories givenAt validUntil changedAt }
  recipients { organisation { id } firstSentAt lastSentAt open }
  readings { organisation { id } purpose categories firstAt lastAt times }
  erasures { organisation { id } categories issuedAt dueAt acknowledgedAt overdue } }`;
export const MY_RECORD = `query ($token: String!) { record: myRecord(token: $token) ${RECORD} }`;
export const WITHDRAW = `mutation ($input: WithdrawByLinkInput!) {
  withdrawn: withdrawByLink(input: $input) { record ${RECORD} ${REFUSAL} } }`;

export interface Told {
  readonly language: string;
  readonly owner: { readonly id: string };
  readonly consents: readonly {
    readonly id: string;
    readonly state: string;
    readonly inForce: boolean;
    readonly mayBeWithdrawn: boolean;
    readonly categories: readonly string[];
    readonly recipients: readonly { readonly id: string }[];
  }[];
  readonly recipients: readonly { readonly organisation: { readonly id: string }; readonly open: boolean }[];
  readonly readings: readonly {
    readonly organisation: { readonly id: string };
    readonly purpose: string | null;
    readonly categories: readonly string[];
    readonly times: number;
  }[];
  readonly erasures: readonly {
    readonly organisation: { readonly id: string };
    readonly acknowledgedAt: string | null;
    readonly overdue: boolean;
  }[];
}

export async function issued(stage: ReferralStage, personRef: string, over: object = {}): Promise<string> {
  const answer = await stage.ask<{ issued: Issued }>(owner, ISSUE, { input: { personRef, ...over } });
  if (!answer.issued.token) throw new Error(`No link was issued: ${JSON.stringify(answer)}`);
  return answer.issued.token;
}

export async function recordOf(stage: ReferralStage, token: string): Promise<Told> {
  return (await stage.ask<{ record: Told }>(holder, MY_RECORD, { token })).record;
}

export async function withdrawn(
  stage: ReferralStage,
  input: { readonly token: string; readonly consent?: string },
): Promise<{ readonly record: Told | null; readonly userErrors: readonly Refusal[] }> {
  const answer = await stage.ask<{ withdrawn: { record: Told | null; userErrors: readonly Refusal[] } }>(
    holder,
    WITHDRAW,
    { input },
  );
  return answer.withdrawn;
}
