import type { DataCategory } from '../../../shared/policy/categories.ts';
import type { ConsentState } from '../../../shared/policy/consent.ts';
import type { ConsentGiver, ConsentManner } from '../../../shared/policy/consent-life.ts';
import type { Purpose } from '../../../shared/policy/purposes.ts';
import type { Language } from '../../../shared/words/words.ts';

/** An organisation as a receipt names it. */
export interface ReceiptParty {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: string;
  /** ISO 3166-1 alpha-2; null for one that belongs to no country. */
  readonly country: string | null;
}

/** One event in the life of a consent, with all that its receipt says of it, in any of its forms. No value among it. */
export interface ReceiptEvent {
  /** Of the receipt and of the record; UUIDs made from keys, which tell nothing of the consent's own id. */
  readonly receiptId: string;
  readonly recordId: string;
  /** How this receipt, and no other of the same person, calls the person. */
  readonly principalId: string;
  readonly language: Language;
  readonly revision: number;
  readonly state: ConsentState;
  readonly at: Date;
  readonly controller: ReceiptParty;
  readonly recipients: readonly ReceiptParty[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  readonly validUntil: Date;
  /** Null while nobody has given it, as is the manner. */
  readonly givenBy: ConsentGiver | null;
  readonly manner: ConsentManner | null;
  readonly noticeVersion: string;
  /** The language in which it was asked, BCP 47. */
  readonly askedIn: string;
}

/** Where no country's law is named. */
const NO_COUNTRY = 'international';

export function jurisdictionOf({ country }: ReceiptParty): string {
  return country ?? NO_COUNTRY;
}

/** The privacy notice that the person was told, by whose it is and its version. */
export function noticeOf({ controller, noticeVersion }: ReceiptEvent): string {
  return `urn:accord:notice:${controller.code}:${noticeVersion}`;
}
