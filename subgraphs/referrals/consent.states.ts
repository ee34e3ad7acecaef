import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import {
  CONSENT_LIFE,
  type ConsentVerb,
  consentVerbsFrom,
  mayTransitionConsent,
} from '../../shared/policy/consent-life.ts';
import { Consent } from './consent.entity.ts';
import { ConsentEvent } from './consent-event.entity.ts';

/** What a step changes beside the state and the revision. */
export type ConsentChanges = Partial<Omit<Consent, 'ownerId' | 'id' | 'personId' | 'state' | 'revision'>>;

/** A consent that has no state yet. */
export type ConsentToBegin = Omit<Consent, 'state' | 'revision'>;

/** Begins the life of a consent, with its first event. Answers with its id. */
export async function beginConsent(
  tx: Transaction,
  client: string,
  verb: 'record' | 'request' | 'import',
  begun: ConsentToBegin,
): Promise<string> {
  const state = CONSENT_LIFE[verb].to ?? 'UNKNOWN';
  const consent = { ...begun, state, revision: 1 };
  await tx.entities.insert(Consent, consent);
  await tx.entities.insert(ConsentEvent, eventOf(consent, verb, client));
  return consent.id;
}

/**
 * One consent of this owner on which the verb is possible now, held until the transaction ends: of two who act at the same
 * instant the second sees what the first made of it. Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT.
 */
export async function consentFor(
  tx: Transaction,
  ownerId: string,
  verb: ConsentVerb,
  { id, expectedRevision = null }: { readonly id: string; readonly expectedRevision?: number | null },
): Promise<Consent> {
  const consent = await tx.entities.findOne(Consent, {
    where: { ownerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!consent) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  if (!mayTransitionConsent(consent.state, verb)) {
    throw new AccordError('ILLEGAL_TRANSITION', {
      state: consent.state,
      // What the clock alone brings about is no advice to anybody.
      possible: consentVerbsFrom(consent.state).filter((one) => CONSENT_LIFE[one].by.includes('OWNER')),
    });
  }
  if (expectedRevision !== null && expectedRevision !== consent.revision)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedRevision' });
  return consent;
}

/** Takes one step of a consent's life and writes it down. Whether it may be taken has been decided. */
export async function takeConsentStep(
  tx: Transaction,
  client: string,
  consent: Consent,
  verb: ConsentVerb,
  changes: ConsentChanges = {},
): Promise<void> {
  const { ownerId, id } = consent;
  const moved = { state: CONSENT_LIFE[verb].to ?? consent.state, revision: consent.revision + 1 };
  await tx.entities.update(Consent, { ownerId, id }, { ...changes, ...moved });
  await tx.entities.insert(ConsentEvent, eventOf({ ...consent, ...changes, ...moved }, verb, client));
}

function eventOf(consent: Consent, verb: ConsentVerb, client: string) {
  const { ownerId, id: consentId, revision, state, recipientIds, purposes, categories, statistics } = consent;
  const { givenBy, childAssent, manner, language, interpreter, interpreterCode, noticeVersion } = consent;
  const validUntil = consent.validUntil.toISOString();
  return {
    ownerId,
    consentId,
    revision,
    verb,
    state,
    at: new Date(),
    client,
    scope: { recipientIds, purposes, categories, validUntil, statistics },
    told: { givenBy, childAssent, manner, language, interpreter, interpreterCode, noticeVersion },
  };
}
