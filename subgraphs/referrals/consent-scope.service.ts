import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { mayDoCasework } from '../../shared/policy/casework.ts';
import {
  CONSENT_MONTHS,
  type ConsentScope,
  consentVerbsFrom,
  mayNarrowConsent,
  mayRecordConsent,
  mayTransitionConsent,
} from '../../shared/policy/consent-life.ts';
import { addMonths } from '../../shared/policy/months.ts';
import { Consent } from './consent.entity.ts';
import type { NarrowConsentInput, RenewConsentInput } from './consent.inputs.ts';
import { ConsentEvent } from './consent-event.entity.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { endCarriedReferrals } from './referral.states.ts';

/** Changes what a consent covers, and until when. It is never widened: that is a new consent. */
export class ConsentScopeService {
  constructor(
    private readonly database: Database,
    private readonly orders: ErasureOrderService,
    private readonly secret: Buffer,
  ) {}

  /**
   * In force when this returns: open referrals to whom is named no more end as withdrawn, and orders to erase go out.
   * Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async narrow(context: SubgraphContext, input: NarrowConsentInput): Promise<Consent> {
    return this.step(context, 'narrowConsent', input, async (tx, viewer) => {
      tx.takesBack();
      const before = await this.found(tx, viewer, 'narrow', input);
      const after = {
        ...before,
        recipientIds: input.recipientIds ?? before.recipientIds,
        purposes: input.purposes ?? before.purposes,
        categories: input.categories ?? before.categories,
        validUntil: input.validUntil ?? before.validUntil,
      };
      enforce(mayNarrowConsent({ before: scopeOf(before), after: scopeOf(after) }));
      await keep(tx, viewer, after);
      await this.takeBack(tx, viewer, before, after);
    });
  }

  /** The same scope for longer. Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async renew(context: SubgraphContext, input: RenewConsentInput): Promise<Consent> {
    return this.step(context, 'renewConsent', input, async (tx, viewer) => {
      const before = await this.found(tx, viewer, 'renew', input);
      const validUntil = input.validUntil ?? addMonths(new Date(), CONSENT_MONTHS);
      await keep(tx, viewer, { ...before, state: 'RENEWED', validUntil });
    });
  }

  private step(
    context: SubgraphContext,
    verb: string,
    input: { readonly id: string },
    work: (tx: Transaction, viewer: Viewer) => Promise<void>,
  ): Promise<Consent> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(mayDoCasework(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, verb, input, async () => {
        await work(tx, viewer);
        return input.id;
      });
      return tx.entities.findOneByOrFail(Consent, { ownerId: viewer.organisationId, id });
    });
  }

  private async found(
    tx: Transaction,
    viewer: Viewer,
    verb: 'narrow' | 'renew',
    input: { readonly id: string; readonly expectedRevision: number },
  ): Promise<Consent> {
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
    if (input.expectedRevision !== consent.revision)
      throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedRevision' });
    return consent;
  }

  private async takeBack(tx: Transaction, viewer: Viewer, before: Consent, after: Consent): Promise<void> {
    const { ownerId, personId, id: consentId } = before;
    const order = { ownerId, personId, consentId, cause: 'CONSENT_NARROWED' as const };
    const dropped = before.recipientIds.filter((one) => !after.recipientIds.includes(one));
    if (dropped.length > 0) {
      await endCarriedReferrals(tx, viewer, consentId, 'withdraw', dropped);
      await this.orders.issue(tx, { ...order, recipientIds: dropped });
    }
    const categories = before.categories.filter((one) => !after.categories.includes(one));
    if (categories.length > 0)
      await this.orders.issue(tx, { ...order, recipientIds: after.recipientIds, categories });
  }
}

function scopeOf({ recipientIds, purposes, categories, validUntil }: Consent): ConsentScope {
  return {
    recipientIds,
    purposes,
    categories,
    validUntil,
    withheldOrganisationIds: [],
    withheldTypes: [],
  };
}

/** Whatever it is changed to must be a consent that could be recorded now. */
async function keep(tx: Transaction, viewer: Viewer, consent: Consent): Promise<void> {
  const { ownerId, id, state, recipientIds, purposes, categories, validUntil, childAssent } = consent;
  const at = new Date();
  enforce(
    mayRecordConsent({
      ownerId,
      recorderOrganisationId: viewer.organisationId,
      role: viewer.role,
      recipientIds,
      purposes,
      categories,
      from: at,
      validUntil,
      personIsChild: childAssent !== null,
      childAssents: childAssent ?? true,
    }),
  );
  const revision = consent.revision + 1;
  const scope = { recipientIds, purposes, categories, validUntil: validUntil.toISOString() };
  await tx.entities.update(
    Consent,
    { ownerId, id },
    { state, recipientIds, purposes, categories, validUntil, revision },
  );
  await tx.entities.insert(ConsentEvent, {
    ownerId,
    consentId: id,
    revision,
    state,
    at,
    client: viewer.clientId,
    scope,
  });
}
