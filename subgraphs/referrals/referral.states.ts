import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import {
  deadlinesOf,
  mayTransition,
  possibleFrom,
  REFERRAL_LIFE,
  type ReferralActor,
  type ReferralClocks,
  type ReferralVerb,
} from '../../shared/policy/referral-life.ts';
import type { ReferralRow } from './facts.ts';
import { Referral } from './referral.entity.ts';
import { ReferralEvent } from './referral-event.entity.ts';

/** What a step changes beside the state and the version. */
export type StepDetails = Partial<
  Pick<Referral, 'reason' | 'outcome' | 'receiverCode' | 'scheduledFor' | 'consentId' | 'emergencyReleaseId'>
>;

export type Moved = Pick<ReferralRow, 'owner_id' | 'id' | 'to_id' | 'state' | 'version' | 'urgency'>;

/** Who takes a step, as its event keeps it. */
export type Taker = Pick<Viewer, 'organisationId' | 'clientId'>;

/** The clock acts within the owner's walls, and under a name that no client can have. */
export function clockOf(ownerId: string): Taker {
  return { organisationId: ownerId, clientId: 'accord:clock' };
}

/** The side of the referral on which the viewer stands. */
export function actorOf(row: Pick<ReferralRow, 'owner_id'>, viewer: Viewer): ReferralActor {
  return row.owner_id === viewer.organisationId ? 'SENDER' : 'RECIPIENT';
}

/** The verbs this side may say now; the law's table, read for one actor. */
export function possibleFor(state: ReferralRow['state'], actor: ReferralActor): ReferralVerb[] {
  return possibleFrom(state).filter((verb) => REFERRAL_LIFE[verb].by.includes(actor));
}

/** Refuses a step that was decided on another version, or that this side may not take from this state. */
export function checkStep(
  row: Moved,
  verb: ReferralVerb,
  actor: ReferralActor,
  expectedVersion: number,
): void {
  if (row.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  if (!mayTransition(row.state, verb) || !REFERRAL_LIFE[verb].by.includes(actor)) {
    throw new AccordError('ILLEGAL_TRANSITION', {
      state: row.state,
      possible: possibleFor(row.state, actor),
    });
  }
}

/**
 * Takes one step and writes it down. The version stands in the condition, so of two organisations that act at the
 * same instant one alone finds its row. `own` are the clocks of an agreement, for sending. Errors: VERSION_CONFLICT.
 */
export async function take(
  tx: Transaction,
  row: Moved,
  verb: ReferralVerb,
  taker: Taker,
  details: StepDetails = {},
  own: Partial<ReferralClocks> = {},
): Promise<void> {
  const at = new Date();
  const { to: state } = REFERRAL_LIFE[verb];
  const { owner_id: ownerId, id, version } = row;
  const { affected } = await tx.entities.update(
    Referral,
    { ownerId, id, version },
    // A reason belongs to the step it was given with: that of a hold goes with the hold.
    { reason: null, ...details, ...clocksOf(row, verb, at, own), state, version: version + 1 },
  );
  if (affected !== 1) throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  await tx.entities.insert(ReferralEvent, {
    ownerId,
    referralId: id,
    version: version + 1,
    verb,
    state,
    at,
    organisationId: taker.organisationId,
    client: taker.clientId,
  });
}

function clocksOf(row: Moved, verb: ReferralVerb, at: Date, own: Partial<ReferralClocks>): Partial<Referral> {
  if (verb === 'complete') return { completedAt: at };
  if (verb !== 'send') return {};
  const { acknowledgeBy, actBy } = deadlinesOf(at, row.urgency, own);
  return { sentAt: at, acknowledgeBy, actBy };
}

/** The end of a consent ends the open referrals it carried, to all or to some recipients, in the same transaction. Their ids. */
export async function endCarriedReferrals(
  tx: Transaction,
  taker: Taker,
  consentId: string,
  verb: 'withdraw' | 'cancel' | 'expire',
  recipientIds: readonly string[] | null = null,
): Promise<string[]> {
  const rows = await tx.sql<Moved>(
    'carried-referrals',
    `select owner_id, id, to_id, state, version, urgency from referral
      where owner_id = $1 and consent_id = $2 and state = any($3) and ($4::text[] is null or to_id = any($4))
      order by id for update`,
    [taker.organisationId, consentId, REFERRAL_LIFE[verb].from, recipientIds],
  );
  for (const row of rows) await take(tx, row, verb, taker);
  return rows.map(({ id }) => id);
}

/** A release that was not justified ends the referral that it alone carried. */
export async function endReferralsOfEmergency(
  tx: Transaction,
  viewer: Viewer,
  emergencyReleaseId: string,
): Promise<void> {
  const rows = await tx.sql<Moved>(
    'referrals-of-emergency',
    `select owner_id, id, to_id, state, version, urgency from referral
      where owner_id = $1 and emergency_release_id = $2 and state = any($3) order by id for update`,
    [viewer.organisationId, emergencyReleaseId, REFERRAL_LIFE.cancel.from],
  );
  for (const row of rows) await take(tx, row, 'cancel', viewer);
}

/** Whoever the person withholds from now keeps no open referral about it, whatever carried it. */
export async function endReferralsTo(
  tx: Transaction,
  taker: Taker,
  personId: string,
  recipientIds: readonly string[],
): Promise<void> {
  const rows = await tx.sql<Moved>(
    'referrals-to',
    `select owner_id, id, to_id, state, version, urgency from referral
      where owner_id = $1 and person_id = $2 and to_id = any($3) and state = any($4) order by id for update`,
    [taker.organisationId, personId, recipientIds, REFERRAL_LIFE.withdraw.from],
  );
  for (const row of rows) await take(tx, row, 'withdraw', taker);
}

/** Part of erasing a person: every open referral about it ends, whatever carried it. */
export async function endReferralsOfPerson(tx: Transaction, viewer: Viewer, personId: string): Promise<void> {
  const rows = await tx.sql<Moved>(
    'referrals-of-person',
    `select owner_id, id, to_id, state, version, urgency from referral
      where owner_id = $1 and person_id = $2 and state = any($3) order by id for update`,
    [viewer.organisationId, personId, REFERRAL_LIFE.withdraw.from],
  );
  for (const row of rows) await take(tx, row, 'withdraw', viewer);
}
