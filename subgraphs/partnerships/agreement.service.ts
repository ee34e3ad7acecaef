import type { AgreementSigner } from '../../shared/agreement/agreement-signer.ts';
import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import type { AgreementState } from '../../shared/policy/agreement.ts';
import { mayApproveAgreement } from '../../shared/policy/agreement-clauses.ts';
import {
  mayActivateAgreement,
  mayEndForBreach,
  maySignAgreement,
  PROPOSED,
} from '../../shared/policy/agreement-life.ts';
import { mayActOnAgreement } from '../../shared/policy/agreement-reading.ts';
import { mayWriteAgreement } from '../../shared/policy/agreement-terms.ts';
import { mayKeepSignature } from '../../shared/policy/signing-key.ts';
import { Agreement } from './agreement.entity.ts';
import type {
  AgreementFilter,
  AgreementStepInput,
  ProposeAgreementInput,
  ReviseAgreementInput,
  SignAgreementInput,
} from './agreement.inputs.ts';
import { type AgreementStep, mayEndReading, stateAfter } from './agreement.states.ts';
import { checkOpenClauses } from './agreement-clause-checks.ts';
import { checkClauses, checkParties, refuseTerms, revisionOf } from './agreement-clauses.ts';
import { type AgreementRow, agreementAsRead } from './agreement-reading.ts';
import { keepRevision } from './agreement-revision.service.ts';
import { AgreementSignature } from './agreement-signature.entity.ts';
import { signatureOf } from './agreement-signing.ts';
import { AGREEMENTS_BY_ID, agreementsStatement, WITH_ME } from './agreement-statements.ts';
import {
  actionFacts,
  activationFacts,
  breachFacts,
  clauseFacts,
  signatureFacts,
  signingFacts,
  termsFacts,
} from './facts.ts';

