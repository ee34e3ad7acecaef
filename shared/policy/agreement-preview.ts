import type { AgreementFacts } from './agreement.ts';
import { DATA_CATEGORIES, type DataCategory } from './categories.ts';
import type { ConsentFacts } from './consent.ts';
import type { ReleaseFacts, ViewerFacts } from './facts.ts';
import type { Purpose } from './purposes.ts';
import type { ReferralState } from './referral-states.ts';
import { disclose } from './release.ts';
import { categoriesOf, type Role } from './roles.ts';
import { maySendReferral, type ReferralEnd } from './sending.ts';
import { SERVICE_TYPES, type ServiceType } from './service-types.ts';

export const PREVIEW_STAGES = ['BEFORE_ACCEPTANCE', 'AFTER_ACCEPTANCE'] as const;
export type PreviewStage = (typeof PREVIEW_STAGES)[number];

/** A state in which a recipient reads what is open at the stage. */
const STATE_AT: Readonly<Record<PreviewStage, ReferralState>> = {
  BEFORE_ACCEPTANCE: 'SENT',
  AFTER_ACCEPTANCE: 'ACCEPTED',
};

/** The person was asked, and the provider has the record from nobody else. */
const ASKED_AND_OWN = { vitalInterest: null, familyLinks: false, received: null } as const;

/** What must be known to say what an agreement would open, signed or not. */
export interface PreviewFacts {
  readonly provider: ReferralEnd;
  /** Who would read: the recipient, or anybody else. */
  readonly viewer: ReferralEnd & Pick<ViewerFacts, 'parentId' | 'childIds' | 'mandatePurposes'>;
  /** As if both had signed it. */
  readonly terms: Omit<AgreementFacts, 'id' | 'revision' | 'state' | 'providerId'>;
}

/** In each of these roles, for each of these purposes and service types, exactly these categories would be released. */
export interface PreviewLine {
  readonly stage: PreviewStage;
  readonly roles: readonly Role[];
  readonly purposes: readonly Purpose[];
  readonly serviceTypes: readonly ServiceType[];
  readonly categories: readonly DataCategory[];
}

/**
 * What the viewer would read under an agreement in force, of a person who has consented to all of it, through a referral of
 * each kind of service: the release rule itself, asked over facts that are supposed. What nobody reads has no line.
 */
export function previewAgreement(facts: PreviewFacts): PreviewLine[] {
  const { purposes, recipientRoles } = facts.terms;
  const alike = Map.groupBy(recipientRoles, categoriesOf);
  const lines = SERVICE_TYPES.filter((serviceType) => maySend(facts, serviceType)).flatMap((serviceType) =>
    PREVIEW_STAGES.flatMap((stage) =>
      purposes.flatMap((purpose) =>
        [...alike.values()].map((roles) => ({
          stage,
          roles,
          purposes: [purpose],
          serviceTypes: [serviceType],
          categories: released(supposed(facts, stage, serviceType, purpose, roles[0] as Role)),
        })),
      ),
    ),
  );
  const some = lines.filter(({ categories }) => categories.length > 0);
  const place = ({ stage, roles: [first] }: PreviewLine) =>
    PREVIEW_STAGES.indexOf(stage) * recipientRoles.length + recipientRoles.indexOf(first as Role);
  return merged(merged(merged(some, 'serviceTypes'), 'purposes'), 'roles').sort(
    (one, other) => place(one) - place(other),
  );
}

/** Categories that are agreed and that no line opens. */
export function neverOpened({ terms }: PreviewFacts, lines: readonly PreviewLine[]): DataCategory[] {
  const opened = new Set(lines.flatMap(({ categories }) => categories));
  return terms.categories.filter((category) => !opened.has(category));
}

function released(facts: ReleaseFacts): DataCategory[] {
  const disclosure = disclose(facts);
  return DATA_CATEGORIES.filter((category) => disclosure[category].released);
}

/** A moment at which it is in force. */
function momentOf({ terms }: PreviewFacts): Date {
  return terms.validFrom;
}

function agreementOf({ provider, terms }: PreviewFacts): AgreementFacts {
  return { ...terms, id: '', revision: 1, state: 'ACTIVE', providerId: provider.organisationId };
}

/** To all that is agreed, and for the viewer. */
function consentOf({ viewer, terms }: PreviewFacts): ConsentFacts {
  return {
    id: '',
    revision: 1,
    state: 'GIVEN',
    recipientIds: [viewer.organisationId],
    purposes: terms.purposes,
    categories: DATA_CATEGORIES,
    givenAt: terms.validFrom,
    acknowledgesReportingRisk: false,
    validFrom: terms.validFrom,
    validUntil: terms.validUntil,
  };
}

function maySend(facts: PreviewFacts, serviceType: ServiceType): boolean {
  const now = momentOf(facts);
  return maySendReferral({
    now,
    from: facts.provider,
    to: facts.viewer,
    urgency: 'NORMAL',
    service: {
      ownerId: facts.viewer.organisationId,
      serviceType,
      status: 'ACTIVE',
      assuredAt: now,
      firewallStatus: 'FIREWALLED',
      legalStatusCondition: 'NONE',
    },
    agreements: [agreementOf(facts)],
    consents: [consentOf(facts)],
    ...ASKED_AND_OWN,
  }).allowed;
}

function supposed(
  facts: PreviewFacts,
  stage: PreviewStage,
  serviceType: ServiceType,
  purpose: Purpose,
  role: Role,
): ReleaseFacts {
  const { provider, viewer, terms } = facts;
  return {
    now: momentOf(facts),
    purpose,
    ledgerAvailable: true,
    viewer: {
      ...viewer,
      role,
      purposes: [purpose],
      jurisdiction: terms.jurisdictions[0] ?? '',
      credentialExpiresAt: terms.validUntil,
    },
    record: {
      ownerId: provider.organisationId,
      ownerType: provider.type,
      ownerSharesCredentialsWith: provider.sharesCredentialsWith,
      eraseAfter: {},
      withheld: { organisationIds: [], types: [] },
      referral: {
        fromId: provider.organisationId,
        toId: viewer.organisationId,
        state: STATE_AT[stage],
        serviceType,
        urgency: 'NORMAL',
        completedAt: null,
      },
      agreements: [agreementOf(facts)],
      consents: [consentOf(facts)],
      ...ASKED_AND_OWN,
    },
  };
}

/** Lines that differ in one list alone become one, with all that stood in it. */
function merged(lines: readonly PreviewLine[], list: 'serviceTypes' | 'purposes' | 'roles'): PreviewLine[] {
  const alike = Map.groupBy(lines, (line) => JSON.stringify({ ...line, [list]: null }));
  return [...alike.values()].map((group) => ({
    ...(group[0] as PreviewLine),
    [list]: [...new Set(group.flatMap((line) => line[list] as readonly string[]))],
  }));
}
