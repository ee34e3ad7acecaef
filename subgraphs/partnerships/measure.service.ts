import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import {
  FILED,
  mayAttestMeasure,
  mayChangeMeasure,
  mayFileMeasure,
  mayReadMeasure,
} from '../../shared/policy/measure-life.ts';
import { reporterFacts } from './facts.ts';
import { Measure } from './measure.entity.ts';
import type {
  FileMeasureInput,
  MeasureFilter,
  MeasureStepInput,
  ReviseMeasureInput,
} from './measure.inputs.ts';
import { stateAfter } from './measure.states.ts';
import { type ToldMeasure, toldMeasure } from './measure-form.ts';
import { checkRegistered, refuseUnless } from './reporting-checks.ts';

const MEASURE_COLUMNS = `
  m.id, m.filer_id as "filerId", m.joint_implementer_ids as "jointImplementerIds", m.title, m.summary, m.language,
  m.translations, m.type, m.status, m.attestation, m.is_public as "isPublic", m.countries, m.level, m.paragraphs,
  m.beneficiary_groups as "beneficiaryGroups", m.evidence, m.started_on::text as "startedOn",
  m.ended_on::text as "endedOn", m.written_by as "writtenBy", m.filed_at as "filedAt", m.attested_by as "attestedBy",
  m.attested_by_id as "attestedById", m.attested_at as "attestedAt", m.version`;

/** The rows of which `mayReadMeasure` says yes; a test holds the two together. $1: the viewer's organisation or null. */
const VISIBLE = `
  ((m.is_public and m.attestation = 'ATTESTED')
   or exists (select from organisation me where me.id = $1 and me.active
               and me.id = any(m.filer_id || m.joint_implementer_ids)))`;

/** The one door to measures. */
export class MeasureService {
  private readonly byId = loaderOf<string, Measure>((context, ids) => this.load(context, ids));

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** The measure, or null when there is none for this viewer. */
  find(context: SubgraphContext, id: string): Promise<Measure | null> {
    return this.byId(context, id);
  }

