import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import { BORDER_PROCEDURE_TYPES, SAFEGUARDS } from '../../shared/policy/border-words.ts';
import { BorderProcedure } from './border-procedure.entity.ts';
import type { AssessSafeguardInput, RecordBorderProcedureInput } from './border-procedure.inputs.ts';
import { standingOf } from './facts.ts';
import {
  checkCountry,
  checkLength,
  checkOrder,
  checkPastDay,
  checkSeenDay,
  checkWebAddress,
  knownWord,
  refuseUnless,
} from './input-checks.ts';
import { Listing } from './listing.ts';
import { SafeguardAssessment } from './safeguard-assessment.entity.ts';
import { sayOnce } from './verbs.ts';

type Stored = Omit<BorderProcedure, 'country' | 'authority' | 'recordedBy'>;

const COLUMNS = `
  p.id, p.country as iso2, p.type, p.name, p.authority_id as "authorityId", p.legal_instrument_id as "legalInstrumentId",
  p.recorded_by_id as "recordedById", p.recorded_at as "recordedAt", p.version`;

/** The one door to border procedures. Anyone reads them; those who stand among people record and assess them. */
export class BorderProcedureService {
  private readonly byId = loaderOf<string, BorderProcedure>((context, ids) => this.load(context, ids));
  private readonly listing: Listing<Stored>;

  constructor(
    private readonly database: Database,
    cursors: Cursors,
    private readonly secret: Buffer,
  ) {
    this.listing = new Listing<Stored>(database, cursors, {
      name: 'border-procedures',
      columns: COLUMNS,
      source: 'border_procedure p',
      // Every list knows who asks and when, though here neither matters.
      visible: '($1::text is null or $2::timestamptz is not null)',
      filters: [
        ['p.country = ?', 'text'],
        ['p.type = any(?)', 'text[]'],
      ],
      parents: { country: 'p.country = asked.parent' },
      order: ['p.country', 'p.id'],
      descending: false,
      keyOf: ({ iso2, id }) => [iso2, id],
    });
  }

  find(context: SubgraphContext, id: string): Promise<BorderProcedure | null> {
    return this.byId(context, id);
  }

  list(
    context: SubgraphContext,
    country: string | null,
    types: readonly string[] | null,
    page: PageArguments,
  ): Promise<Connection<BorderProcedure>> {
    if (country != null) checkCountry(country);
    return this.listing.list(context, [country?.toUpperCase() ?? null, types], page, asProcedure);
  }

  listOfCountry(
    context: SubgraphContext,
    iso2: string,
    page: PageArguments,
  ): Promise<Connection<BorderProcedure>> {
    return this.listing.listOf(context, 'country', iso2, page, asProcedure);
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  record(context: SubgraphContext, input: RecordBorderProcedureInput): Promise<BorderProcedure> {
    knownWord(input.type, BORDER_PROCEDURE_TYPES, 'type');
    checkCountry(input.country);
    checkLength(input.name, 200, 'name');
    return this.change(context, 'recordBorderProcedure', input, async (tx, { organisationId }) => {
      await refuseUnknown(tx, input);
      const id = newId('procedure');
      await tx.entities.insert(BorderProcedure, {
        id,
        iso2: input.country.toUpperCase(),
        type: knownWord(input.type, BORDER_PROCEDURE_TYPES, 'type'),
        name: input.name ?? null,
        authorityId: input.authorityId ?? null,
        legalInstrumentId: input.legalInstrumentId ?? null,
        recordedById: organisationId,
        recordedAt: new Date(),
        version: 1,
      });
      return id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  assess(context: SubgraphContext, input: AssessSafeguardInput): Promise<BorderProcedure> {
    checkAssessment(input);
    return this.change(context, 'assessSafeguard', input, async (tx, { organisationId }) => {
      const locked = await tx.sql(
        'border-procedure-lock',
        'select from border_procedure where id = $1 for update',
        [input.procedureId],
      );
      if (locked.length === 0) throw new AccordError('NOT_FOUND');
      await insertAssessment(tx, organisationId, input);
      return input.procedureId;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<BorderProcedure> {
    const id = await sayOnce(this.database, context, this.secret, verb, input, async (tx, viewer) => {
      enforce(mayObserveAccess({ role: viewer.role, ...(await standingOf(tx, viewer.organisationId)) }));
      return work(tx, viewer);
    });
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, BorderProcedure>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<Stored>(
        'border-procedures-by-id',
        `select ${COLUMNS} from border_procedure p where p.id = any($1)`,
        [ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, asProcedure(row)]));
  }
}

function asProcedure(row: Stored): BorderProcedure {
  return Object.assign(new BorderProcedure(), row, {
    country: { iso2: row.iso2 },
    authority: row.authorityId === null ? null : { id: row.authorityId },
    recordedBy: { id: row.recordedById },
  });
}

/** Whether it was put in place is decided once, beside the assessment before it: later ones do not change that. */
async function insertAssessment(
  tx: Transaction,
  assessorId: string,
  input: AssessSafeguardInput,
): Promise<void> {
  const safeguard = knownWord(input.safeguard, SAFEGUARDS, 'safeguard');
  const [before] = await tx.sql<{ there: boolean }>(
    'safeguard-before',
    `select in_practice = 'YES' as there from safeguard_assessment where procedure_id = $1 and safeguard = $2
      order by assessed_on desc, recorded_at desc, id desc limit 1`,
    [input.procedureId, safeguard],
  );
  await tx.entities.insert(SafeguardAssessment, {
    id: newId('assessment'),
    procedureId: input.procedureId,
    safeguard,
    inLaw: input.inLaw,
    inPractice: input.inPractice,
    evidence: input.evidence,
    url: input.url ?? null,
    assessedOn: input.assessedOn,
    assessorId,
    consultedOn: input.consultedOn ?? null,
    consultationId: input.consultationId ?? null,
    putInPlace: before !== undefined && !before.there && input.inPractice === 'YES',
    recordedAt: new Date(),
  });
}

/** Errors: VALIDATION_FAILED. */
async function refuseUnknown(tx: Transaction, input: RecordBorderProcedureInput): Promise<void> {
  if (input.authorityId != null) {
    const { type } = await standingOf(tx, input.authorityId);
    refuseUnless(type !== null, 'authorityId', 'This organisation is not registered.');
  }
  if (input.legalInstrumentId == null) return;
  const laws = await tx.sql('law-there', 'select from legal_instrument where id = $1', [
    input.legalInstrumentId,
  ]);
  refuseUnless(laws.length === 1, 'legalInstrumentId', 'There is no such legal instrument.');
}

function checkAssessment(input: AssessSafeguardInput): void {
  knownWord(input.safeguard, SAFEGUARDS, 'safeguard');
  checkLength(input.evidence, 2_000, 'evidence');
  checkWebAddress(input.url, 'url');
  checkSeenDay(input.assessedOn, 'assessedOn');
  checkPastDay(input.consultedOn, 'consultedOn');
  checkOrder(input.consultedOn, input.assessedOn, 'consultedOn');
}
