import { describe, expect, test } from '@jest/globals';
import { ACCESS_AGREEMENT_RULES, mayActivateAccessAgreement } from '../../shared/policy/access.ts';
import { APPROVAL_RULES, mayApproveAgreement } from '../../shared/policy/agreement-clauses.ts';
import {
  ACTIVATION_RULES,
  BREACH_RULES,
  mayActivateAgreement,
  mayEndForBreach,
  maySignAgreement,
  SIGNING_RULES,
} from '../../shared/policy/agreement-life.ts';
import { AGREEMENT_ACTION_RULES, mayActOnAgreement } from '../../shared/policy/agreement-reading.ts';
import { AGREEMENT_TERMS_RULES, mayWriteAgreement } from '../../shared/policy/agreement-terms.ts';
import { CASE_NUMBER_RULES, mayReadCaseNumber } from '../../shared/policy/case-number.ts';
import { CASEWORK_RULES, mayDoCasework } from '../../shared/policy/casework.ts';
import { CONSENT_KEEPING_RULES, mayKeepConsents } from '../../shared/policy/consent-keeping.ts';
import {
  CONSENT_GIVING_RULES,
  CONSENT_NARROWING_RULES,
  CONSENT_RECORDING_RULES,
  CONSENT_TERMS_RULES,
  mayAskForConsent,
  mayGiveConsent,
  mayNarrowConsent,
  mayRecordConsent,
} from '../../shared/policy/consent-life.ts';
import { VITAL_INTEREST_RULES } from '../../shared/policy/emergency.ts';
import {
  EMERGENCY_APPROVAL_RULES,
  EMERGENCY_QUEUE_RULES,
  EMERGENCY_REQUEST_RULES,
  EMERGENCY_REVIEW_RULES,
  mayApproveEmergencyRelease,
  mayRequestEmergencyRelease,
  mayReviewEmergencyRelease,
  maySeeEmergencyReleases,
} from '../../shared/policy/emergency-life.ts';
import {
  ERASURE_ORDER_RULES,
  ERASURE_RULES,
  mayAnswerErasureOrder,
  mayErasePerson,
} from '../../shared/policy/erasure.ts';
import { ERROR_MARK_RULES, mayMarkInError } from '../../shared/policy/error-marking.ts';
import { mayRegisterSoughtPerson, SEEKING_RULES } from '../../shared/policy/family-links.ts';
import {
  FOCAL_POINT_READING_RULES,
  FOCAL_POINT_WRITING_RULES,
  mayReadFocalPoints,
  mayWriteFocalPoint,
} from '../../shared/policy/focal-point.ts';
import { LIKENESS_RULES, mayHearOfLikeness } from '../../shared/policy/incident-likeness.ts';
import {
  INCIDENT_LINK_GIVING_RULES,
  INCIDENT_LINK_RULES,
  mayGiveIncidentLink,
  mayUseIncidentLink,
} from '../../shared/policy/incident-link.ts';
import { mayReadNotices, NOTICE_RULES } from '../../shared/policy/notice.ts';
import { mayAuthoriseOnward, ONWARD_AUTHORISING_RULES } from '../../shared/policy/onward-authorising.ts';
import {
  CLOSING_RULES,
  MERGING_RULES,
  mayCloseOrganisation,
  mayKeepEntry,
  mayMergeOrganisation,
  mayRecogniseSociety,
  mayReinstateOrganisation,
  RECOGNISING_RULES,
  REGISTRY_KEEPING_RULES,
  REINSTATING_RULES,
} from '../../shared/policy/organisation-life.ts';
import {
  LINK_GIVING_RULES,
  mayGivePersonLink,
  mayUsePersonLink,
  PERSON_LINK_RULES,
} from '../../shared/policy/person-link.ts';
import { mayTakePlace, PLACE_RULES } from '../../shared/policy/places.ts';
import { REGISTRATION_RULES } from '../../shared/policy/registry.ts';
import { allOf, type Decision, type Rule } from '../../shared/policy/rule.ts';
import { maySendReferral, SENDING_GRANTS, SENDING_SAFEGUARDS } from '../../shared/policy/sending.ts';
import {
  mayAnswerServiceChange,
  mayRequestServiceChange,
  SERVICE_CHANGE_ANSWER_RULES,
  SERVICE_CHANGE_REQUEST_RULES,
} from '../../shared/policy/service-change.ts';
import { mayPublishService, SERVICE_OFFER_RULES } from '../../shared/policy/service-offer.ts';
import {
  KEY_REGISTRATION_RULES,
  mayKeepSignature,
  mayRegisterSigningKey,
  SIGNATURE_RULES,
} from '../../shared/policy/signing-key.ts';
import { casesOf, lay, missingCases } from './cases.ts';
import {
  accessAgreement,
  activationFacts,
  agreementAction,
  agreementTerms,
  caseworkFacts,
  clauseFacts,
  closing,
  consentGiving,
  consentNarrowing,
  consentRecording,
  emergencyReview,
  emergencyStaff,
  focalPointReading,
  focalPointWriting,
  incidentLink,
  incidentLinkGiving,
  keyRegistration,
  likeness,
  linkGiving,
  merging,
  onwardAuthorising,
  personLink,
  recognising,
  registrationFacts,
  registryKeeping,
  reinstating,
  sendingFacts,
  serviceChange,
  serviceOffer,
  signatureFacts,
  signingFacts,
  vitalInterestFacts,
} from './decision-facts.ts';

