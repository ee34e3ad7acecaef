import { firewallClassOf, type OrganisationType } from './organisations.ts';
import { allOf, type Rule } from './rule.ts';

/** Whether a service asks who may be here. */
export const LEGAL_STATUS_CONDITIONS = ['NONE', 'MANDATE_LIMITED', 'REQUIRED'] as const;
export type LegalStatusCondition = (typeof LEGAL_STATUS_CONDITIONS)[number];

/** Whether what a person says there can reach immigration enforcement. */
export const FIREWALL_STATUSES = ['FIREWALLED', 'NOT_FIREWALLED', 'MANDATORY_REPORTING', 'UNKNOWN'] as const;
export type FirewallStatus = (typeof FIREWALL_STATUSES)[number];

/** Status of a service in Open Referral HSDS 3; only the first is open. */
export const SERVICE_STATUSES = ['ACTIVE', 'INACTIVE', 'DEFUNCT', 'TEMPORARILY_CLOSED'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

/** Papers that show legal status, which a service of the Movement never asks for [Services, rule 1]. */
export const STATUS_PAPERS = ['RESIDENCE_PERMIT', 'VISA', 'ASYLUM_CARD'] as const;
export type StatusPaper = (typeof STATUS_PAPERS)[number];

/** What must be known before a service is published or revised. */
export interface ServiceOfferFacts {
  readonly ownerType: OrganisationType;
  readonly legalStatusCondition: LegalStatusCondition;
  /** Whom a service limited by its mandate is for. */
  readonly mandateLimitedTo: string | null;
  /** Codes of the papers asked for; only those in `STATUS_PAPERS` matter here. */
  readonly requiredPapers: readonly string[];
}

export const SERVICE_OFFER_RULES: readonly Rule<ServiceOfferFacts>[] = [
  {
    id: 'movement-asks-no-status',
    says: 'A service of a Movement component has no condition of legal status.',
    source: '31IC/11/R3, P5; Services, rule 1',
    holds: (facts) => !isOfMovement(facts) || facts.legalStatusCondition === 'NONE',
  },
  {
    id: 'movement-asks-no-status-paper',
    says: 'A service of a Movement component asks for no residence permit, visa or asylum card.',
    source: '31IC/11/R3, P5; Services, rule 1',
    holds: (facts) =>
      !isOfMovement(facts) || !STATUS_PAPERS.some((paper) => facts.requiredPapers.includes(paper)),
  },
  {
    id: 'mandate-says-whom',
    says: 'A service limited by its mandate says whom it is for.',
    source: 'Services, rule 2',
    holds: ({ legalStatusCondition, mandateLimitedTo }) =>
      legalStatusCondition !== 'MANDATE_LIMITED' || (mandateLimitedTo?.trim() ?? '') !== '',
  },
];

export const mayPublishService = allOf(SERVICE_OFFER_RULES);

const DAY = 24 * 60 * 60 * 1000;

/** Assured longer ago than this, in milliseconds, a service is stale and ranked last: 90 days [Services, rule 6]. */
export const STALE_AFTER_MS = 90 * DAY;
/** Assured longer ago than this, in milliseconds, a service is no referral target: 180 days [Services, rule 6]. */
export const UNASSURED_AFTER_MS = 180 * DAY;

export function isStale(assuredAt: Date | null, now: Date): boolean {
  return assuredAt === null || now.getTime() - assuredAt.getTime() > STALE_AFTER_MS;
}

export function isAssured(assuredAt: Date | null, now: Date): boolean {
  return assuredAt !== null && now.getTime() - assuredAt.getTime() <= UNASSURED_AFTER_MS;
}

function isOfMovement({ ownerType }: ServiceOfferFacts): boolean {
  return firewallClassOf(ownerType) === 'MOVEMENT';
}
