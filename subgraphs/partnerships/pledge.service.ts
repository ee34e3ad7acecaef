import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import {
  mayReadPledge,
  mayReportOnPledge,
  maySignPledge,
  maySubmitPledge,
  PLEDGE_PROGRESSES,
  type PledgeVerb,
  SUBMITTED,
} from '../../shared/policy/pledge-life.ts';
import { reporterFacts } from './facts.ts';
import type { MeasureService } from './measure.service.ts';
import { Pledge } from './pledge.entity.ts';
import type {
  PledgeFilter,
  ReportOnPledgeInput,
  SignPledgeInput,
  SubmitPledgeInput,
} from './pledge.inputs.ts';
import { stateAfter } from './pledge.states.ts';
import { pledgeHashOf, toldPledge } from './pledge-form.ts';
import { PledgeReport } from './pledge-report.entity.ts';
import { PledgeSignature } from './pledge-signature.entity.ts';
import { PLEDGES_BY_ID, type PledgeRow, pledgeOf, pledgesStatement } from './pledge-statements.ts';
import { checkRegistered, codeOf, languageOf, refuseUnless, textOf } from './reporting-checks.ts';

/** The one door to pledges, to the signatures under them and to what is reported on them. */
export class PledgeService {
  private readonly byId = loaderOf<string, Pledge>((context, ids) => this.load(context, ids));

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
    private readonly measures: MeasureService,
  ) {}

  /** The pledge, or null when there is none for this viewer. */
  find(context: SubgraphContext, id: string): Promise<Pledge | null> {
    return this.byId(context, id);
  }

  /** By their first day, the latest first. */
  async list(
    context: SubgraphContext,
    filter: PledgeFilter,
    request: PageArguments,
  ): Promise<Connection<Pledge>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['pledges', viewerId, filter];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<PledgeRow>(`pledges-${page.forward ? 'desc' : 'asc'}`, pledgesStatement(page.forward), [
        viewerId,
        filter.conference ?? null,
        filter.kinds ?? null,
        filter.states ?? null,
        filter.organisationId ?? null,
        ...(page.key ?? [null, null]),
        page.limit + 1,
      ]),
    );
    return this.cursors.connection(rows, page, binding, ({ beginsOn, id }) => [beginsOn, id], pledgeOf);
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  submit(context: SubgraphContext, input: SubmitPledgeInput): Promise<Pledge> {
    const told = toldPledge(input);
    return this.change(context, 'submitPledge', input, async (tx, viewer) => {
      const { organisationId } = viewer;
      await checkRegistered(tx, told.partyIds, 'partyIds');
      enforce(maySubmitPledge({ ...(await reporterFacts(tx, viewer)), ...told, organisationId }));
      const id = newId('pledge');
      await tx.entities.insert(Pledge, {
        ...told,
        id,
        submitterId: organisationId,
        state: SUBMITTED,
        hash: pledgeHashOf(told),
        submittedAt: new Date(),
        version: 1,
      });
      return id;
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  sign(context: SubgraphContext, input: SignPledgeInput): Promise<Pledge> {
    return this.change(context, 'signPledge', input, async (tx, viewer) => {
      const { organisationId } = viewer;
      const pledge = await lock(tx, viewer, input);
      const alreadySignedIds = pledge.signatures.map((one) => one.organisationId);
      const state = stateAfter(pledge.state, signingVerb(pledge, [...alreadySignedIds, organisationId]));
      const { kind, partyIds, hash: pledgeHash } = pledge;
      const binds = { alreadySignedIds, signedHash: input.hash, pledgeHash };
      const reporter = await reporterFacts(tx, viewer);
      enforce(maySignPledge({ ...reporter, ...binds, organisationId, kind, partyIds }));
      await tx.entities.insert(PledgeSignature, {
        pledgeId: pledge.id,
        organisationId,
        signedBy: viewer.subject,
        signedAt: new Date(),
      });
      return update(tx, pledge, { state });
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async reportOn(context: SubgraphContext, input: ReportOnPledgeInput): Promise<Pledge> {
    const { measureIds, isFinal } = input;
    const progress = codeOf(input.progress, PLEDGE_PROGRESSES, 'progress');
    const text = textOf(input.text, 'text', 5_000);
    const language = languageOf(input.language, 'language');
    refuseUnless(measureIds.length <= 100, 'measureIds', 'A report names at most 100 measures.');
    for (const [index, id] of measureIds.entries()) {
      const found = await this.measures.find(context, id);
      refuseUnless(
        found !== null,
        `measureIds.${index}`,
        'There is no measure of this id that you may read.',
      );
    }
    return this.change(context, 'reportOnPledge', input, async (tx, viewer) => {
      const { organisationId } = viewer;
      const pledge = await lock(tx, viewer, input);
      const signerIds = pledge.signatures.map((one) => one.organisationId);
      const finishedIds = pledge.reports.filter((one) => one.isFinal).map((one) => one.organisationId);
      const isLast = isFinal && signerIds.every((id) => [...finishedIds, organisationId].includes(id));
      const state = stateAfter(pledge.state, isLast ? 'reportLast' : 'reportOn');
      enforce(
        mayReportOnPledge({ ...(await reporterFacts(tx, viewer)), organisationId, signerIds, finishedIds }),
      );
      await tx.entities.insert(PledgeReport, {
        id: newId('pledge_report'),
        pledgeId: pledge.id,
        organisationId,
        progress,
        isFinal,
        text,
        language,
        measureIds: [...new Set(measureIds)],
        reportedBy: viewer.subject,
        reportedAt: new Date(),
      });
      return update(tx, pledge, { state });
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<Pledge> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, verb, input, () => work(tx, viewer)),
    );
    // Not through the loader: an earlier verb of the same request may have read the row before this one changed it.
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Pledge>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<PledgeRow>('pledges-by-id', PLEDGES_BY_ID, [viewerId, ids]),
    );
    return new Map(rows.map((row) => [row.id, pledgeOf(row)]));
  }
}

function signingVerb({ state, partyIds }: Pledge, signedIds: readonly string[]): PledgeVerb {
  if (state === 'SIGNED') return 'join';
  return partyIds.every((id) => signedIds.includes(id)) ? 'signLast' : 'sign';
}

interface Step {
  readonly id: string;
  readonly expectedVersion: number;
}

/** The pledge for one who may read it, its row held until the end; an open one may be joined by whoever has its id. */
async function lock(tx: Transaction, viewer: Viewer, { id, expectedVersion }: Step): Promise<Pledge> {
  await tx.sql('pledge-lock', 'select from pledge where id = $1 for update', [id]);
  const [row] = await tx.sql<PledgeRow>('pledges-by-id', PLEDGES_BY_ID, [viewer.organisationId, [id]]);
  if (!row || !mayReadPledge(row, viewer.organisationId))
    throw new AccordError('NOT_FOUND', { field: 'input.id' });
  if (row.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  return pledgeOf(row);
}

async function update(tx: Transaction, { id, version }: Pledge, change: Partial<Pledge>): Promise<string> {
  await tx.entities.update(Pledge, { id }, { ...change, version: version + 1 } as never);
  return id;
}
