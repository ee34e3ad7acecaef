import type { DataCategory } from '../../shared/policy/categories.ts';
import { owner, type RecipientName, type ReferralStage, type Refusal } from './referral-stage.ts';
import type { Asker, Asking } from './subgraph.ts';

/** Two members of staff of the owner, and its officer. */
export const requester: Asking = { ...owner, subject: 'requester' };
export const colleague: Asking = { ...owner, subject: 'colleague' };
export const officer: Asking = { ...owner, role: 'data_protection_officer' };

/** All that may ever leave in vital interest. */
export const VITAL: readonly DataCategory[] = [
  'ROUTING',
  'TRIAGE',
  'IDENTITY',
  'CONTACT',
  'LOCATION_PRECISE',
  'HEALTH',
];

export interface EmergencyRead {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

export interface EmergencyStep {
  readonly emergencyRelease: EmergencyRead | null;
  readonly userErrors: readonly Refusal[];
}

export interface EmergencyScene {
  readonly recipientId: string;
  readonly recipient: Asking;
  readonly agreementId: string;
  readonly serviceId: string;
  readonly personRef: string;
  /** The referral. */
  readonly id: string;
  /** The release; empty while none was asked for. */
  readonly emergency: string;
}

export interface EmergencyOptions {
  readonly to?: RecipientName;
  readonly urgency?: string;
  readonly categories?: readonly DataCategory[];
  /** How far it is led; `ACCEPTED` is the referral accepted by its recipient. */
  readonly until?: 'NOTHING' | 'REQUESTED' | 'APPROVED' | 'SENT' | 'ACCEPTED';
}

const INPUTS: Readonly<Record<string, string>> = {
  request: 'RequestEmergencyReleaseInput',
  approve: 'ApproveEmergencyReleaseInput',
  review: 'ReviewEmergencyReleaseInput',
};

export function emergencyQuery(verb: string, selection = 'id state version'): string {
  return `mutation ($input: ${INPUTS[verb]}!) { step: ${verb}EmergencyRelease(input: $input) {
    emergencyRelease { ${selection} } userErrors { code message field rule possible } } }`;
}

/** A step of a release's life. Errors of the request make it throw. */
export async function emergencyStep(
  stage: ReferralStage,
  who: Asker,
  verb: string,
  input: object,
  selection?: string,
): Promise<EmergencyStep> {
  return (await stage.ask<{ step: EmergencyStep }>(who, emergencyQuery(verb, selection), { input })).step;
}

/** An unconscious person of whom nobody could ask anything: an agreement, a service, a draft, and no consent. */
export async function emergencyScene(
  stage: ReferralStage,
  options: EmergencyOptions = {},
): Promise<EmergencyScene> {
  const { to = 'hospital', urgency = 'EMERGENCY', categories = VITAL, until = 'ACCEPTED' } = options;
  const purposes = ['VITAL_INTEREST_EMERGENCY'];
  const recipientId = await stage.recipient(to);
  const recipient: Asking = { organisationId: recipientId, purposes };
  const agreementId = await stage.agreement(recipientId, { purposes: ['HEALTH_CARE'] });
  const serviceId = await stage.service(recipientId, 'EMERGENCY_HEALTH');
  const personRef = await stage.person();
  const id = await stage.draft(personRef, serviceId, { urgency });
  const scene = { recipientId, recipient, agreementId, serviceId, personRef, id };
  if (until === 'NOTHING') return { ...scene, emergency: '' };
  const asked = { referralId: id, reason: 'UNCONSCIOUS', categories };
  const { emergencyRelease, userErrors } = await emergencyStep(stage, requester, 'request', asked);
  if (!emergencyRelease) throw new Error(`The stage could not be set: ${JSON.stringify(userErrors)}`);
  const emergency = emergencyRelease.id;
  if (until !== 'REQUESTED') {
    await emergencyStep(stage, colleague, 'approve', { id: emergency, expectedVersion: 1 });
    if (until !== 'APPROVED') await stage.move(requester, 'send', id, 1);
    if (until === 'ACCEPTED') await stage.move(recipient, 'accept', id, 2);
  }
  return { ...scene, emergency };
}
