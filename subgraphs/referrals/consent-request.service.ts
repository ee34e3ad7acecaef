import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { newId } from '../../shared/ids.ts';
import {
  CONSENT_MONTHS,
  mayAskForConsent,
  mayGiveConsent,
  mayRecordConsent,
} from '../../shared/policy/consent-life.ts';
import { addMonths } from '../../shared/policy/months.ts';
import type { Consent } from './consent.entity.ts';
import type {
  DeferConsentInput,
  GiveConsentInput,
  ImportConsentInput,
  RequestConsentInput,
} from './consent.inputs.ts';
import { beginConsent, consentFor, takeConsentStep } from './consent.states.ts';
import { checkAsked, checkWithhold, refuseUnknown } from './consent-checks.ts';
import type { ConsentWritingService } from './consent-writing.service.ts';
import type { PersonAgeService } from './person-age.service.ts';
import type { WithholdingService } from './withholding.service.ts';

/** Consents that nobody has given yet: asked for, or imported from where it cannot be told. They release nothing. */
export class ConsentRequestService {
  constructor(
    private readonly writing: ConsentWritingService,
    private readonly ages: PersonAgeService,
    private readonly withholdings: WithholdingService,
  ) {}

  /** Asks for a consent. Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async request(context: SubgraphContext, input: RequestConsentInput): Promise<Consent> {
    checkAsked(input);
    return this.writing.write(context, 'request', input, false, (tx, viewer) =>
      begin(tx, viewer, 'request', { ...input, givenBy: null, manner: null }),
    );
  }

  /** Takes over a consent that another system kept. Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async takeOver(context: SubgraphContext, input: ImportConsentInput): Promise<Consent> {
    checkAsked(input);
    return this.writing.write(context, 'import', input, false, (tx, viewer) =>
      begin(tx, viewer, 'import', {
        ...input,
        interpreter: false,
        givenBy: input.givenBy ?? null,
        manner: input.manner ?? null,
      }),
    );
  }

  /** The person asks for time. Errors: NOT_FOUND, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async defer(context: SubgraphContext, input: DeferConsentInput): Promise<Consent> {
    return this.writing.write(context, 'defer', input, false, async (tx, viewer) => {
      const consent = await consentFor(tx, viewer.organisationId, 'defer', input);
      await takeConsentStep(tx, viewer.clientId, consent, 'defer');
      return consent.id;
    });
  }

  /**
   * The person gives what was asked for, or less; its time begins now.
   * Errors: NOT_FOUND, VALIDATION_FAILED, ILLEGAL_TRANSITION, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED.
   */
  async give(context: SubgraphContext, input: GiveConsentInput): Promise<Consent> {
    checkWithhold(input.withhold);
    checkAsked(input);
    return this.writing.write(context, 'give', input, input.withhold.length > 0, async (tx, viewer) => {
      const { organisationId: ownerId, role, clientId } = viewer;
      const asked = await consentFor(tx, ownerId, 'give', input);
      const { id: consentId, personId } = asked;
      const { recipientIds, purposes, categories, givenBy, manner, withhold } = input;
      enforce(mayGiveConsent({ asked, given: input }));
      await refuseUnknown(tx, ownerId, { personRef: personId, recipientIds, withhold });
      const validFrom = new Date();
      const scope = {
        recipientIds,
        purposes,
        categories,
        validUntil: input.validUntil ?? addMonths(validFrom, CONSENT_MONTHS),
      };
      const childAssent = input.childAssent ?? null;
      enforce(
        mayRecordConsent({
          ...scope,
          ownerId,
          recorderOrganisationId: ownerId,
          role,
          from: validFrom,
          givenBy,
          personIsChild: await this.ages.isChild(tx, ownerId, personId, validFrom),
          childAssents: childAssent,
        }),
      );
      await takeConsentStep(tx, clientId, asked, 'give', {
        ...scope,
        givenBy,
        manner,
        childAssent,
        statistics: input.statistics,
        acknowledgesReportingRisk: input.acknowledgesReportingRisk,
        language: input.language ?? asked.language,
        interpreter: input.interpreter ?? asked.interpreter,
        interpreterCode: input.interpreter == null ? asked.interpreterCode : (input.interpreterCode ?? null),
        noticeVersion: input.noticeVersion ?? asked.noticeVersion,
        validFrom,
        givenAt: validFrom,
      });
      await this.withholdings.add(tx, viewer, { personId, consentId }, withhold);
      return consentId;
    });
  }
}

/** What is said of a consent before anybody has given it. */
type Begun = RequestConsentInput & Pick<Consent, 'givenBy' | 'manner'>;

async function begin(
  tx: Transaction,
  { organisationId: ownerId, role, clientId }: Viewer,
  verb: 'request' | 'import',
  { personRef: personId, ...said }: Begun,
): Promise<string> {
  await refuseUnknown(tx, ownerId, { personRef: personId, recipientIds: said.recipientIds });
  const validFrom = new Date();
  const validUntil = said.validUntil ?? addMonths(validFrom, CONSENT_MONTHS);
  enforce(
    mayAskForConsent({
      ...said,
      ownerId,
      recorderOrganisationId: ownerId,
      role,
      from: validFrom,
      validUntil,
    }),
  );
  return beginConsent(tx, clientId, verb, {
    ...said,
    interpreterCode: said.interpreterCode ?? null,
    childAssent: null,
    // Ticked by the person who gives it, and by nobody before.
    statistics: false,
    acknowledgesReportingRisk: false,
    ownerId,
    id: newId('consent'),
    personId,
    givenAt: null,
    validFrom,
    validUntil,
  });
}