/** The one door to agreements: what leaves it has been cut to what the viewer reads. */
export class AgreementService {
  private readonly byId = loaderOf<string, Agreement>((context, ids) => this.load(context, ids));
  private readonly withMe = loaderOf<string, Agreement>((context, ids) => this.loadWithMe(context, ids));

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
    private readonly signer: () => AgreementSigner,
  ) {}

  /** The agreement as the viewer reads it, or null. */
  find(context: SubgraphContext, id: string): Promise<Agreement | null> {
    return this.byId(context, id);
  }

  /** The data-sharing agreement between this organisation and the viewer's that is most alive; null without one. */
  findWithMe(context: SubgraphContext, organisationId: string): Promise<Agreement | null> {
    return context.viewer ? this.withMe(context, organisationId) : Promise.resolve(null);
  }

  async list(
    context: SubgraphContext,
    filter: AgreementFilter,
    request: PageArguments,
  ): Promise<Connection<Agreement>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['agreements', viewerId, filter];
    const page = this.cursors.page(request, binding);
    const now = new Date();
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<AgreementRow>(`agreements-${page.forward ? 'asc' : 'desc'}`, agreementsStatement(page.forward), [
        viewerId,
        now,
        filter.kind ?? null,
        filter.states ?? null,
        filter.organisationId ?? null,
        ...(page.key ?? [null, null]),
        page.limit + 1,
      ]),
    );
    const read = rows.flatMap((row) => agreementAsRead(row, now) ?? []);
    return this.cursors.connection(
      read,
      page,
      binding,
      ({ validFrom, id }) => [validFrom.toISOString(), id],
      (one) => one,
    );
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  propose(context: SubgraphContext, input: ProposeAgreementInput): Promise<Agreement> {
    checkParties(input);
    checkClauses(input.kind, input);
    checkOpenClauses(input, input);
    return this.change(context, 'proposeAgreement', input, async (tx, viewer) => {
      const partyIds = [input.providerId, input.recipientId];
      enforce(mayActOnAgreement(await actionFacts(tx, viewer, partyIds)));
      await refuseUnwritable(tx, input, input);
      const id = newId('agreement');
      const { row, kept } = revisionOf(id, input, 1, input);
      const { kind, providerId, recipientId } = input;
      await tx.entities.insert(Agreement, {
        ...row,
        id,
        kind,
        providerId,
        recipientId,
        state: PROPOSED,
        resumptionAgreedIds: [],
        breachReportedByIds: [],
        version: 1,
      });
      await keepRevision(tx, viewer, kept);
      return id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseAgreementInput): Promise<Agreement> {
    return this.change(context, 'reviseAgreement', input, async (tx, viewer) => {
      const agreement = await lockForParty(tx, viewer, input);
      checkClauses(agreement.kind, input);
      checkOpenClauses(agreement, input);
      const state = stateAfter(agreement.state, 'revise');
      await refuseUnwritable(tx, agreement, input);
      const { row, kept } = revisionOf(agreement.id, agreement, agreement.revision + 1, input);
      await update(tx, agreement, { ...row, state });
      await keepRevision(tx, viewer, kept);
      return agreement.id;
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  take(context: SubgraphContext, step: AgreementStep, input: AgreementStepInput): Promise<Agreement> {
    const work = async (tx: Transaction, viewer: Viewer) => {
      const agreement = await lockForParty(tx, viewer, input);
      const state = stateAfter(agreement.state, step);
      if (step === 'approve') enforceClauses(agreement);
      if (state === 'ACTIVE') enforce(mayActivateAgreement(activationFacts(agreement, new Date())));
      if (step === 'endForBreach') enforce(mayEndForBreach(breachFacts(viewer, agreement)));
      await update(tx, agreement, { state, ...said(step, viewer, agreement) });
      return agreement.id;
    };
    return this.change(context, `${step}Agreement`, input, work, mayEndReading(step));
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  sign(context: SubgraphContext, input: SignAgreementInput): Promise<Agreement> {
    return this.change(context, 'signAgreement', input, async (tx, viewer) => {
      const agreement = await lockForParty(tx, viewer, input);
      const facts = signingFacts(viewer, agreement, input.revisionHash);
      const signed = new Set([...facts.alreadySignedIds, viewer.organisationId]);
      const isLast = facts.partyIds.every((partyId) => signed.has(partyId));
      const state: AgreementState = stateAfter(agreement.state, isLast ? 'signLast' : 'sign');
      enforce(maySignAgreement(facts));
      const jws = input.signature ?? null;
      const made = await signatureFacts(tx, viewer, jws, facts.currentHash);
      enforce(mayKeepSignature(made.facts));
      const signature = { hash: facts.currentHash, jws, jwk: made.key, signedAt: made.facts.now };
      await tx.entities.insert(AgreementSignature, {
        agreementId: agreement.id,
        ...(await signatureOf(viewer, signature, this.signer())),
      } as never);
      await update(tx, agreement, { state });
      return agreement.id;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
    endsReading = false,
  ): Promise<Agreement> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const id = await this.database.transaction(viewer.organisationId, (tx) => {
      if (endsReading) tx.takesBack();
      return once(tx, context, this.secret, verb, input, () => work(tx, viewer));
    });
    // Not through the loader: an earlier verb of the same request may have read the row before this one changed it.
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Agreement>> {
    const rows = await this.read(context, 'agreements-by-id', AGREEMENTS_BY_ID, ids);
    return new Map(rows.map((agreement) => [agreement.id, agreement]));
  }

  private async loadWithMe(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, Agreement>> {
    const me = context.viewer?.organisationId;
    const rows = await this.read(context, 'agreements-with-me', WITH_ME, ids);
    return new Map(rows.map((one) => [one.providerId === me ? one.recipientId : one.providerId, one]));
  }

  private async read(
    context: SubgraphContext,
    name: string,
    statement: string,
    ids: readonly string[],
  ): Promise<Agreement[]> {
    const viewerId = context.viewer?.organisationId ?? null;
    const now = new Date();
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<AgreementRow>(name, statement, [viewerId, now, ids]),
    );
    return rows.flatMap((row) => agreementAsRead(row, now) ?? []);
  }
}

export function partiesOf({
  providerId,
  recipientId,
}: Pick<Agreement, 'providerId' | 'recipientId'>): string[] {
  return [providerId, recipientId];
}

/** What the law does not let be written down at all is refused before there is a row. */
export async function refuseUnwritable(
  tx: Transaction,
  parties: Pick<Agreement, 'kind' | 'providerId' | 'recipientId'>,
  input: ProposeAgreementInput | ReviseAgreementInput,
): Promise<void> {
  const facts = await termsFacts(tx, parties, input);
  if (parties.kind !== 'DATA_SHARING') return;
  const decision = mayWriteAgreement(facts);
  if (!decision.allowed) refuseTerms(decision.rule.id, facts);
  enforce(decision);
}

/**
 * Who has agreed to resume, and who has reported a breach, after a step. One party suspends alone, and both must agree to
 * resume (law.md, section 7): until the second has, the state stays as it is.
 */
function said(step: AgreementStep, { organisationId }: Viewer, agreement: Agreement): Partial<Agreement> {
  const reported = agreement.breachReportedByIds ?? [];
  if (step === 'reportBreach')
    return { resumptionAgreedIds: [], breachReportedByIds: [...new Set([...reported, organisationId])] };
  if (step !== 'resume') return { resumptionAgreedIds: [] };
  const agreed = [...new Set([...(agreement.resumptionAgreedIds ?? []), organisationId])];
  const both = partiesOf(agreement).every((partyId) => agreed.includes(partyId));
  if (both) return { resumptionAgreedIds: [], breachReportedByIds: [] };
  return { state: agreement.state, resumptionAgreedIds: agreed };
}

/** Errors: RULE_BROKEN, with the names of the clauses that are missing. */
function enforceClauses(agreement: Agreement): void {
  const decision = mayApproveAgreement(clauseFacts(agreement));
  if (decision.allowed) return;
  const { id, says } = decision.rule;
  throw new AccordError('RULE_BROKEN', {
    rule: id,
    says: `${says} Missing: ${agreement.missingClauses?.join(', ')}.`,
  });
}

/** The agreement for one who may change it, its row held until the end. Errors: NOT_FOUND, VERSION_CONFLICT, RULE_BROKEN. */
async function lockForParty(
  tx: Transaction,
  viewer: Viewer,
  { id, expectedVersion }: AgreementStepInput,
): Promise<Agreement> {
  await tx.sql('agreement-lock', 'select from agreement where id = $1 for update', [id]);
  const now = new Date();
  const [row] = await tx.sql<AgreementRow>('agreements-by-id', AGREEMENTS_BY_ID, [
    viewer.organisationId,
    now,
    [id],
  ]);
  const agreement = row ? agreementAsRead(row, now) : null;
  if (!agreement || agreement.version === null) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  enforce(mayActOnAgreement(await actionFacts(tx, viewer, partiesOf(agreement))));
  if (agreement.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  return agreement;
}

async function update(
  tx: Transaction,
  { id, version }: Agreement,
  change: Partial<Agreement>,
): Promise<void> {
  await tx.entities.update(Agreement, { id }, { ...change, version: (version ?? 0) + 1 } as never);
}
