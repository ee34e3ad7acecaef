import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Connection, Cursors } from '../../shared/pagination.ts';
import { DATA_CATEGORIES } from '../../shared/policy/categories.ts';
import {
  EMERGENCY_RELEASE_LIFE,
  type EmergencyReleaseVerb,
  emergencyReleaseVerbsFrom,
  erasedByFinding,
  mayApproveEmergencyRelease,
  mayApproveInVitalInterest,
  mayAskInVitalInterest,
  mayRequestEmergencyRelease,
  mayReviewEmergencyRelease,
  maySeeEmergencyReleases,
  mayTransitionEmergencyRelease,
} from '../../shared/policy/emergency-life.ts';
import { mayTransition } from '../../shared/policy/referral-life.ts';
import { EmergencyRelease } from './emergency-release.entity.ts';
import type {
  ApproveEmergencyReleaseInput,
  EmergencyReleasesArguments,
  RequestEmergencyReleaseInput,
  ReviewEmergencyReleaseInput,
} from './emergency-release.inputs.ts';
import {
  EMERGENCY_COLUMNS,
  type EmergencyRow,
  emergencyFacts,
  requestedFor,
  shownEmergency,
} from './emergency-rows.ts';
import type { ErasureOrderService } from './erasure-order.service.ts';
import { caseworkFacts } from './facts.ts';
import { signedIn, writingPurpose } from './purpose.ts';
import { endReferralsOfEmergency } from './referral.states.ts';

