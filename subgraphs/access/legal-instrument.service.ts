import type { SubgraphContext } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayObserveAccess } from '../../shared/policy/access-observing.ts';
import { ACCESS_MODALITIES } from '../../shared/policy/access-words.ts';
import { type ConformityFacts, conformityOf, conformityVerdictOf } from '../../shared/policy/conformity.ts';
import { keepCheck } from './conformity-check.service.ts';
import { standingOf } from './facts.ts';
import {
  checkCountry,
  checkDay,
  checkLength,
  checkOrder,
  checkPastDay,
  checkWebAddress,
  refuseUnless,
} from './input-checks.ts';
import { LegalInstrument } from './legal-instrument.entity.ts';
import type { RecordInstrumentInput } from './legal-instrument.inputs.ts';
import { Listing } from './listing.ts';
import { consultationTime } from './reading.ts';
import { sayOnce } from './verbs.ts';

type Stored = Omit<LegalInstrument, 'verdict' | 'conformity' | 'country' | 'recordedBy' | 'modalities'>;

const COLUMNS = `
  l.id, l.country as iso2, l.recorded_by_id as "recordedById", l.kind, l.title, l.citation, l.url,
  l.in_force_from::text as "inForceFrom", l.in_force_until::text as "inForceUntil",
  l.groups_left_out as "groupsLeftOut", l.grounds_left_out as "groundsLeftOut", l.conditions, l.obligations,
  l.modality_answers as "modalityAnswers", l.examined_on::text as "examinedOn",
  l.consulted_on::text as "consultedOn", l.consultation_id as "consultationId", l.recorded_at as "recordedAt", l.version`;

/** The one door to laws and papers like them. Anyone reads them; whoever recorded one keeps it. */
export class LegalInstrumentService {
  private readonly byId = loaderOf<string, LegalInstrument>((context, ids) => this.load(context, ids));
  private readonly listing: Listing<Stored>;

  constructor(
    private readonly database: Database,
    cursors: Cursors,
    private readonly secret: Buffer,
  ) {
    this.listing = new Listing<Stored>(database, cursors, {
      name: 'legal-instruments',
      columns: COLUMNS,
      source: 'legal_instrument l',
      // Every list knows who asks and when, though here neither matters.
      visible: '($1::text is null or $2::timestamptz is not null)',
      filters: [
        ['l.country = ?', 'text'],
        ['l.kind = any(?)', 'text[]'],
      ],
      parents: { country: 'l.country = asked.parent' },
      order: ['l.country', 'l.id'],
      descending: false,
      keyOf: ({ iso2, id }) => [iso2, id],
    });
  }

  find(context: SubgraphContext, id: string): Promise<LegalInstrument | null> {
    return this.byId(context, id);
  }

  list(
    context: SubgraphContext,
    country: string | null,
    kinds: readonly string[] | null,
    page: PageArguments,
  ): Promise<Connection<LegalInstrument>> {
    if (country != null) checkCountry(country);
    return this.listing.list(context, [country?.toUpperCase() ?? null, kinds], page, asInstrument);
  }

  listOfCountry(
    context: SubgraphContext,
    iso2: string,
    page: PageArguments,
  ): Promise<Connection<LegalInstrument>> {
    return this.listing.listOf(context, 'country', iso2, page, asInstrument);
  }

  /** Errors: VALIDATION_FAILED, NOT_FOUND, VERSION_CONFLICT, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  async record(context: SubgraphContext, input: RecordInstrumentInput): Promise<LegalInstrument> {
    checkInstrument(input);
    const id = await sayOnce(
      this.database,
      context,
      this.secret,
      'recordInstrument',
      input,
      async (tx, viewer) => {
        enforce(mayObserveAccess({ role: viewer.role, ...(await standingOf(tx, viewer.organisationId)) }));
        const kept = await this.write(tx, viewer.organisationId, input);
        await keepCheck(tx, kept.id, factsOf(kept));
        return kept.id;
      },
    );
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async write(tx: Transaction, recordedById: string, input: RecordInstrumentInput): Promise<Stored> {
    const told = storedOf(input);
    if (input.id == null) {
      const made = { ...told, id: newId('law'), recordedById, recordedAt: new Date(), version: 1 };
      await tx.entities.insert(LegalInstrument, made);
      return made;
    }
    const [before] = await tx.sql<Stored>(
      'legal-instrument-lock',
      `select ${COLUMNS} from legal_instrument l where l.id = $1 and l.recorded_by_id = $2 for update`,
      [input.id, recordedById],
    );
    if (!before) throw new AccordError('NOT_FOUND');
    if (before.version !== input.expectedVersion) throw new AccordError('VERSION_CONFLICT');
    const after = { ...before, ...told, version: before.version + 1 };
    await tx.entities.update(LegalInstrument, before.id, after);
    return after;
  }

  private async load(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, LegalInstrument>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<Stored>(
        'legal-instruments-by-id',
        `select ${COLUMNS} from legal_instrument l where l.id = any($1)`,
        [ids],
      ),
    );
    return new Map(rows.map((row) => [row.id, asInstrument(row)]));
  }
}

function asInstrument(row: Stored): LegalInstrument {
  const facts = factsOf(row);
  return Object.assign(new LegalInstrument(), row, {
    verdict: conformityVerdictOf(facts),
    conformity: conformityOf(facts),
    country: { iso2: row.iso2 },
    recordedBy: { id: row.recordedById },
    modalities: ACCESS_MODALITIES.map((modality) => ({
      modality,
      answer: row.modalityAnswers[modality] ?? ('UNKNOWN' as const),
    })),
  });
}

function factsOf(row: Stored): ConformityFacts {
  const { groupsLeftOut, groundsLeftOut, conditions, obligations, modalityAnswers } = row;
  return {
    groupsLeftOut,
    groundsLeftOut,
    conditions,
    obligations,
    modalityAnswers,
    examined: row.examinedOn !== null,
    consultation: consultationTime(row.consultedOn, row.inForceFrom),
  };
}

function storedOf(
  input: RecordInstrumentInput,
): Omit<Stored, 'id' | 'recordedById' | 'recordedAt' | 'version'> {
  const { country, modalities, id: _id, expectedVersion: _version, ...told } = input;
  return {
    ...told,
    iso2: country.toUpperCase(),
    modalityAnswers: Object.fromEntries(modalities.map(({ modality, answer }) => [modality, answer])),
    citation: told.citation ?? null,
    url: told.url ?? null,
    inForceFrom: told.inForceFrom ?? null,
    inForceUntil: told.inForceUntil ?? null,
    examinedOn: told.examinedOn ?? null,
    consultedOn: told.consultedOn ?? null,
    consultationId: told.consultationId ?? null,
  };
}

function checkInstrument(input: RecordInstrumentInput): void {
  checkCountry(input.country);
  checkLength(input.title, 500, 'title');
  checkLength(input.citation, 500, 'citation');
  checkWebAddress(input.url, 'url');
  checkDay(input.inForceFrom, 'inForceFrom');
  checkDay(input.inForceUntil, 'inForceUntil');
  checkOrder(input.inForceFrom, input.inForceUntil, 'inForceUntil');
  checkPastDay(input.examinedOn, 'examinedOn');
  checkPastDay(input.consultedOn, 'consultedOn');
  const named = input.modalities.map(({ modality }) => modality);
  refuseUnless(new Set(named).size === named.length, 'modalities', 'Each modality is answered once.');
}
