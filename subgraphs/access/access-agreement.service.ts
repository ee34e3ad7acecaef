import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, Page, PageArguments } from '../../shared/pagination.ts';
import { mayBringAccessIntoForce } from '../../shared/policy/access-life.ts';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import { mayRecordAccessAgreement } from '../../shared/policy/access-recording.ts';
import { maySignAgreement } from '../../shared/policy/agreement-life.ts';
import type { AccessAgreement } from './access-agreement.entity.ts';
import type {
  AccessAgreementFilter,
  AccessAgreementStepInput,
  ExamineAccessAgreementInput,
  RecordAccessAgreementInput,
  ReviseAccessAgreementInput,
  SignAccessAgreementInput,
} from './access-agreement.inputs.ts';
import { ACCESS_AGREEMENT_STEPS, type AccessAgreementStep, stateAfter } from './access-agreement.states.ts';
import { AccessSignature } from './access-signature.entity.ts';
import {
  examineAgreement,
  insertAgreement,
  lockForParty,
  moveAgreement,
  reviseAgreement,
} from './agreement-rows.ts';
import { activationFacts, recordingFacts, signingFacts, standingOf } from './facts.ts';
import { checkCountry, checkPastDay, refuseUnless } from './input-checks.ts';
import { type AgreementRow, asRead } from './reading.ts';
import { checkTerms } from './revision.ts';
import { BY_ID, listStatement, pagesStatement } from './statements.ts';
import { sayOnce } from './verbs.ts';

/** A first page that was asked for one of several parents. */
interface PageAsked {
  readonly parent: string;
  readonly page: Page;
}

/** The one door to access agreements: what leaves it has been cut to what the viewer reads. */
export class AccessAgreementService {
  private readonly byId = loaderOf<string, AccessAgreement>((context, ids) => this.load(context, ids));
  private readonly pages = {
    organisation: loaderOf<PageAsked, AgreementRow[]>((context, asked) =>
      this.loadPages(context, 'organisation', asked),
    ),
    country: loaderOf<PageAsked, AgreementRow[]>((context, asked) =>
      this.loadPages(context, 'country', asked),
    ),
  };

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** The agreement as the viewer reads it, or null. Many asked for in one request are read with one statement. */
  find(context: SubgraphContext, id: string): Promise<AccessAgreement | null> {
    return this.byId(context, id);
  }

