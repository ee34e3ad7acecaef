import { wordsIn } from '../../../shared/words/words.ts';
import { RECEIPT_CONTEXT } from './iso-27560.ts';
import type { ReceiptEvent } from './receipt-event.ts';

/**
 * A receipt that is safe to be found with: a number, a day, and a sentence that says nothing. No organisation, no purpose, no
 * category, no hour, not even whether something was given or taken back. It has the two fields that ISO/IEC TS 27560
 * asks of every receipt. What it vouches for is the full receipt with this hash, which its owner can make anew.
 */
export function neutralReceipt(event: ReceiptEvent, receiptId: string, fullHash: string): object {
  return {
    '@context': RECEIPT_CONTEXT,
    '@id': `urn:uuid:${receiptId}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#receipt',
    'dpv:hasIdentifier': receiptId,
    'dct:created': event.at.toISOString().slice(0, 10),
    'dct:language': event.language,
    'dct:description': wordsIn(event.language).receipt.neutral,
    'dct:isFormatOf': `sha-256:${fullHash}`,
  };
}
