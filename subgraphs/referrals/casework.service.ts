import { IsNull } from 'typeorm';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError, type ErrorCode } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { mayDoCasework } from '../../shared/policy/casework.ts';
import { consentIsInForce } from '../../shared/policy/consent.ts';
import { mayMarkInError } from '../../shared/policy/error-marking.ts';
import { mayTakePlace } from '../../shared/policy/places.ts';
import { REFERRAL_LIFE, type ReferralVerb } from '../../shared/policy/referral-life.ts';
import { READABLE_STATES } from '../../shared/policy/referral-states.ts';
import { mayOpenReferral } from '../../shared/policy/release.ts';
import { maySendReferral, vitalInterestCarries } from '../../shared/policy/sending.ts';
import { voiceFor } from '../../shared/policy/voice.ts';
import { caseworkFacts, type ReferralRow } from './facts.ts';
import { tell } from './notice.service.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { Referral } from './referral.entity.ts';
import type { DraftReferralInput, MoveReferralInput, RerouteReferralInput } from './referral.inputs.ts';
import type { ReferralService } from './referral.service.ts';
import { actorOf, checkStep, type StepDetails, take } from './referral.states.ts';
import { clocksFor, sendingFacts, takePlace, targetService } from './sending-facts.ts';

/** Rules of sending that have a code of their own in the catalogue. */
const SENDING_CODES: Readonly<Record<string, ErrorCode>> = {
  'agreement-active': 'AGREEMENT_INACTIVE',
  'consent-in-force': 'CONSENT_REQUIRED',
};

/** Why a party that hears its routing withheld cannot act on the referral. */
const PARTY_CODES: Readonly<Record<string, ErrorCode>> = {
  AGREEMENT: 'AGREEMENT_INACTIVE',
  CONSENT: 'CONSENT_REQUIRED',
  PURPOSE: 'PURPOSE_PROHIBITED',
};

/** The one door to referrals for writing: every verb of the law's table, by either side. */
export class CaseworkService {
  constructor(
    private readonly database: Database,
    private readonly referrals: ReferralService,
    private readonly secret: Buffer,
  ) {}

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async draft(context: SubgraphContext, input: DraftReferralInput): Promise<Referral> {
    const viewer = signedIn(context);
    writingPurpose(context);
    checkCode(input.senderCode, 'senderCode');
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, 'draftReferral', input, () => insertDraft(tx, viewer, input)),
    );
    const draft = await this.referrals.readAnew(context, id);
    if (!draft) throw new AccordError('NOT_FOUND');
    return draft;
  }

  /**
   * Takes one step of a referral's life. A step that ends the reader's right to read answers with null for the
   * referral. Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, CONSENT_REQUIRED, AGREEMENT_INACTIVE,
   * RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async move(
    context: SubgraphContext,
    verb: ReferralVerb,
    input: MoveReferralInput,
    details: StepDetails = {},
  ): Promise<Referral | null> {
    const viewer = signedIn(context);
    writingPurpose(context);
    checkCode(details.receiverCode, 'receiverCode');
    checkDay(details.scheduledFor);
    const id = await this.database.transaction(viewer.organisationId, (tx) => {
      if (endsReading(verb)) tx.takesBack();
      return once(tx, context, this.secret, `${verb}Referral`, input, async () => {
        const row = await this.step(tx, context, verb, input, details);
        return row.id;
      });
    });
    return this.referrals.readAnew(context, id);
  }

  /**
   * Ends a referral and drafts another for the same person in its place, in one transaction. Answers with the new one.
   * Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async reroute(context: SubgraphContext, input: RerouteReferralInput): Promise<Referral | null> {
    const viewer = signedIn(context);
    writingPurpose(context);
    checkCode(input.senderCode, 'senderCode');
    const id = await this.database.transaction(viewer.organisationId, (tx) => {
      tx.takesBack();
      return once(tx, context, this.secret, 'rerouteReferral', input, async () => {
        const {
          id: reroutedFrom,
          person_id: personRef,
          urgency,
        } = await this.step(tx, context, 'reroute', input);
        return insertDraft(tx, viewer, { ...input, personRef, urgency }, reroutedFrom);
      });
    });
    return this.referrals.readAnew(context, id);
  }

  /**
   * Marks a referral as entered in error. The first person's mark waits for a second person's, and the organisation is
   * told that it does. Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async markInError(context: SubgraphContext, input: MoveReferralInput): Promise<Referral | null> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const id = await this.database.transaction(viewer.organisationId, (tx) => {
      tx.takesBack();
      return once(tx, context, this.secret, 'markReferralInError', input, async () => {
        const row = await this.opened(tx, context, 'markInError', input);
        const { subject: markedBy, role } = viewer;
        enforce(mayMarkInError({ role, markedBy, firstMarkedBy: row.error_marked_by }));
        if (row.error_marked_by === null) await markFirst(tx, row, markedBy);
        else await take(tx, row, 'markInError', viewer);
        return row.id;
      });
    });
    return this.referrals.readAnew(context, id);
  }

  private async step(
    tx: Transaction,
    context: SubgraphContext,
    verb: ReferralVerb,
    input: MoveReferralInput,
    details: StepDetails = {},
  ): Promise<ReferralRow> {
    const viewer = signedIn(context);
    const row = await this.opened(tx, context, verb, input);
    if (verb === 'send' || verb === 'reroute') await holdPerson(tx, row);
    if (verb === 'accept') enforce(mayTakePlace({ placeTaken: await takePlace(tx, row) }));
    if (verb !== 'send') {
      await take(tx, row, verb, viewer, details);
      return row;
    }
    const sending = await sendingFacts(tx, row);
    enforce(maySendReferral(sending), SENDING_CODES);
    const carrying = sending.consents.find(
      (consent) => consent.recipientIds.includes(row.to_id) && consentIsInForce(consent, sending.now),
    );
    const emergency = carrying || !vitalInterestCarries(sending) ? null : sending.vitalInterest;
    const carriers = { consentId: carrying?.id ?? null, emergencyReleaseId: emergency?.id ?? null };
    await take(tx, row, verb, viewer, carriers, await clocksFor(tx, row));
    return row;
  }

  /** The referral for one who may take this step on it now. */
  private async opened(
    tx: Transaction,
    context: SubgraphContext,
    verb: ReferralVerb,
    { id, expectedVersion }: MoveReferralInput,
  ): Promise<ReferralRow> {
    const viewer = signedIn(context);
    const decided = await this.referrals.decideOne(tx, context, id);
    if (!decided) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    const { row, facts, decisions } = decided;
    if (!mayOpenReferral(facts, decisions)) {
      const { ROUTING } = decisions;
      const heard = ROUTING.released ? '' : voiceFor(facts, ROUTING.refusal);
      const code = PARTY_CODES[heard] ?? 'NOT_FOUND';
      throw new AccordError(code, { field: 'input.id' });
    }
    enforce(mayDoCasework(await caseworkFacts(tx, viewer)));
    checkStep(row, verb, actorOf(row, viewer), expectedVersion);
    return row;
  }
}

