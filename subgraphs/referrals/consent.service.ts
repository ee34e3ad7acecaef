import { In } from 'typeorm';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import {
  CONSENT_LIFE,
  CONSENT_MONTHS,
  mayRecordConsent,
  mayTransitionConsent,
} from '../../shared/policy/consent-life.ts';
import type { ErasureCause } from '../../shared/policy/erasure.ts';
import { addMonths } from '../../shared/policy/months.ts';
import { Consent } from './consent.entity.ts';
import type { EndConsentInput, RecordConsentInput } from './consent.inputs.ts';
import { beginConsent, consentFor, takeConsentStep } from './consent.states.ts';
import { checkAsked, checkWithhold, refuseUnknown } from './consent-checks.ts';
import type { ConsentWritingService } from './consent-writing.service.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import type { PersonAgeService } from './person-age.service.ts';
import { endCarriedReferrals, type Taker } from './referral.states.ts';
import type { WithholdingService } from './withholding.service.ts';

type EndingVerb = 'refuse' | 'withdraw' | 'revoke' | 'invalidate';

/** What an end means for what was sent; a refusal comes before anything was. */
const CAUSES: Readonly<Record<EndingVerb, ErasureCause | null>> = {
  refuse: null,
  withdraw: 'CONSENT_WITHDRAWN',
  revoke: 'CONSENT_REVOKED',
  invalidate: 'CONSENT_INVALIDATED',
};

/** Records consents and ends them. Only the owner's staff come through it; a recipient never writes one. */
export class ConsentService {
  constructor(
    private readonly writing: ConsentWritingService,
    private readonly ages: PersonAgeService,
    private readonly orders: ErasureOrderService,
    private readonly withholdings: WithholdingService,
  ) {}

  /** What the person has given already. Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async record(context: SubgraphContext, input: RecordConsentInput): Promise<Consent> {
    checkWithhold(input.withhold);
    checkAsked(input);
    return this.writing.write(context, 'record', input, input.withhold.length > 0, (tx, viewer) =>
      this.insert(tx, viewer, input),
    );
  }

  /**
   * Ends a consent: the person's refusal or withdrawal, brought by staff, or the owner's own revocation or finding that it
   * was never valid. In force when this returns: the referrals it carried end in the same transaction.
   * Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async end(context: SubgraphContext, verb: EndingVerb, input: EndConsentInput): Promise<Consent> {
    return this.writing.write(context, verb, input, true, async (tx, viewer) => {
      const consent = await consentFor(tx, viewer.organisationId, verb, input);
      await this.endNow(tx, viewer, consent, verb);
      return consent.id;
    });
  }

  /** Part of erasing a person: whatever consent has not ended yet ends as withdrawn. Its orders are the erasure's own. */
  async endAllOf(tx: Transaction, viewer: Viewer, personId: string): Promise<void> {
    const open = await tx.entities.find(Consent, {
      where: { ownerId: viewer.organisationId, personId, state: In([...CONSENT_LIFE.withdraw.from]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const consent of open) await takeConsentStep(tx, viewer.clientId, consent, 'withdraw');
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
  private async endNow(tx: Transaction, taker: Taker, consent: Consent, verb: EndingVerb): Promise<void> {
    const { ownerId, id: consentId, personId } = consent;
    await takeConsentStep(tx, taker.clientId, consent, verb);
    await endCarriedReferrals(tx, taker, consentId, verb === 'withdraw' ? 'withdraw' : 'cancel');
    const cause = CAUSES[verb];
    if (cause) await this.orders.issue(tx, { ownerId, personId, cause, consentId });
  }

  private async insert(tx: Transaction, viewer: Viewer, input: RecordConsentInput): Promise<string> {
    const { organisationId: ownerId, role, clientId } = viewer;
    await refuseUnknown(tx, ownerId, input);
    const { personRef: personId, withhold, ...told } = input;
    const validFrom = new Date();
    const validUntil = input.validUntil ?? addMonths(validFrom, CONSENT_MONTHS);
    const childAssent = input.childAssent ?? null;
    enforce(
      mayRecordConsent({
        ...told,
        ownerId,
        recorderOrganisationId: ownerId,
        role,
        from: validFrom,
        validUntil,
        personIsChild: await this.ages.isChild(tx, ownerId, personId, validFrom),
        childAssents: childAssent,
      }),
    );
    const id = await beginConsent(tx, clientId, 'record', {
      ...told,
      interpreterCode: told.interpreterCode ?? null,
      childAssent,
      ownerId,
      id: newId('consent'),
      personId,
      givenAt: validFrom,
      validFrom,
      validUntil,
    });
    await this.withholdings.add(tx, viewer, { personId, consentId: id }, withhold);
    return id;
  }
}
