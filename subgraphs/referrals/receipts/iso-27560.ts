import { type DataCategory, sensitivityOf } from '../../../shared/policy/categories.ts';
import type { ConsentState } from '../../../shared/policy/consent.ts';
import { ERASURE_DAYS } from '../../../shared/policy/erasure.ts';
import type { Purpose } from '../../../shared/policy/purposes.ts';
import { wordsIn } from '../../../shared/words/words.ts';
import { jurisdictionOf, noticeOf, type ReceiptEvent, type ReceiptParty } from './receipt-event.ts';

/** W3C DPV consent status [DPV 2.3], which is what ISO/IEC TS 27560 calls the event state. */
const STATUS: Readonly<Record<ConsentState, string>> = {
  REQUESTED: 'dpv:ConsentRequested',
  DEFERRED: 'dpv:ConsentRequestDeferred',
  REFUSED: 'dpv:ConsentRefused',
  GIVEN: 'dpv:ConsentGiven',
  RENEWED: 'dpv:RenewedConsentGiven',
  WITHDRAWN: 'dpv:ConsentWithdrawn',
  REVOKED: 'dpv:ConsentRevoked',
  EXPIRED: 'dpv:ConsentExpired',
  INVALIDATED: 'dpv:ConsentInvalidated',
  UNKNOWN: 'dpv:ConsentUnknown',
};

/** DPV's purposes where there is an equal or a near one; the others carry our own word alone. */
const PURPOSE_TYPES: Readonly<Partial<Record<Purpose, string>>> = {
  SERVICE_REFERRAL: 'dpv:RequestedServiceProvision',
  SERVICE_DELIVERY: 'dpv:ServiceProvision',
  HEALTH_CARE: 'dpv:ImproveHealthcare',
  STATISTICS: 'dpv:ProvideOfficialStatistics',
  DATA_SUBJECT_RIGHTS: 'dpv:RightsFulfilment',
  AUDIT_OVERSIGHT: 'dpv:OrganisationComplianceManagement',
};

export const RECEIPT_CONTEXT = {
  dpv: 'https://w3id.org/dpv#',
  dct: 'http://purl.org/dc/terms/',
} as const;

/**
 * A receipt with the fields of ISO/IEC TS 27560, as the W3C guide to it writes them in JSON-LD with the Data Privacy
 * Vocabulary: header, processing, parties and the event. In the person's language where it speaks in sentences.
 */
export function isoReceipt(event: ReceiptEvent): object {
  const record = 'https://w3id.org/dpv/schema/dpv-27560#record';
  return {
    '@context': RECEIPT_CONTEXT,
    '@id': `urn:uuid:${event.receiptId}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
    'dpv:hasIdentifier': event.receiptId,
    'dct:created': event.at.toISOString(),
    'dct:language': event.language,
    'dpv:hasRecordOfActivity': {
      '@type': 'dpv:ConsentRecord',
      'dct:conformsTo': record,
      'dct:identifier': event.recordId,
      'dct:hasVersion': event.revision,
      'dpv:hasDataSubject': { '@type': 'dpv:DataSubject', 'dct:identifier': event.principalId },
      ...processingOf(event),
      'dpv:hasDataController': partyOf(event.controller, 'dpv:DataController', event),
      'dpv:hasConsentStatus': statusOf(event),
    },
  };
}

function processingOf(event: ReceiptEvent): object {
  const words = wordsIn(event.language);
  return {
    'dpv:hasNotice': {
      '@id': noticeOf(event),
      '@type': 'dpv:ConsentNotice',
      'dct:hasVersion': event.noticeVersion,
      'dct:language': event.askedIn,
    },
    'dpv:hasLegalBasis': 'dpv:ExplicitlyExpressedConsent',
    'dpv:hasJurisdiction': jurisdictionOf(event.controller),
    'dpv:hasProcess': event.purposes.map((purpose) => ({
      '@type': 'dpv:Process',
      'dpv:hasPurpose': {
        '@type': PURPOSE_TYPES[purpose] ?? 'dpv:Purpose',
        'dct:identifier': purpose,
        'dct:title': words.purposes[purpose],
      },
      'dpv:hasProcessing': ['dpv:Collect', 'dpv:Share'],
      'dpv:hasPersonalData': event.categories.map((category) =>
        categoryOf(category, words.categories[category]),
      ),
      'dpv:hasRecipient': event.recipients.map((party) => partyOf(party, 'dpv:Recipient', event)),
      'dpv:hasStorageCondition': storageOf(event),
    })),
    'dpv:hasConsentControl': {
      '@type': 'dpv:WithdrawConsent',
      'dct:description': words.receipt.howToWithdraw,
    },
  };
}

function categoryOf(category: DataCategory, title: string): object {
  const sensitive = sensitivityOf(category) !== 'MODERATE';
  return {
    '@type': sensitive ? 'dpv:SensitivePersonalData' : 'dpv:PersonalData',
    'dct:identifier': category,
    'dct:title': title,
    'dpv:hasNecessity': 'dpv:Optional',
  };
}

/** Kept where the parties are, while the consent lasts, and erased in the days that an order to erase gives. */
function storageOf({ controller, recipients, validUntil }: ReceiptEvent): object[] {
  const places = new Set([controller, ...recipients].map(jurisdictionOf));
  return [
    { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': [...places] },
    {
      '@type': 'dpv:StorageDuration',
      'dpv:hasDuration': { '@type': 'dpv:UntilTimeDuration', 'dct:date': validUntil.toISOString() },
    },
    { '@type': 'dpv:StorageDeletion', 'dpv:hasDuration': `P${ERASURE_DAYS}D` },
  ];
}

function partyOf(party: ReceiptParty, role: string, { language }: ReceiptEvent): object {
  return {
    '@type': [role, 'dpv:LegalEntity'],
    'dct:identifier': party.id,
    'dpv:hasName': party.name,
    'dpv:hasAddress': jurisdictionOf(party),
    'dpv:hasContact': wordsIn(language).receipt.howToReach,
    'dct:type': party.type,
  };
}

/** What the owner says of a consent, and not the person. */
const OWNERS_OWN: readonly ConsentState[] = ['REQUESTED', 'REVOKED', 'INVALIDATED', 'UNKNOWN'];

/** The event: when, by whom, how it was shown, and how long what it made lasts. */
function statusOf({ state, at, givenBy, manner, validUntil, language }: ReceiptEvent): object {
  const byOwner = OWNERS_OWN.includes(state);
  const byPerson = givenBy === null || givenBy === 'SELF' ? 'dpv:DataSubject' : 'dpv:Representative';
  return {
    '@type': STATUS[state],
    'dct:title': wordsIn(language).states[state],
    'dpv:isIndicatedBy': byOwner ? 'dpv:DataController' : byPerson,
    ...(manner && { 'dpv:hasIndicationMethod': manner }),
    'dpv:isIndicatedAtTime': at.toISOString(),
    'dpv:hasDuration': { '@type': 'dpv:UntilTimeDuration', 'dct:date': validUntil.toISOString() },
  };
}
