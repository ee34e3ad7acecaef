import { sensitivityOf } from '../../../shared/policy/categories.ts';
import { wordsIn } from '../../../shared/words/words.ts';
import { jurisdictionOf, noticeOf, type ReceiptEvent, type ReceiptParty } from './receipt-event.ts';

/** What the specification wants as text and an organisation has not published. */
const NOT_PUBLISHED = 'not published';
/** How a consent was collected that nobody has given. */
const NOT_GIVEN = 'not given';

/**
 * The same receipt in the form of the Kantara Initiative's Consent Receipt Specification 1.1, the ancestor of
 * ISO/IEC TS 27560. It knows no events: it says what the consent was after this one. One purpose for each recipient, since
 * the form has one third party's name for each.
 */
export function kantaraReceipt(event: ReceiptEvent): object {
  const words = wordsIn(event.language);
  const sensitive = event.categories.filter((category) => sensitivityOf(category) !== 'MODERATE');
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: jurisdictionOf(event.controller),
    consentTimestamp: Math.floor(event.at.getTime() / 1000),
    collectionMethod: event.manner ?? NOT_GIVEN,
    consentReceiptID: event.receiptId,
    language: event.language,
    piiPrincipalId: event.principalId,
    piiControllers: [controllerOf(event.controller, words.receipt.howToReach)],
    policyUrl: noticeOf(event),
    services: [
      {
        service: words.states[event.state],
        purposes: event.purposes.flatMap((purpose) =>
          event.recipients.map((recipient) => ({
            purpose: words.purposes[purpose],
            purposeCategory: [purpose],
            consentType: 'EXPLICIT',
            piiCategory: event.categories.map((category) => words.categories[category]),
            primaryPurpose: true,
            termination: event.validUntil.toISOString(),
            thirdPartyDisclosure: true,
            thirdPartyName: recipient.name,
          })),
        ),
      },
    ],
    sensitive: sensitive.length > 0,
    spiCat: sensitive.map((category) => words.categories[category]),
  };
}

function controllerOf(party: ReceiptParty, contact: string): object {
  return {
    piiController: party.name,
    contact,
    address: { addressCountry: jurisdictionOf(party) },
    email: NOT_PUBLISHED,
    phone: NOT_PUBLISHED,
  };
}
