import type { ReleaseFacts } from './facts.ts';
import { isOwner, recipientReading, viewerClass } from './grounds.ts';
import { isBehindFirewall } from './organisations.ts';
import type { Refusal } from './refusals.ts';
import { categoriesOf } from './roles.ts';

/** All that a party to the referral ever hears about a category it may not read [law 2]. */
export const PARTY_REASONS = ['PURPOSE', 'STAGE', 'AGREEMENT', 'CONSENT', 'CEILING'] as const;
export type PartyReason = (typeof PARTY_REASONS)[number];

/** `NOT_FOUND` is said of the whole record; `LEDGER_UNAVAILABLE` is an error of the whole request. */
export type PartyWord = PartyReason | 'NOT_FOUND' | 'LEDGER_UNAVAILABLE';

const PARTY_WORD: Readonly<Record<Refusal, PartyWord>> = {
  UNAUTHENTICATED: 'NOT_FOUND',
  PURPOSE: 'PURPOSE',
  FIREWALL: 'NOT_FOUND',
  RETENTION: 'AGREEMENT',
  ROLE: 'NOT_FOUND',
  WITHHELD: 'CONSENT',
  NO_RELATION: 'NOT_FOUND',
  AGREEMENT: 'AGREEMENT',
  CONSENT: 'CONSENT',
  STAGE: 'STAGE',
  CEILING: 'CEILING',
  ONWARD: 'AGREEMENT',
  LEDGER_UNAVAILABLE: 'LEDGER_UNAVAILABLE',
};

/** What a refusal sounds like to a party; it depends on the rule alone, never on whether a value exists. */
export function partyVoice(refusal: Refusal): PartyWord {
  return PARTY_WORD[refusal];
}

export type Listener = 'OWNER' | 'PARTY' | 'STRANGER';

/**
 * Who is listening. A party is the recipient of a referral open for reading; everyone else is a stranger and hears "not found",
 * and so is whoever fails line 1 or stands behind the firewall, whatever referral or purpose it names.
 */
export function listenerOf(facts: ReleaseFacts): Listener {
  const { viewer, now } = facts;
  if (viewer.credentialExpiresAt <= now || !viewer.active || categoriesOf(viewer.role).size === 0) {
    return 'STRANGER';
  }
  if (isBehindFirewall(viewerClass(facts))) return 'STRANGER';
  if (isOwner(facts)) return 'OWNER';
  return recipientReading(facts) === 'NOTHING' ? 'STRANGER' : 'PARTY';
}

/** The word this viewer hears for a refusal of this record. The owner hears the exact one, which is also what the ledger keeps. */
export function voiceFor(facts: ReleaseFacts, refusal: Refusal): Refusal | PartyWord {
  const listener = listenerOf(facts);
  if (listener === 'OWNER') return refusal;
  return listener === 'PARTY' ? partyVoice(refusal) : 'NOT_FOUND';
}
