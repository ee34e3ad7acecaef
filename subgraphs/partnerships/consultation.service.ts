import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { once } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayRecordConsultation, mayWithdrawConsultation } from '../../shared/policy/reporting.ts';
import { RESOLUTION_PARAGRAPHS } from '../../shared/policy/resolution.ts';
import { Consultation } from './consultation.entity.ts';
import type {
  ConsultationFilter,
  RecordConsultationInput,
  WithdrawConsultationInput,
} from './consultation.inputs.ts';
import { consultationFacts, reporterFacts } from './facts.ts';
import {
  checkRegistered,
  codesOf,
  countryOf,
  dayOf,
  languageOf,
  optionalTextOf,
  refuseUnless,
  textOf,
} from './reporting-checks.ts';

const CONSULTATION_COLUMNS = `
  c.id, c.recorded_by_id as "recordedById", c.participant_ids as "participantIds", c.country as iso2,
  c.held_on::text as "heldOn", c.subject, c.outcome, c.language, c.paragraphs, c.is_public as "isPublic",
  c.recorded_by as "recordedBy", c.recorded_at as "recordedAt", c.withdrawn_at as "withdrawnAt",
  c.withdrawal_reason as "withdrawalReason", c.version`;

/** Public, or the viewer's own. $1: the viewer's organisation or null. */
const VISIBLE = `
  (c.is_public or exists (select from organisation me where me.id = $1 and me.active and me.id = any(c.participant_ids)))`;

const WITHDRAWN = 'select id from consultation where id = any($1) and withdrawn_at is not null';

/** The one door to consultations. */
export class ConsultationService {
  private readonly byId = loaderOf<string, Consultation>((context, ids) => this.load(context, ids));

  private readonly withdrawn = loaderOf<string, boolean>(async (_context, ids) => {
    const rows = await this.database.read<{ id: string }>('withdrawn-consultations', WITHDRAWN, [ids]);
    return new Map(rows.map(({ id }) => [id, true]));
  });

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly secret: Buffer,
  ) {}

  /** The consultation, or null when there is none for this viewer. */
  find(context: SubgraphContext, id: string): Promise<Consultation | null> {
    return this.byId(context, id);
  }

  /** The latest first. */
  async list(
    context: SubgraphContext,
    filter: ConsultationFilter,
    request: PageArguments,
  ): Promise<Connection<Consultation>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['consultations', viewerId, filter];
    const page = this.cursors.page(request, binding);
    const [order, beyond] = page.forward ? ['desc', '<'] : ['asc', '>'];
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Consultation>(
        `consultations-${order}`,
        `select ${CONSULTATION_COLUMNS} from consultation c
          where ${VISIBLE}
            and ($2::text is null or c.country = $2)
            and ($3::text is null or $3 = any(c.participant_ids))
            and ($4::date is null or (c.held_on, c.id) ${beyond} ($4, $5))
          order by c.held_on ${order}, c.id ${order} limit $6`,
        [
          viewerId,
          filter.country?.toUpperCase() ?? null,
          filter.organisationId ?? null,
          ...(page.key ?? [null, null]),
          page.limit + 1,
        ],
      ),
    );
    return this.cursors.connection(rows, page, binding, ({ heldOn, id }) => [heldOn, id], asConsultation);
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async record(context: SubgraphContext, input: RecordConsultationInput): Promise<Consultation> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const told = toldConsultation(input);
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, 'recordConsultation', input, async () => {
        await checkRegistered(tx, told.participantIds, 'participantIds');
        enforce(mayRecordConsultation(await consultationFacts(tx, viewer, told, new Date())));
        return insert(tx, viewer, told);
      }),
    );
    return (await this.load(context, [id])).get(id) as Consultation;
  }

  /** For ever. Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async withdraw(context: SubgraphContext, input: WithdrawConsultationInput): Promise<Consultation> {
    const { viewer } = context;
    if (!viewer) throw new AccordError('UNAUTHENTICATED');
    const reason = textOf(input.reason, 'reason', 1_000);
    const id = await this.database.transaction(viewer.organisationId, (tx) =>
      once(tx, context, this.secret, 'withdrawConsultation', input, async () => {
        const { recordedById, version } = await lock(tx, viewer, input);
        const facts = {
          ...(await reporterFacts(tx, viewer)),
          organisationId: viewer.organisationId,
          recordedById,
        };
        enforce(mayWithdrawConsultation(facts));
        await tx.sql(
          'withdraw-consultation',
          `update consultation set withdrawn_at = $2, withdrawn_by = $3, withdrawal_reason = $4, version = $5 where id = $1`,
          [input.id, new Date(), viewer.subject, reason, version + 1],
        );
        return input.id;
      }),
    );
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  /** Whether it was withdrawn, whoever may read the rest of it: evidence that stands on it is flagged for everybody. */
  async isWithdrawn(context: SubgraphContext, id: string): Promise<boolean> {
    return (await this.withdrawn(context, id)) ?? false;
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, Consultation>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Consultation>(
        'consultations-by-id',
        `select ${CONSULTATION_COLUMNS} from consultation c where ${VISIBLE} and c.id = any($2)`,
        [viewerId, ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, asConsultation(row)]));
  }
}

/** The consultation for one who may read it, its row held until the end. Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION. */
async function lock(
  tx: Transaction,
  viewer: Viewer,
  { id, expectedVersion }: WithdrawConsultationInput,
): Promise<Consultation> {
  const [row] = await tx.sql<Consultation>(
    'consultation-lock',
    `select ${CONSULTATION_COLUMNS} from consultation c where ${VISIBLE} and c.id = $2 for update of c`,
    [viewer.organisationId, id],
  );
  if (!row) throw new AccordError('NOT_FOUND', { field: 'input.id' });
  if (row.version !== expectedVersion)
    throw new AccordError('VERSION_CONFLICT', { field: 'input.expectedVersion' });
  if (row.withdrawnAt !== null)
    throw new AccordError('ILLEGAL_TRANSITION', { state: 'WITHDRAWN', possible: [] });
  return row;
}

type ToldConsultation = ReturnType<typeof toldConsultation>;

function toldConsultation(input: RecordConsultationInput) {
  const { participantIds, paragraphs } = input;
  refuseUnless(
    participantIds.length >= 2 && participantIds.length <= 50,
    'participantIds',
    'A consultation has 2 to 50 participants.',
  );
  refuseUnless(
    new Set(participantIds).size === participantIds.length,
    'participantIds',
    'Each participant is named once.',
  );
  refuseUnless(paragraphs.length > 0, 'paragraphs', 'A consultation is about one paragraph at least.');
  return {
    participantIds,
    iso2: input.country == null ? null : countryOf(input.country, 'country'),
    heldOn: dayOf(input.heldOn, 'heldOn'),
    subject: textOf(input.subject, 'subject', 300),
    outcome: optionalTextOf(input.outcome, 'outcome', 5_000),
    language: languageOf(input.language, 'language'),
    paragraphs: codesOf(paragraphs, RESOLUTION_PARAGRAPHS, 'paragraphs'),
    isPublic: input.isPublic,
  };
}

async function insert(tx: Transaction, viewer: Viewer, told: ToldConsultation): Promise<string> {
  const id = newId('consultation');
  await tx.entities.insert(Consultation, {
    ...told,
    id,
    recordedById: viewer.organisationId,
    recordedBy: viewer.subject,
    recordedAt: new Date(),
    version: 1,
  });
  return id;
}

function asConsultation(row: Consultation): Consultation {
  return Object.assign(new Consultation(), row);
}
