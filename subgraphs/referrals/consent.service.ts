import { In } from 'typeorm';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { mayDoCasework } from '../../shared/policy/casework.ts';
import type { ConsentState } from '../../shared/policy/consent.ts';
import {
  CONSENT_LIFE,
  CONSENT_MONTHS,
  consentVerbsFrom,
  mayRecordConsent,
  mayTransitionConsent,
} from '../../shared/policy/consent-life.ts';
import { addMonths } from '../../shared/policy/months.ts';
import { Consent } from './consent.entity.ts';
import type { EndConsentInput, RecordConsentInput, WithholdInput } from './consent.inputs.ts';
import { ConsentEvent } from './consent-event.entity.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { endCarriedReferrals, type Taker } from './referral.states.ts';
import { Withholding } from './withholding.entity.ts';

/** The one door to consents. Only the owner's staff come through it; a recipient never writes one. */
export class ConsentService {
  constructor(
    private readonly database: Database,
    private readonly orders: ErasureOrderService,
    private readonly secret: Buffer,
  ) {}

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async record(context: SubgraphContext, input: RecordConsentInput): Promise<Consent> {
    const viewer = signedIn(context);
    writingPurpose(context);
    checkWithhold(input.withhold);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      if (input.withhold.length > 0) tx.takesBack();
      enforce(mayDoCasework(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, 'recordConsent', input, () =>
        this.insert(tx, viewer, input),
      );
      return this.own(tx, viewer, id);
    });
  }

  /**
   * Ends a consent: the person's withdrawal, brought by staff, or the owner's own revocation. In force when this
   * returns: the referrals it carried end in the same transaction.
   * Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED.
   */
  async end(context: SubgraphContext, verb: 'withdraw' | 'revoke', input: EndConsentInput): Promise<Consent> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      tx.takesBack();
      enforce(mayDoCasework(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, `${verb}Consent`, input, () =>
        this.close(tx, viewer, verb, input),
      );
      return this.own(tx, viewer, id);
    });
  }

  private async insert(tx: Transaction, viewer: Viewer, input: RecordConsentInput): Promise<string> {
    const ownerId = viewer.organisationId;
    await refuseUnknown(tx, ownerId, input);
    const validFrom = new Date();
    const validUntil = input.validUntil ?? addMonths(validFrom, CONSENT_MONTHS);
    const { recipientIds, purposes, categories } = input;
    enforce(
      mayRecordConsent({
        ownerId,
        recorderOrganisationId: viewer.organisationId,
        role: viewer.role,
        recipientIds,
        purposes,
        categories,
        from: validFrom,
        validUntil,
        personIsChild: input.childAssent != null,
        childAssents: input.childAssent ?? true,
      }),
    );
    const { personRef: personId, withhold, ...told } = input;
    const id = newId('consent');
    const consent = {
      ...told,
      childAssent: told.childAssent ?? null,
      ownerId,
      id,
      personId,
      state: 'GIVEN' as const,
      revision: 1,
      givenAt: validFrom,
      validFrom,
      validUntil,
    };
    await tx.entities.insert(Consent, consent);
    await tx.entities.insert(ConsentEvent, eventOf(consent, viewer, validFrom));
    for (const { organisationId = null, organisationType = null, reason } of withhold) {
      await tx.entities.insert(Withholding, {
        ownerId,
        personId,
        organisationId,
        organisationType,
        reason,
        consentId: id,
      });
    }
    return id;
  }

  private async close(
    tx: Transaction,
    viewer: Viewer,
    verb: 'withdraw' | 'revoke',
    input: EndConsentInput,
  ): Promise<string> {
    const consent = await tx.entities.findOne(Consent, {
      where: { ownerId: viewer.organisationId, id: input.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!consent) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    if (!mayTransitionConsent(consent.state, verb)) {
      throw new AccordError('ILLEGAL_TRANSITION', {
        state: consent.state,
        possible: consentVerbsFrom(consent.state),
      });
    }
    if (input.expectedRevision != null && input.expectedRevision !== consent.revision) {
      throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedRevision' });
    }
    await this.endNow(tx, viewer, consent, verb);
    return consent.id;
  }

  /** Part of erasing a person: whatever consent has not ended yet ends as withdrawn. Its orders are the erasure's own. */
  async endAllOf(tx: Transaction, viewer: Viewer, personId: string): Promise<void> {
    const open = await tx.entities.find(Consent, {
      where: { ownerId: viewer.organisationId, personId, state: In([...CONSENT_LIFE.withdraw.from]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const consent of open) await setState(tx, viewer, consent, 'WITHDRAWN');
  }

  /**
   * The person's own withdrawal of one consent or of all, inside the transaction of who speaks for it. What has ended
   * already stays as it is, so that a second tap changes nothing. Errors: NOT_FOUND for a consent of somebody else.
   */
  async withdrawOwn(tx: Transaction, taker: Taker, personId: string, id: string | null): Promise<void> {
    tx.takesBack();
    const consents = await tx.entities.find(Consent, {
      where: { ownerId: taker.organisationId, personId, ...(id !== null && { id }) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (id !== null && consents.length === 0) throw new AccordError('NOT_FOUND', { field: 'input.consent' });
    for (const consent of consents) {
      if (mayTransitionConsent(consent.state, 'withdraw')) await this.endNow(tx, taker, consent, 'withdraw');
    }
  }

  /** The end itself, with what hangs on it: the referrals it carried, and the orders to erase. */
  private async endNow(
    tx: Transaction,
    taker: Taker,
    consent: Consent,
    verb: 'withdraw' | 'revoke',
  ): Promise<void> {
    await setState(tx, taker, consent, CONSENT_LIFE[verb].to as ConsentState);
    const { ownerId, id: consentId, personId } = consent;
    await endCarriedReferrals(tx, taker, consentId, verb === 'withdraw' ? 'withdraw' : 'cancel');
    const cause = verb === 'withdraw' ? 'CONSENT_WITHDRAWN' : 'CONSENT_REVOKED';
    await this.orders.issue(tx, { ownerId, personId, cause, consentId });
  }

  private async own(tx: Transaction, viewer: Viewer, id: string): Promise<Consent> {
    return tx.entities.findOneByOrFail(Consent, { ownerId: viewer.organisationId, id });
  }
}

async function setState(tx: Transaction, taker: Taker, consent: Consent, state: ConsentState): Promise<void> {
  const { ownerId, id } = consent;
  const ended = { ...consent, state, revision: consent.revision + 1 };
  await tx.entities.update(Consent, { ownerId, id }, { state, revision: ended.revision });
  await tx.entities.insert(ConsentEvent, eventOf(ended, taker, new Date()));
}

function eventOf(consent: Consent, taker: Taker, at: Date): ConsentEvent {
  const { ownerId, id, revision, state, recipientIds, purposes, categories, validUntil } = consent;
  const scope = { recipientIds, purposes, categories, validUntil: validUntil.toISOString() };
  return { ownerId, consentId: id, revision, state, at, client: taker.clientId, scope };
}

/**
 * The person is the owner's own, and every recipient is in the registry. So is every organisation to withhold from: a
 * name that was misspelt would withhold from nobody.
 */
async function refuseUnknown(tx: Transaction, ownerId: string, input: RecordConsentInput): Promise<void> {
  const withheldIds = input.withhold.map(({ organisationId = null }) => organisationId);
  const [known] = await tx.sql<{ person: boolean; recipients: number; withheld: string[] }>(
    'consent-knows',
    `select exists (select from person where owner_id = $1 and id = $2 and wrapped_key is not null) as person,
            (select count(*)::int from partnerships.organisations_known where id = any($3)) as recipients,
            array(select id from partnerships.organisations_known where id = any($4)) as withheld`,
    [ownerId, input.personRef, input.recipientIds, withheldIds],
  );
  if (!known?.person) throw new AccordError('NOT_FOUND', { field: 'input.personRef' });
  if (known.recipients !== new Set(input.recipientIds).size) {
    throw new AccordError('VALIDATION_FAILED', {
      field: 'input.recipientIds',
      says: 'A recipient is not registered.',
    });
  }
  const unknown = withheldIds.findIndex((id) => id !== null && !known.withheld.includes(id));
  if (unknown >= 0) {
    throw new AccordError('VALIDATION_FAILED', {
      field: `input.withhold.${unknown}`,
      says: 'The organisation to withhold from is not registered.',
    });
  }
}

function checkWithhold(withhold: readonly WithholdInput[]): void {
  for (const [index, { organisationId, organisationType }] of withhold.entries()) {
    if ((organisationId == null) === (organisationType == null)) {
      const says = 'Name either an organisation or a type.';
      throw new AccordError('VALIDATION_FAILED', { field: `input.withhold.${index}`, says });
    }
  }
}