/** Before the referral itself, as an erasure does: of two who hold the same things in another order one would be thrown out. */
async function holdPerson(tx: Transaction, { owner_id, person_id }: ReferralRow): Promise<void> {
  const [person] = await tx.sql(
    'hold-person',
    'select from person where owner_id = $1 and id = $2 and wrapped_key is not null for share',
    [owner_id, person_id],
  );
  if (!person) throw new AccordError('NOT_FOUND', { field: 'input.id' });
}

/** The state stays: one person alone takes nothing away. Errors: VERSION_CONFLICT when two are first at the same instant. */
async function markFirst(tx: Transaction, row: ReferralRow, errorMarkedBy: string): Promise<void> {
  const { owner_id: ownerId, id, version } = row;
  const { affected } = await tx.entities.update(
    Referral,
    { ownerId, id, version, errorMarkedBy: IsNull() },
    { errorMarkedBy, errorMarkedAt: new Date() },
  );
  if (affected !== 1) throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  await tell(tx, ownerId, 'REFERRAL_ERROR_MARKED', id);
}

/** The recipient reads nothing any more afterwards. */
function endsReading(verb: ReferralVerb): boolean {
  return !READABLE_STATES.includes(REFERRAL_LIFE[verb].to);
}

async function insertDraft(
  tx: Transaction,
  viewer: Viewer,
  input: DraftReferralInput,
  reroutedFrom: string | null = null,
): Promise<string> {
  enforce(mayDoCasework(await caseworkFacts(tx, viewer)));
  const service = await targetService(tx, viewer, input.serviceId, input.personRef);
  if (!service.personKnown) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
  if (service.organisationId === null) throw new AccordError('NOT_FOUND', { field: 'input.serviceId' });
  const serviceType = input.serviceType ?? service.type;
  if (!service.types.includes(serviceType)) {
    const says = 'The service does not offer this type.';
    throw new AccordError('VALIDATION_FAILED', { field: 'input.serviceType', says });
  }
  const id = newId('referral');
  await tx.entities.insert(Referral, {
    ownerId: viewer.organisationId,
    id,
    personId: input.personRef,
    toId: service.organisationId,
    serviceId: input.serviceId,
    serviceType,
    urgency: input.urgency,
    state: 'DRAFT',
    version: 1,
    senderCode: input.senderCode ?? null,
    reroutedFrom,
    draftedAt: new Date(),
  });
  return id;
}

function checkDay(scheduledFor: Date | null | undefined): void {
  if (scheduledFor && scheduledFor <= new Date()) {
    const says = 'The day on which the person is expected lies ahead.';
    throw new AccordError('VALIDATION_FAILED', { field: 'input.scheduledFor', says });
  }
}

function checkCode(code: string | null | undefined, field: string): void {
  if (code != null && !/^\S(.{0,62}\S)?$/.test(code)) {
    throw new AccordError('VALIDATION_FAILED', {
      field: `input.${field}`,
      says: 'A number has 1 to 64 characters.',
    });
  }
}
