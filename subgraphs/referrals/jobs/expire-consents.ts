import type { Transaction } from '../../../shared/database.ts';
import type { Job } from '../../../shared/jobs.ts';
import { CONSENT_LIFE } from '../../../shared/policy/consent-life.ts';
import { Consent } from '../consent.entity.ts';
import { takeConsentStep } from '../consent.states.ts';
import { tell } from '../notice.service.ts';
import { clockOf, endCarriedReferrals } from '../referral.states.ts';
import { type Due, dueInTurn } from './due-in-turn.ts';

/**
 * Consents whose end has come [law 6]. The release rule closed at that very moment; this writes it down. What the
 * consent carried and nobody has answered expires with it, since the clock can end nothing else [law 5]; what is under way
 * stays with its recipient, who reads nothing until the person has agreed anew, and the owner is told.
 */
export const expireConsents: Job = {
  name: 'expire-consents',
  cron: '* * * * *',
  work: (database, now) => dueInTurn(database, now, { name: 'consents-to-expire', text: DUE }, expire),
};

const STATES = CONSENT_LIFE.expire.from.map((state) => `'${state}'`).join(', ');
const DUE = `select owner_id as "ownerId", id from consent
  where state in (${STATES}) and valid_until <= $1 order by valid_until, owner_id, id limit $2`;

async function expire(tx: Transaction, { ownerId, id }: Due, now: Date): Promise<void> {
  const consent = await tx.entities.findOne(Consent, {
    where: { ownerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!consent || !CONSENT_LIFE.expire.from.includes(consent.state) || consent.validUntil > now) return;
  const clock = clockOf(ownerId);
  await takeConsentStep(tx, clock.clientId, consent, 'expire');
  for (const referralId of await endCarriedReferrals(tx, clock, id, 'expire'))
    await tell(tx, ownerId, 'REFERRAL_EXPIRED', referralId);
  await tell(tx, ownerId, 'CONSENT_EXPIRED', id);
}
