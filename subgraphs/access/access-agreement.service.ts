import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, Page, PageArguments } from '../../shared/pagination.ts';
import { type AccessAgreementState, mayBringAccessIntoForce } from '../../shared/policy/access-life.ts';
import { mayRecordAccessAgreement } from '../../shared/policy/access-recording.ts';
import { maySignAgreement, PROPOSED } from '../../shared/policy/agreement-life.ts';
import { AccessAgreement } from './access-agreement.entity.ts';
import type {
  AccessAgreementFilter,
  AccessAgreementStepInput,
  RecordAccessAgreementInput,
  SignAccessAgreementInput,
} from './access-agreement.inputs.ts';
import { ACCESS_AGREEMENT_STEPS, type AccessAgreementStep, stateAfter } from './access-agreement.states.ts';
import { AccessPlace } from './access-place.entity.ts';
import { AccessSignature } from './access-signature.entity.ts';
import { activationFacts, recordingFacts, signingFacts } from './facts.ts';
import { type AgreementRow, asRead } from './reading.ts';
import { checkTerms, revisionHashOf } from './revision.ts';
import { BY_ID, listStatement, pagesStatement } from './statements.ts';

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
    return this.change(context, 'recordAccessAgreement', input, async (tx, viewerId) => {
      enforce(mayRecordAccessAgreement(await recordingFacts(tx, viewerId, input)));
      return insertAgreement(tx, viewerId, input);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  take(
    context: SubgraphContext,
    step: AccessAgreementStep,
    input: AccessAgreementStepInput,
  ): Promise<AccessAgreement> {
    return this.change(context, step, input, async (tx, viewerId) => {
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
      if (step !== 'resumeAccessAgreement') return move(tx, agreement.id, state, []);
      // One party suspends alone; all must agree to resume (law.md, section 7).
      const agreed = [...new Set([...(agreement.resumptionAgreedIds ?? []), viewerId])];
      const all = agreement.partyIds.every((partyId) => agreed.includes(partyId));
      return move(tx, agreement.id, all ? state : agreement.state, all ? [] : agreed);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  sign(context: SubgraphContext, input: SignAccessAgreementInput): Promise<AccessAgreement> {
    return this.change(context, 'signAccessAgreement', input, async (tx, viewerId) => {
      const now = new Date();
      const agreement = await lockForParty(tx, viewerId, input, now);
      const facts = signingFacts(context, agreement, input.revisionHash);
      const signed = new Set([...facts.alreadySignedIds, viewerId]);
      const isLast = agreement.partyIds.every((partyId) => signed.has(partyId));
      const state = stateAfter(agreement, isLast ? 'signLast' : 'sign');
      enforce(maySignAgreement(facts));
      await tx.entities.insert(AccessSignature, {
        agreementId: agreement.id,
        organisationId: viewerId,
        revisionHash: facts.currentHash,
        signedBy: context.viewer?.clientId ?? '',
        signedAt: now,
      });
      return move(tx, agreement.id, state, []);
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewerId: string) => Promise<string>,
  ): Promise<AccessAgreement> {
    const viewerId = context.viewer?.organisationId;
    if (viewerId === undefined) throw new AccordError('UNAUTHENTICATED');
    const id = await this.database.transaction(viewerId, (tx) =>
      once(tx, context, this.secret, verb, input, () => work(tx, viewerId)),
    );
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

/** The row for one who may change it, held until the end of the transaction. Errors: NOT_FOUND, VERSION_CONFLICT. */
async function lockForParty(
  tx: Transaction,
  viewerId: string,
  { id, expectedVersion }: AccessAgreementStepInput,
  now: Date,
): Promise<AccessAgreement> {
  await tx.sql('access-agreement-lock', 'select from access_agreement where id = $1 for update', [id]);
  const [row] = await tx.sql<AgreementRow>('access-agreements-by-id', BY_ID, [viewerId, now, [id]]);
  const agreement = row ? asRead(row, now) : null;
  if (agreement?.reading !== 'EVERYTHING') throw new AccordError('NOT_FOUND');
  if (agreement.version !== expectedVersion) throw new AccordError('VERSION_CONFLICT');
  return agreement;
}

async function move(
  tx: Transaction,
  id: string,
  state: AccessAgreementState,
  resumptionAgreedIds: readonly string[],
): Promise<string> {
  await tx.sql(
    'access-agreement-move',
    'update access_agreement set state = $2, resumption_agreed_ids = $3, version = version + 1 where id = $1',
    [id, state, resumptionAgreedIds],
  );
  return id;
}

async function insertAgreement(
  tx: Transaction,
  recordedById: string,
  input: RecordAccessAgreementInput,
): Promise<string> {
  const id = newId('access');
  const country = input.country.toUpperCase();
  const places = input.places.map((place) => ({ ...place, id: newId('place'), recordedById, country }));
  await tx.entities.insert(AccessPlace, places);
  await tx.entities.insert(AccessAgreement, {
    id,
    recordedById,
    partyIds: input.partyIds,
    iso2: country,
    placeIds: places.map((place) => place.id),
    state: PROPOSED,
    settings: [...new Set(places.map(({ setting }) => setting))],
    ground: input.ground,
    modalityAnswers: Object.fromEntries(input.modalities.map(({ modality, answer }) => [modality, answer])),
    groupsLeftOut: input.groupsLeftOut,
    obligations: input.obligations,
    instrument: input.instrument,
    text: input.text ?? null,
    statesConformity: input.statesConformity,
    icrcCoordinatedOn: input.icrcCoordinatedOn ?? null,
    icrcNotCoordinatedBecause: input.icrcNotCoordinatedBecause ?? null,
    validFrom: input.validFrom,
    validUntil: input.validUntil ?? null,
    revision: 1,
    revisionHash: revisionHashOf(input),
    recordedAt: new Date(),
  });
  return id;
}