/** Runs `cases/<name>`; DENY cases say which rule is named, which for a missing grant is the first grant listed. */
function casesTell<Facts>(
  name: string,
  base: Facts,
  rules: readonly Rule<Facts>[],
  decide: (facts: Facts) => Decision<Facts>,
): void {
  describe(name, () => {
    const cases = casesOf(name);

    test('every rule has a case that allows and a case that denies', () => {
      const ruleIds = rules.map(({ id }) => id);
      expect(missingCases(cases, ruleIds)).toEqual([]);
      expect(cases.filter(({ rule }) => !ruleIds.includes(rule)).map(({ file }) => file)).toEqual([]);
    });

    test.each(cases)('$says ($file)', ({ side, facts, expected }) => {
      const decision = decide(lay(base, facts));
      expect(decision.allowed ? 'allowed' : decision.rule.id).toBe(expected);
      expect(decision.allowed).toBe(side === 'ALLOW');
    });
  });
}

casesTell('sending', sendingFacts, [...SENDING_SAFEGUARDS, ...SENDING_GRANTS], maySendReferral);
casesTell('vital-interest', vitalInterestFacts, VITAL_INTEREST_RULES, allOf(VITAL_INTEREST_RULES));
casesTell('emergency-request', emergencyStaff, EMERGENCY_REQUEST_RULES, mayRequestEmergencyRelease);
casesTell('emergency-approval', emergencyStaff, EMERGENCY_APPROVAL_RULES, mayApproveEmergencyRelease);
casesTell('emergency-review', emergencyReview, EMERGENCY_REVIEW_RULES, mayReviewEmergencyRelease);
casesTell('emergency-queue', caseworkFacts, EMERGENCY_QUEUE_RULES, maySeeEmergencyReleases);
casesTell('seeking', caseworkFacts, SEEKING_RULES, mayRegisterSoughtPerson);
casesTell('agreement-terms', agreementTerms, AGREEMENT_TERMS_RULES, mayWriteAgreement);
casesTell('onward-authorising', onwardAuthorising, ONWARD_AUTHORISING_RULES, mayAuthoriseOnward);
casesTell('agreement-acting', agreementAction, AGREEMENT_ACTION_RULES, mayActOnAgreement);
casesTell('agreement-approval', clauseFacts, APPROVAL_RULES, mayApproveAgreement);
casesTell('agreement-signing', signingFacts, SIGNING_RULES, maySignAgreement);
casesTell(
  'agreement-breach',
  { organisationId: 'org_jordan', reportedByIds: ['org_jordan'] },
  BREACH_RULES,
  mayEndForBreach,
);
casesTell('agreement-signature', signatureFacts, SIGNATURE_RULES, mayKeepSignature);
casesTell('signing-key-registration', keyRegistration, KEY_REGISTRATION_RULES, mayRegisterSigningKey);
casesTell('agreement-activation', activationFacts, ACTIVATION_RULES, mayActivateAgreement);
casesTell('consent-keeping', caseworkFacts, CONSENT_KEEPING_RULES, mayKeepConsents);
casesTell('consent-asking', consentRecording, CONSENT_TERMS_RULES, mayAskForConsent);
casesTell('consent-giving', consentGiving, CONSENT_GIVING_RULES, mayGiveConsent);
casesTell('consent-recording', consentRecording, CONSENT_RECORDING_RULES, mayRecordConsent);
casesTell('consent-narrowing', consentNarrowing, CONSENT_NARROWING_RULES, mayNarrowConsent);
casesTell('service-offer', serviceOffer, SERVICE_OFFER_RULES, mayPublishService);
casesTell('place', { placeTaken: true }, PLACE_RULES, mayTakePlace);
casesTell('service-change-request', serviceChange, SERVICE_CHANGE_REQUEST_RULES, mayRequestServiceChange);
casesTell(
  'service-change-answer',
  { ...serviceChange, ownerId: 'org_unhcr' },
  SERVICE_CHANGE_ANSWER_RULES,
  mayAnswerServiceChange,
);
casesTell('access-agreement', accessAgreement, ACCESS_AGREEMENT_RULES, mayActivateAccessAgreement);
casesTell('casework', caseworkFacts, CASEWORK_RULES, mayDoCasework);
casesTell('erasure', { ...caseworkFacts, role: 'data_protection_officer' }, ERASURE_RULES, mayErasePerson);
casesTell('erasure-order', caseworkFacts, ERASURE_ORDER_RULES, mayAnswerErasureOrder);
casesTell('case-number', { keptBy: 'SENDER', reader: 'SENDER' }, CASE_NUMBER_RULES, mayReadCaseNumber);
casesTell(
  'error-marking',
  { role: 'caseworker', markedBy: 'caseworker', firstMarkedBy: null },
  ERROR_MARK_RULES,
  mayMarkInError,
);
casesTell('notice', caseworkFacts, NOTICE_RULES, mayReadNotices);
casesTell('registration', registrationFacts, REGISTRATION_RULES, allOf(REGISTRATION_RULES));
casesTell('focal-point-writing', focalPointWriting, FOCAL_POINT_WRITING_RULES, mayWriteFocalPoint);
casesTell('focal-point-reading', focalPointReading, FOCAL_POINT_READING_RULES, mayReadFocalPoints);
casesTell('registry-keeping', registryKeeping, REGISTRY_KEEPING_RULES, mayKeepEntry);
casesTell('reinstating', reinstating, REINSTATING_RULES, mayReinstateOrganisation);
casesTell('closing', closing, CLOSING_RULES, mayCloseOrganisation);
casesTell('merging', merging, MERGING_RULES, mayMergeOrganisation);
casesTell('recognising', recognising, RECOGNISING_RULES, mayRecogniseSociety);
casesTell('person-link', personLink, PERSON_LINK_RULES, mayUsePersonLink);
casesTell('link-giving', linkGiving, LINK_GIVING_RULES, mayGivePersonLink);
casesTell('incident-likeness', likeness, LIKENESS_RULES, mayHearOfLikeness);
casesTell('incident-link', incidentLink, INCIDENT_LINK_RULES, mayUseIncidentLink);
casesTell('incident-link-giving', incidentLinkGiving, INCIDENT_LINK_GIVING_RULES, mayGiveIncidentLink);
