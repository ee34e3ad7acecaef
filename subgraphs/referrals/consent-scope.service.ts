import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import {
  CONSENT_MONTHS,
  type ConsentScope,
  type ConsentTerms,
  mayAskForConsent,
  mayNarrowConsent,
  mayRecordConsent,
} from '../../shared/policy/consent-life.ts';
import { addMonths } from '../../shared/policy/months.ts';
import type { Consent } from './consent.entity.ts';
import type { NarrowConsentInput, RenewConsentInput } from './consent.inputs.ts';
import { consentFor, takeConsentStep } from './consent.states.ts';
import { checkAsked, checkWithhold, refuseUnknown } from './consent-checks.ts';
import type { ConsentWritingService } from './consent-writing.service.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import type { PersonAgeService } from './person-age.service.ts';
import { endCarriedReferrals } from './referral.states.ts';
import type { WithholdingService } from './withholding.service.ts';

/** Changes what a consent covers, and until when. It is never widened: that is a new consent. */
export class ConsentScopeService {
  constructor(
    private readonly writing: ConsentWritingService,
    private readonly ages: PersonAgeService,
    private readonly orders: ErasureOrderService,
    private readonly withholdings: WithholdingService,
  ) {}

  /**
   * In force when this returns: open referrals to whom is named no more end as withdrawn, and orders to erase go out. A child
   * need not assent to less, nor anybody speak for it.
   * Errors: NOT_FOUND, VALIDATION_FAILED, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async narrow(context: SubgraphContext, input: NarrowConsentInput): Promise<Consent> {
    checkWithhold(input.withhold);
    return this.writing.write(context, 'narrow', input, true, async (tx, viewer) => {
      const before = await consentFor(tx, viewer.organisationId, 'narrow', input);
      const changes = {
        recipientIds: input.recipientIds ?? before.recipientIds,
        purposes: input.purposes ?? before.purposes,
        categories: input.categories ?? before.categories,
        validUntil: input.validUntil ?? before.validUntil,
        statistics: input.statistics ?? before.statistics,
      };
      const after = { ...before, ...changes };
      enforce(mayNarrowConsent({ before: scopeOf(before), after: scopeOf(after) }));
      enforce(mayAskForConsent(termsOf(after, viewer)));
      const { withhold } = input;
      await refuseUnknown(tx, before.ownerId, { personRef: before.personId, recipientIds: [], withhold });
      await takeConsentStep(tx, viewer.clientId, before, 'narrow', changes);
      await this.takeBack(tx, viewer, before, after);
      await this.withholdings.add(tx, viewer, { personId: before.personId, consentId: before.id }, withhold);
      return before.id;
    });
  }

  /**
   * The same scope for longer, when the person is asked again. Errors: NOT_FOUND, VALIDATION_FAILED, ILLEGAL_TRANSITION,
   * VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async renew(context: SubgraphContext, input: RenewConsentInput): Promise<Consent> {
    checkAsked(input);
    return this.writing.write(context, 'renew', input, false, async (tx, viewer) => {
      const before = await consentFor(tx, viewer.organisationId, 'renew', input);
      const changes = {
        validUntil: input.validUntil ?? addMonths(new Date(), CONSENT_MONTHS),
        givenBy: input.givenBy ?? before.givenBy,
        childAssent: input.childAssent ?? before.childAssent,
        manner: input.manner ?? before.manner,
        language: input.language ?? before.language,
        interpreter: input.interpreter ?? before.interpreter,
        interpreterCode: input.interpreter == null ? before.interpreterCode : (input.interpreterCode ?? null),
        noticeVersion: input.noticeVersion ?? before.noticeVersion,
      };
      const terms = termsOf({ ...before, ...changes }, viewer);
      const { givenBy, childAssent: childAssents } = changes;
      const personIsChild = await this.ages.isChild(tx, before.ownerId, before.personId, terms.from);
      enforce(mayRecordConsent({ ...terms, givenBy: givenBy ?? 'SELF', childAssents, personIsChild }));
      await takeConsentStep(tx, viewer.clientId, before, 'renew', changes);
      return before.id;
    });
  }

  private async takeBack(tx: Transaction, viewer: Viewer, before: Consent, after: Consent): Promise<void> {
    const consentId = before.id;
    const order = { ...ofPerson(before), consentId, cause: 'CONSENT_NARROWED' as const };
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

function ofPerson({ ownerId, personId }: Consent) {
  return { ownerId, personId };
}

/** Whom the person withholds from stands apart, and is only ever added to. */
function scopeOf({ recipientIds, purposes, categories, validUntil, statistics }: Consent): ConsentScope {
  const withheld = { withheldOrganisationIds: [], withheldTypes: [] };
  return { recipientIds, purposes, categories, validUntil, statistics, ...withheld };
}

/** Whatever it is changed to must be a consent that could be asked for now. */
function termsOf(consent: Consent, { organisationId, role }: Viewer): ConsentTerms {
  const { ownerId, recipientIds, purposes, categories, validUntil } = consent;
  const what = { recipientIds, purposes, categories, from: new Date(), validUntil };
  return { ownerId, recorderOrganisationId: organisationId, role, ...what };
}