  async list(
    context: SubgraphContext,
    filter: AccessAgreementFilter,
    request: PageArguments,
  ): Promise<Connection<AccessAgreement>> {
    if (filter.country != null) checkCountry(filter.country);
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['access-agreements', viewerId, filter];
    const page = this.cursors.page(request, binding);
    const now = new Date();
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<AgreementRow>(
        `access-agreements-${page.forward ? 'asc' : 'desc'}`,
        listStatement(page.forward),
        [
          viewerId,
          now,
          filter.country?.toUpperCase() ?? null,
          filter.states ?? null,
          filter.organisationId ?? null,
          page.key?.[0] ?? null,
          page.key?.[1] ?? null,
          page.limit + 1,
        ],
      ),
    );
    return this.connection(rows, page, binding, now);
  }

  /** The agreements of one organisation or country. Many parents in one request are read with one statement. */
  async listOf(
    context: SubgraphContext,
    of: 'organisation' | 'country',
    parent: string,
    request: PageArguments,
  ): Promise<Connection<AccessAgreement>> {
    const binding = ['access-agreements-of', of, parent, context.viewer?.organisationId ?? null];
    const page = this.cursors.page(request, binding);
    const rows = await this.pages[of](context, { parent, page });
    return this.connection(rows ?? [], page, binding, new Date());
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  record(context: SubgraphContext, input: RecordAccessAgreementInput): Promise<AccessAgreement> {
    checkTerms(input);
    return this.change(context, 'recordAccessAgreement', input, async (tx, { organisationId }) => {
      const facts = await recordingFacts(tx, organisationId, input);
      enforce(mayRecordAccessAgreement(facts));
      return insertAgreement(tx, organisationId, facts.knownPartyTypes, input);
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseAccessAgreementInput): Promise<AccessAgreement> {
    checkTerms(input);
    return this.change(context, 'reviseAccessAgreement', input, async (tx, { organisationId }) => {
      const agreement = await lockForParty(tx, organisationId, input, new Date());
      const state = stateAfter(agreement, 'revise');
      const same =
        agreement.partyIds.length === input.partyIds.length &&
        agreement.partyIds.every((id) => input.partyIds.includes(id));
      refuseUnless(
        same,
        'partyIds',
        'The parties of an agreement stay the same; with others it is another agreement.',
      );
      const facts = await recordingFacts(tx, organisationId, input);
      enforce(mayRecordAccessAgreement(facts));
      return reviseAgreement(tx, organisationId, facts.knownPartyTypes, agreement, state, input);
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED. */
  examine(context: SubgraphContext, input: ExamineAccessAgreementInput): Promise<AccessAgreement> {
    checkPastDay(input.examinedOn, 'examinedOn');
    checkPastDay(input.consultedOn, 'consultedOn');
    return this.change(context, 'examineAccessAgreement', input, async (tx, { organisationId, role }) => {
      enforce(mayObserveAccess({ role, ...(await standingOf(tx, organisationId)) }));
      await lockForParty(tx, organisationId, input, new Date());
      return examineAgreement(tx, input);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  take(
    context: SubgraphContext,
    step: AccessAgreementStep,
    input: AccessAgreementStepInput,
  ): Promise<AccessAgreement> {
    return this.change(context, step, input, async (tx, { organisationId: viewerId }) => {
      const now = new Date();
      const agreement = await lockForParty(tx, viewerId, input, now);
      const state = stateAfter(agreement, ACCESS_AGREEMENT_STEPS[step](agreement));
      if (state === 'ACTIVE' || state === 'IN_FORCE_VERBAL') {
        const decision = mayBringAccessIntoForce(
          agreement.instrument ?? 'VERBAL',
          activationFacts(agreement, now),
        );
        enforce(decision);
      }
      if (step !== 'resumeAccessAgreement') return moveAgreement(tx, agreement.id, state, []);
      // One party suspends alone; all must agree to resume (law.md, section 7).
      const agreed = [...new Set([...(agreement.resumptionAgreedIds ?? []), viewerId])];
      const all = agreement.partyIds.every((partyId) => agreed.includes(partyId));
      return moveAgreement(tx, agreement.id, all ? state : agreement.state, all ? [] : agreed);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  sign(context: SubgraphContext, input: SignAccessAgreementInput): Promise<AccessAgreement> {
    return this.change(context, 'signAccessAgreement', input, async (tx, viewer) => {
      const now = new Date();
      const agreement = await lockForParty(tx, viewer.organisationId, input, now);
      const facts = signingFacts(context, agreement, input.revisionHash);
      const signed = new Set([...facts.alreadySignedIds, viewer.organisationId]);
      const isLast = agreement.partyIds.every((partyId) => signed.has(partyId));
      const state = stateAfter(agreement, isLast ? 'signLast' : 'sign');
      enforce(maySignAgreement(facts));
      await tx.entities.insert(AccessSignature, {
        agreementId: agreement.id,
        organisationId: viewer.organisationId,
        revisionHash: facts.currentHash,
        signedBy: viewer.clientId,
        signedAt: now,
      });
      return moveAgreement(tx, agreement.id, state, []);
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<AccessAgreement> {
    const id = await sayOnce(this.database, context, this.secret, verb, input, work);
    // Not through the loader: an earlier verb of the same request may have read the row before this one changed it.
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, AccessAgreement>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const now = new Date();
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<AgreementRow>('access-agreements-by-id', BY_ID, [viewerId, now, ids]),
    );
    const read = rows.map((row) => asRead(row, now)).filter((agreement) => agreement !== null);
    return new Map(read.map((agreement) => [agreement.id, agreement]));
  }

  private async loadPages(
    context: SubgraphContext,
    of: 'organisation' | 'country',
    asked: readonly PageAsked[],
  ): Promise<Map<PageAsked, AgreementRow[]>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<AgreementRow & { position: number }>(`access-agreements-of-${of}`, pagesStatement(of), [
        viewerId,
        new Date(),
        asked.map(({ parent }) => parent),
        asked.map(({ page }) => page.limit + 1),
        asked.map(({ page }) => page.key?.[0] ?? null),
        asked.map(({ page }) => page.key?.[1] ?? null),
      ]),
    );
    return new Map(asked.map((one, index) => [one, rows.filter(({ position }) => position === index + 1)]));
  }

  private connection(
    rows: readonly AgreementRow[],
    page: Page,
    binding: readonly unknown[],
    now: Date,
  ): Connection<AccessAgreement> {
    const read = rows.map((row) => asRead(row, now)).filter((agreement) => agreement !== null);
    return this.cursors.connection(
      read,
      page,
      binding,
      ({ iso2, id }) => [iso2, id],
      (agreement) => agreement,
    );
  }
}