  /** By their first day, the latest first. */
  async list(
    context: SubgraphContext,
    filter: MeasureFilter,
    request: PageArguments,
  ): Promise<Connection<Measure>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['measures', viewerId, filter];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Measure>(
        `measures-${order}`,
        `select ${MEASURE_COLUMNS} from measure m
          where ${VISIBLE}
            and ($2::text is null or m.countries @> array[$2])
            and ($3::text[] is null or m.paragraphs && $3)
            and ($4::text[] is null or m.type = any($4))
            and ($5::text[] is null or m.status = any($5))
            and ($6::text[] is null or m.attestation = any($6))
            and ($7::int is null or (extract(year from m.started_on) <= $7
                                     and coalesce(extract(year from m.ended_on), $7) >= $7))
            and ($8::text is null or $8 = any(m.filer_id || m.joint_implementer_ids))
            and ($9::date is null or (m.started_on, m.id) ${beyond} ($9, $10))
          order by m.started_on ${order}, m.id ${order} limit $11`,
        [
          viewerId,
          filter.country?.toUpperCase() ?? null,
          filter.paragraphs ?? null,
          filter.types ?? null,
          filter.statuses ?? null,
          filter.attestations ?? null,
          filter.year ?? null,
          filter.organisationId ?? null,
          ...(page.key ?? [null, null]),
          page.limit + 1,
        ],
      ),
    );
    return this.cursors.connection(rows, page, binding, ({ startedOn, id }) => [startedOn, id], asMeasure);
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  file(context: SubgraphContext, input: FileMeasureInput): Promise<Measure> {
    const told = toldMeasure(input);
    return this.change(context, 'fileMeasure', input, async (tx, viewer) => {
      enforce(mayFileMeasure(await reporterFacts(tx, viewer)));
      await checkLinks(tx, viewer, told);
      const id = newId('measure');
      await tx.entities.insert(Measure, {
        ...told,
        id,
        filerId: viewer.organisationId,
        attestation: FILED,
        writtenBy: viewer.subject,
        filedAt: new Date(),
        version: 1,
      });
      return id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseMeasureInput): Promise<Measure> {
    const told = toldMeasure(input);
    return this.change(context, 'reviseMeasure', input, async (tx, viewer) => {
      const measure = await lock(tx, viewer, input);
      const facts = await reporterFacts(tx, viewer);
      enforce(
        mayChangeMeasure({ ...facts, organisationId: viewer.organisationId, filerId: measure.filerId }),
      );
      const attestation = stateAfter(measure.attestation, 'revise');
      await checkLinks(tx, viewer, told);
      const unattested = { attestation, attestedBy: null, attestedById: null, attestedAt: null };
      return update(tx, measure, { ...told, ...unattested, writtenBy: viewer.subject });
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  attest(context: SubgraphContext, input: MeasureStepInput): Promise<Measure> {
    return this.change(context, 'attestMeasure', input, async (tx, viewer) => {
      const measure = await lock(tx, viewer, input);
      const attestation = stateAfter(measure.attestation, 'attest');
      enforce(
        mayAttestMeasure({
          ...(await reporterFacts(tx, viewer)),
          organisationId: viewer.organisationId,
          implementerIds: implementersOf(measure),
          attesterSubject: viewer.subject,
          writerSubject: measure.writtenBy,
          evidenceCount: await standingEvidence(tx, measure),
        }),
      );
      const second = { attestedBy: viewer.subject, attestedById: viewer.organisationId };
      return update(tx, measure, { attestation, ...second, attestedAt: new Date() });
    });
  }

  /** For ever. Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  withdraw(context: SubgraphContext, input: MeasureStepInput): Promise<Measure> {
    return this.change(context, 'withdrawMeasure', input, async (tx, viewer) => {
      const measure = await lock(tx, viewer, input);
      const facts = await reporterFacts(tx, viewer);
      enforce(
        mayChangeMeasure({ ...facts, organisationId: viewer.organisationId, filerId: measure.filerId }),
      );
      return update(tx, measure, { attestation: stateAfter(measure.attestation, 'withdraw') });
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<Measure> {
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

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Measure>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Measure>(
        'measures-by-id',
        `select ${MEASURE_COLUMNS} from measure m where ${VISIBLE} and m.id = any($2)`,
        [viewerId, ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, asMeasure(row)]));
  }
}

function implementersOf({
  filerId,
  jointImplementerIds,
}: Pick<Measure, 'filerId' | 'jointImplementerIds'>): string[] {
  return [filerId, ...jointImplementerIds];
}

function asMeasure(row: Measure): Measure {
  return Object.assign(new Measure(), row);
}

/** Errors: VALIDATION_FAILED for a joint implementer or a piece of evidence of this subgraph that is not there. */
async function checkLinks(
  tx: Transaction,
  viewer: Viewer,
  { jointImplementerIds, evidence }: ToldMeasure,
): Promise<void> {
  const ownAt = jointImplementerIds.indexOf(viewer.organisationId);
  refuseUnless(ownAt < 0, `jointImplementerIds.${ownAt}`, 'Your own organisation is named already.');
  await checkRegistered(tx, jointImplementerIds, 'jointImplementerIds');
  const rows = await tx.sql<{ id: string }>(
    'evidence-read-by-viewer',
    `select id from agreement where id = any($2) and ($1 in (provider_id, recipient_id) or state = 'ACTIVE')
     union all select id from consultation where id = any($2) and (is_public or $1 = any(participant_ids))
       and withdrawn_at is null`,
    [viewer.organisationId, evidence.map(({ id }) => id)],
  );
  evidence.forEach(({ kind, id }, index) => {
    const isHere = kind === 'AGREEMENT' || kind === 'CONSULTATION';
    const isKnown = !isHere || rows.some((row) => row.id === id);
    refuseUnless(isKnown, `evidence.${index}.id`, `There is no ${kind} of this id that you may read.`);
  });
}

/** How many pieces of evidence show something: a consultation that was withdrawn, even at this moment, shows nothing. */
async function standingEvidence(tx: Transaction, { evidence }: Measure): Promise<number> {
  const ids = evidence.flatMap(({ kind, id }) => (kind === 'CONSULTATION' && id !== null ? [id] : []));
  const rows = await tx.sql(
    'withdrawn-evidence',
    'select from consultation where id = any($1) and withdrawn_at is not null',
    [ids],
  );
  return evidence.length - rows.length;
}

/** The measure for one who may read it, its row held until the end. Errors: NOT_FOUND, VERSION_CONFLICT. */
async function lock(tx: Transaction, viewer: Viewer, input: MeasureStepInput): Promise<Measure> {
  const [measure] = await tx.sql<Measure>(
    'measure-lock',
    `select ${MEASURE_COLUMNS} from measure m where m.id = $1 for update`,
    [input.id],
  );
  const isRead =
    measure && mayReadMeasure({ ...measure, implementerIds: implementersOf(measure) }, viewer.organisationId);
  if (!isRead) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  if (measure.version !== input.expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  return measure;
}

async function update(tx: Transaction, { id, version }: Measure, change: Partial<Measure>): Promise<string> {
  await tx.entities.update(Measure, { id }, { ...change, version: version + 1 } as never);
  return id;
}
