import type { ControllerRelationship } from '../policy/agreement-clauses.ts';
import { PROHIBITED_PURPOSES, type ProhibitedPurpose, type Purpose } from '../policy/purposes.ts';
import type { AgreementContent } from './content.ts';

const DPV = 'https://w3id.org/dpv#';
const DPV_LAW = 'https://w3id.org/dpv/sector/law#';

/** Nearest terms of the W3C Data Privacy Vocabulary 2.3; where there is none, the purpose stands alone [field standards, 2.3]. */
const CLOSE_TO: Readonly<Partial<Record<Purpose, string>>> = {
  SERVICE_REFERRAL: `${DPV}RequestedServiceProvision`,
  SERVICE_DELIVERY: `${DPV}ServiceProvision`,
  CASE_MANAGEMENT: `${DPV}ServiceManagement`,
  HEALTH_CARE: `${DPV}ImproveHealthcare`,
  LEGAL_AID: `${DPV_LAW}LegalAidProvision`,
  TRAFFICKING_VICTIM_PROTECTION: `${DPV_LAW}CrimeVictimSafetyProvision`,
  STATISTICS: `${DPV}ProvideOfficialStatistics`,
  DATA_SUBJECT_RIGHTS: `${DPV}RightsFulfilment`,
  AUDIT_OVERSIGHT: `${DPV}OrganisationComplianceManagement`,
};

/** Those of the prohibited purposes that are core terms; the others are of its extension for the law. */
const CORE: ReadonlySet<ProhibitedPurpose> = new Set([
  'Counterterrorism',
  'ProtectionOfNationalSecurity',
  'ProtectionOfPublicSecurity',
  'SellDataToThirdParties',
  'DirectMarketing',
  'TargetedAdvertising',
]);

/** What kind of agreement it is, in the same vocabulary. */
const AGREEMENT_TYPES: Readonly<Record<ControllerRelationship, string>> = {
  SEPARATE_CONTROLLERS: `${DPV}ThirdPartyAgreement`,
  JOINT_CONTROLLERS: `${DPV}JointDataControllersAgreement`,
  CONTROLLER_AND_PROCESSOR: `${DPV}ControllerProcessorAgreement`,
  PROCESSOR_AND_SUBPROCESSOR: `${DPV}SubProcessorAgreement`,
};

const urn = (kind: string, name: string) => `urn:accord:${kind}:${name}`;

/**
 * The usage policy of a data-sharing agreement as ODRL 2.2 JSON-LD, so that a partner's connector can test itself: a permission
 * for each category, with purposes, roles, places and time, and the duties to have consent and to delete; prohibitions that
 * outrank them. It says what the agreement says and no more: what is released is decided at each reading. Null for an MoU.
 */
export function odrlOf(content: AgreementContent): object | null {
  if (content.kind !== 'DATA_SHARING') return null;
  const { agreementId = '', revision, providerId, recipientId, clauses } = content;
  return {
    '@context': [
      'http://www.w3.org/ns/odrl.jsonld',
      {
        dpv: DPV,
        closeMatch: { '@id': 'skos:closeMatch', '@type': '@id' },
      },
    ],
    uid: `${urn('agreement', agreementId)}:revision:${revision}`,
    type: ['Agreement', ...(clauses.relationship ? [AGREEMENT_TYPES[clauses.relationship]] : [])],
    'dct:title': `Data-sharing agreement ${agreementId}, revision ${revision}`,
    conflict: 'prohibit',
    assigner: urn('organisation', providerId),
    assignee: urn('organisation', recipientId),
    permission: content.categories.map((category) => permissionOf(content, category)),
    prohibition: prohibitionsOf(content),
    obligation: obligationsOf(content),
  };
}

function permissionOf(content: AgreementContent, category: string): object {
  const { purposes, clauses } = content;
  const kept = clauses.retention.find((one) => one.category === category);
  return {
    target: urn('category', category),
    action: 'use',
    constraint: [
      constraint('purpose', 'isAnyOf', purposes.map(purposeNode)),
      constraint(
        'recipient',
        'isAnyOf',
        clauses.recipientRoles.map((role) => ({ '@id': urn('role', role) })),
      ),
      constraint('spatial', 'isAnyOf', clauses.jurisdictions),
      ...validityOf(content),
    ],
    duty: [
      { action: 'obtainConsent', consentingParty: urn('party', 'data-subject') },
      ...(kept ? [{ action: 'delete', constraint: [within(`P${kept.days}D`)] }] : []),
    ],
  };
}

function prohibitionsOf(content: AgreementContent): object[] {
  const { categories, clauses } = content;
  const target = categories.map((category) => urn('category', category));
  const forbidden = PROHIBITED_PURPOSES.map((word) => ({
    '@id': `${CORE.has(word) ? DPV : DPV_LAW}${word}`,
  }));
  return [
    {
      target,
      action: 'use',
      'dct:description': clauses.firewallClause,
      constraint: [constraint('purpose', 'isAnyOf', forbidden)],
    },
    { target, action: 'sell' },
    { target, action: 'distribute', ...onwardExceptions(content) },
  ];
}

/** To pass on is forbidden to everybody but those whom the agreement lets receive, by name or by the word of all. */
function onwardExceptions({ clauses, providerId, recipientId }: AgreementContent): object {
  const named = clauses.onwardRecipientIds.map((id) => ({ '@id': urn('organisation', id) }));
  if (clauses.onward === 'SAME_PURPOSE_NAMED_RECIPIENTS')
    return { constraint: [constraint('recipient', 'isNoneOf', named)] };
  if (clauses.onward !== 'WRITTEN_AUTHORISATION_OF_ALL') return {};
  const authorising = [providerId, recipientId].map((id) => urn('organisation', id));
  return { remedy: { action: 'obtainConsent', consentingParty: authorising } };
}

function obligationsOf({ clauses, providerId, recipientId }: AgreementContent): object[] {
  const assignee = urn('organisation', recipientId);
  const inform = {
    assignee,
    action: 'inform',
    informedParty: urn('organisation', providerId),
    'dct:description': 'A personal data breach.',
    constraint: [within(`PT${clauses.breachNoticeHours}H`)],
  };
  if (!clauses.reviewOn) return [inform];
  const on = { '@value': clauses.reviewOn, '@type': 'xsd:date' };
  return [inform, { assignee, action: 'reviewPolicy', constraint: [constraint('dateTime', 'lteq', on)] }];
}

function validityOf({ validFrom, validUntil }: AgreementContent): object[] {
  const at = (moment: string) => ({ '@value': moment, '@type': 'xsd:dateTime' });
  return [constraint('dateTime', 'gteq', at(validFrom)), constraint('dateTime', 'lt', at(validUntil))];
}

function within(duration: string): object {
  return constraint('elapsedTime', 'lteq', { '@value': duration, '@type': 'xsd:duration' });
}

function constraint(leftOperand: string, operator: string, rightOperand: unknown): object {
  return { leftOperand, operator, rightOperand };
}

/** The purpose as it is, with the nearest term beside it: nothing is widened by being translated. */
function purposeNode(purpose: Purpose): object {
  const closeMatch = CLOSE_TO[purpose];
  return { '@id': urn('purpose', purpose), ...(closeMatch && { closeMatch }) };
}