/** The one door to releases in vital interest. Only the owner's staff come through it; the recipient reads by its referral. */
export class EmergencyReleaseService {
  constructor(
    private readonly database: Database,
    private readonly orders: ErasureOrderService,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  request(context: SubgraphContext, input: RequestEmergencyReleaseInput): Promise<EmergencyRelease> {
    if (!input.categories.includes('ROUTING')) {
      const says = 'Without ROUTING nobody could open the referral.';
      throw new AccordError('VALIDATION_FAILED', { field: 'input.categories', says });
    }
    return this.step(context, 'requestEmergencyRelease', input, (tx, viewer) =>
      this.insert(tx, viewer, input),
    );
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  approve(context: SubgraphContext, input: ApproveEmergencyReleaseInput): Promise<EmergencyRelease> {
    return this.step(context, 'approveEmergencyRelease', input, async (tx, viewer) => {
      const row = await this.held(tx, viewer, 'approve', input);
      const referralOver = !mayTransition(row.referralState, 'cancel');
      enforce(mayApproveEmergencyRelease({ ...(await caseworkFacts(tx, viewer)), referralOver }));
      const approvedAt = new Date();
      const approval = { approvedBy: viewer.subject, approvedAt };
      enforce(mayApproveInVitalInterest(emergencyFacts({ ...row, ...approval }, approvedAt)));
      await this.change(tx, row, 'approve', approval);
      return row.id;
    });
  }

  /** In force when this returns. Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  review(context: SubgraphContext, input: ReviewEmergencyReleaseInput): Promise<EmergencyRelease> {
    return this.step(context, 'reviewEmergencyRelease', input, async (tx, viewer) => {
      tx.takesBack();
      const row = await this.held(tx, viewer, 'review', input);
      const { finding, erase } = input;
      const { categories, requestedBy, approvedBy } = row;
      const staffIds = [requestedBy, ...(approvedBy === null ? [] : [approvedBy])];
      const found = { reviewerId: viewer.subject, staffIds, finding, categories, erase };
      enforce(mayReviewEmergencyRelease({ ...(await caseworkFacts(tx, viewer)), ...found }));
      const erased = approvedBy === null ? [] : [...erasedByFinding(found)];
      const closing = { closedBy: viewer.subject, closedAt: new Date(), finding, erased };
      await this.change(tx, row, 'review', closing);
      await this.takeBack(tx, viewer, row, closing);
      return row.id;
    });
  }

  /** The open ones first, and of these what waits longest. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED, PURPOSE_REQUIRED, PURPOSE_PROHIBITED. */
  async list(
    context: SubgraphContext,
    request: EmergencyReleasesArguments,
  ): Promise<Connection<EmergencyRelease>> {
    const viewer = signedIn(context);
    writingPurpose(context);
    const { closed = null } = request;
    const binding = ['emergencyReleases', viewer.organisationId, closed];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['asc', '>'] : ['desc', '<'];
    const rows = await this.database.transaction(viewer.organisationId, async (tx) => {
      if (!maySeeEmergencyReleases(await caseworkFacts(tx, viewer)).allowed) return [];
      return tx.sql<EmergencyRow>(
        `emergency-releases-${order}`,
        `${EMERGENCY_COLUMNS} where e.owner_id = $1
            and ($2::boolean is null or $2 = (e.closed_at is not null))
            and ($3::boolean is null or ((e.closed_at is not null), e.requested_at, e.id) ${beyond} ($3, $4::timestamptz, $5))
          order by (e.closed_at is not null) ${order}, e.requested_at ${order}, e.id ${order} limit $6`,
        [viewer.organisationId, closed, ...(page.key ?? [null, null, null]), page.limit + 1],
      );
    });
    const now = new Date();
    return this.cursors.connection(
      rows,
      page,
      binding,
      ({ closedAt, requestedAt, id }) => [String(closedAt !== null), requestedAt.toISOString(), id],
      (row) => shownEmergency(row, now),
    );
  }

  /** Runs the work once; the answer is read anew, and only by who may see it today. */
  private step(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<EmergencyRelease> {
    const viewer = signedIn(context);
    writingPurpose(context);
    return this.database.transaction(viewer.organisationId, async (tx) => {
      enforce(maySeeEmergencyReleases(await caseworkFacts(tx, viewer)));
      const id = await once(tx, context, this.secret, verb, input, () => work(tx, viewer));
      const [row] = await tx.sql<EmergencyRow>(
        'emergency-release',
        `${EMERGENCY_COLUMNS} where e.owner_id = $1 and e.id = $2`,
        [viewer.organisationId, id],
      );
      if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
      return shownEmergency(row, new Date());
    });
  }

  private async insert(
    tx: Transaction,
    viewer: Viewer,
    { referralId, reason, categories: asked }: RequestEmergencyReleaseInput,
  ): Promise<string> {
    const referral = await requestedFor(tx, viewer, referralId);
    if (!referral) throw new AccordError('NOT_FOUND', { field: 'input.referralId' });
    const referralOver = !mayTransition(referral.referralState, 'cancel');
    enforce(mayRequestEmergencyRelease({ ...(await caseworkFacts(tx, viewer)), referralOver }));
    const { personId, recipientId } = referral;
    const requestedAt = new Date();
    const made = {
      ownerId: viewer.organisationId,
      id: newId('emergency'),
      personId,
      referralId,
      recipientId,
      reason,
      categories: DATA_CATEGORIES.filter((category) => asked.includes(category)),
      state: 'REQUESTED' as const,
      version: 1,
      requestedBy: viewer.subject,
      requestedAt,
      approvedBy: null,
      approvedAt: null,
      closedAt: null,
      erased: [],
    };
    enforce(mayAskInVitalInterest(emergencyFacts({ ...referral, ...made }, requestedAt)));
    await tx.entities.insert(EmergencyRelease, made);
    return made.id;
  }

  /** The release, held until the transaction ends: of two who act on it at the same instant one waits, and then finds it moved. */
  private async held(
    tx: Transaction,
    viewer: Viewer,
    verb: EmergencyReleaseVerb,
    { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  ): Promise<EmergencyRow> {
    const [row] = await tx.sql<EmergencyRow>(
      'emergency-release-held',
      `${EMERGENCY_COLUMNS} where e.owner_id = $1 and e.id = $2 for update of e`,
      [viewer.organisationId, id],
    );
    if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
    if (row.version !== expectedVersion) {
      throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
    }
    if (!mayTransitionEmergencyRelease(row.state, verb)) {
      const possible = emergencyReleaseVerbsFrom(row.state);
      throw new AccordError('ILLEGAL_TRANSITION', { state: row.state, possible });
    }
    return row;
  }

  private async change(
    tx: Transaction,
    { ownerId, id, version }: EmergencyRow,
    verb: EmergencyReleaseVerb,
    details: Partial<EmergencyRelease>,
  ): Promise<void> {
    const state = EMERGENCY_RELEASE_LIFE[verb].to as EmergencyRow['state'];
    const { affected } = await tx.entities.update(
      EmergencyRelease,
      { ownerId, id, version },
      { ...details, state, version: version + 1 },
    );
    if (affected !== 1) throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  }

  private async takeBack(
    tx: Transaction,
    viewer: Viewer,
    { ownerId, id, personId, recipientId }: EmergencyRow,
    { finding, erased }: Pick<EmergencyRelease, 'finding' | 'erased'>,
  ): Promise<void> {
    if (finding === 'NOT_JUSTIFIED') await endReferralsOfEmergency(tx, viewer, id);
    if (erased.length === 0) return;
    await this.orders.issue(tx, {
      ownerId,
      personId,
      cause: 'EMERGENCY_NOT_JUSTIFIED',
      consentId: null,
      recipientIds: [recipientId],
      categories: erased,
      ground: id,
    });
  }
}
