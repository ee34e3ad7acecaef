import type { SubgraphContext, Viewer } from '../../shared/context.ts';
import type { Database, Transaction } from '../../shared/database.ts';
import { enforce } from '../../shared/enforce.ts';
import { AccordError } from '../../shared/errors.ts';
import { hxlTable } from '../../shared/hxl-table.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, PageArguments } from '../../shared/pagination.ts';
import { mayObserveAccess, OBSERVER_ROLES } from '../../shared/policy/access-observing.ts';
import { type IncidentVerb, mayTakeIncidentStep } from '../../shared/policy/incident-life.ts';
import { constraintOf, INCIDENT_KINDS } from '../../shared/policy/incident-words.ts';
import type { AccessIncident } from './access-incident.entity.ts';
import type {
  AccessIncidentFilter,
  FileIncidentInput,
  IncidentStepInput,
  ReleaseIncidentInput,
  ReviseIncidentInput,
} from './access-incident.inputs.ts';
import { INCIDENT_MUTATIONS, stateAfter } from './access-incident.states.ts';
import { refuseUnknownPlaces } from './access-place.service.ts';
import { INCIDENT_COLUMNS } from './exports/incident-columns.ts';
import { standingOf } from './facts.ts';
import { type IncidentRow, incidentAsRead } from './incident-as-read.ts';
import { checkIncident, checkIncidentFilter } from './incident-checks.ts';
import type { IncidentEvent } from './incident-event.entity.ts';
import {
  cameByLink,
  insertIncident,
  lockIncident,
  moveIncident,
  releaseCut,
  type StoredIncident,
  toldOf,
} from './incident-rows.ts';
import { INCIDENTS_BY_ID, LISTED_INCIDENTS } from './incident-statements.ts';
import { checkLength, refuseUnless } from './input-checks.ts';
import { Listing } from './listing.ts';
import { BY_ID } from './statements.ts';
import { sayOnce } from './verbs.ts';

const MOST_ROWS = 1_000;

/** The one door to incidents: what leaves it has been cut to what the viewer reads. */
export class AccessIncidentService {
  private readonly byId = loaderOf<string, AccessIncident>((context, ids) => this.load(context, ids));
  private readonly historyById = loaderOf<string, IncidentEvent[]>((context, ids) =>
    this.loadHistory(context, ids),
  );
  private readonly listing: Listing<IncidentRow>;

  constructor(
    private readonly database: Database,
    cursors: Cursors,
    private readonly secret: Buffer,
  ) {
    this.listing = new Listing(database, cursors, LISTED_INCIDENTS);
  }

  find(context: SubgraphContext, id: string): Promise<AccessIncident | null> {
    return this.byId(context, id);
  }

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  list(
    context: SubgraphContext,
    filter: AccessIncidentFilter,
    page: PageArguments,
  ): Promise<Connection<AccessIncident>> {
    checkIncidentFilter(filter);
    // Whoever reads no state of an incident finds none by its state.
    const states = filter.states && (readsWhole(context) ? filter.states : []);
    const values = [filter.country?.toUpperCase(), kindsOf(filter), filter.from, filter.until, states];
    const given = values.map((value) => value ?? null);
    return this.listing.list(context, given, page, asReadBy(context));
  }

  /** All that the viewer may find, as a table: the first thousand, as `list` shows them. */
  async table(context: SubgraphContext, filter: AccessIncidentFilter): Promise<string> {
    const found: AccessIncident[] = [];
    for (let after: string | null = null; found.length < MOST_ROWS; ) {
      const { nodes, pageInfo }: Connection<AccessIncident> = await this.list(context, filter, {
        first: 100,
        after,
      });
      found.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    return hxlTable(INCIDENT_COLUMNS, found);
  }

  listOfCountry(
    context: SubgraphContext,
    iso2: string,
    page: PageArguments,
  ): Promise<Connection<AccessIncident>> {
    return this.listing.listOf(context, 'country', iso2, page, asReadBy(context));
  }

  /** Who filed an incident is known to its owner alone: an organisation finds its own here, others find nothing. */
  listOfOrganisation(
    context: SubgraphContext,
    organisationId: string,
    page: PageArguments,
  ): Promise<Connection<AccessIncident>> {
    return this.listing.listOf(context, 'organisation', organisationId, page, asReadBy(context));
  }

  /** The viewer's own that breach an agreement. */
  listOfAgreement(
    context: SubgraphContext,
    agreementId: string,
    page: PageArguments,
  ): Promise<Connection<AccessIncident>> {
    const of = readsWhole(context) ? 'agreement' : 'nothing';
    return this.listing.listOf(context, of, agreementId, page, asReadBy(context));
  }

  async historyOf(
    context: SubgraphContext,
    { id, reading }: AccessIncident,
  ): Promise<IncidentEvent[] | null> {
    return reading === 'EVERYTHING' ? this.historyById(context, id) : null;
  }

  /** Errors: VALIDATION_FAILED, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  file(context: SubgraphContext, input: FileIncidentInput): Promise<AccessIncident> {
    checkIncident(input);
    return this.change(context, 'fileIncident', input, async (tx, viewer) => {
      enforce(mayObserveAccess({ role: viewer.role, ...(await standingOf(tx, viewer.organisationId)) }));
      await refuseUnknown(tx, viewer, input);
      return (await insertIncident(tx, viewer, input)).id;
    });
  }

  /** Errors: NOT_FOUND, VALIDATION_FAILED, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  revise(context: SubgraphContext, input: ReviseIncidentInput): Promise<AccessIncident> {
    checkIncident(input);
    return this.step(context, 'revise', input, async (tx, viewer, before) => {
      await refuseUnknown(tx, viewer, input);
      await moveIncident(tx, before, toldOf(input), 'revise', null, viewer.clientId);
    });
  }

  /** Errors: NOT_FOUND, VERSION_CONFLICT, ILLEGAL_TRANSITION, RULE_BROKEN, IDEMPOTENCY_KEY_REUSED. */
  take(
    context: SubgraphContext,
    verb: Exclude<IncidentVerb, 'revise' | 'release'>,
    input: IncidentStepInput,
  ): Promise<AccessIncident> {
    checkLength(input.note, 5_000, 'note');
    return this.step(context, verb, input, async (tx, { clientId }, before) => {
      const verified = before.verified || verb === 'verify';
      const change = { state: stateAfter(before.state, verb), verified };
      await moveIncident(tx, before, change, verb, input.note ?? null, clientId);
    });
  }

  /** Errors: as `take`, and RULE_BROKEN before 30 days are over. */
  release(context: SubgraphContext, input: ReleaseIncidentInput): Promise<AccessIncident> {
    checkLength(input.note, 5_000, 'note');
    checkLength(input.publicSummary, 1_000, 'publicSummary');
    return this.step(context, 'release', input, async (tx, { clientId }, before) => {
      await moveIncident(tx, before, {}, 'release', input.note ?? null, clientId);
      await releaseCut(tx, before.id, input.publicSummary ?? null);
    });
  }

  private step(
    context: SubgraphContext,
    verb: IncidentVerb,
    input: IncidentStepInput,
    work: (tx: Transaction, viewer: Viewer, before: StoredIncident) => Promise<void>,
  ): Promise<AccessIncident> {
    return this.change(context, INCIDENT_MUTATIONS[verb], input, async (tx, viewer) => {
      const { role, organisationId, clientId } = viewer;
      const before = await lockIncident(tx, organisationId, input);
      stateAfter(before.state, verb);
      const occurredOn = new Date(`${before.occurredOn}T00:00:00Z`);
      enforce(mayObserveAccess({ role, ...(await standingOf(tx, organisationId)) }));
      enforce(
        mayTakeIncidentStep({
          ...before,
          ...{ verb, role, organisationId, clientId, occurredOn, now: new Date() },
          cameByLink: cameByLink(before),
        }),
      );
      await work(tx, viewer, before);
      return before.id;
    });
  }

  private async change(
    context: SubgraphContext,
    verb: string,
    input: object,
    work: (tx: Transaction, viewer: Viewer) => Promise<string>,
  ): Promise<AccessIncident> {
    const id = await sayOnce(this.database, context, this.secret, verb, input, work);
    const found = (await this.load(context, [id])).get(id);
    if (!found) throw new AccordError('NOT_FOUND');
    return found;
  }

  private async load(context: SubgraphContext, ids: readonly string[]): Promise<Map<string, AccessIncident>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const now = new Date();
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<IncidentRow>('access-incidents-by-id', INCIDENTS_BY_ID, [viewerId, now, ids]),
    );
    const read = rows.flatMap((row) => incidentAsRead(row, context.viewer?.role ?? null, now) ?? []);
    return new Map(read.map((incident) => [incident.id, incident]));
  }

  private async loadHistory(
    context: SubgraphContext,
    ids: readonly string[],
  ): Promise<Map<string, IncidentEvent[]>> {
    const rows = await this.database.transaction(context.viewer?.organisationId ?? null, (tx) =>
      tx.sql<IncidentEvent>(
        'incident-events',
        `select owner_id as "ownerId", incident_id as "incidentId", version, verb, state, at, note, client
           from incident_event where incident_id = any($1) order by version`,
        [ids],
      ),
    );
    return Map.groupBy(rows, ({ incidentId }) => incidentId);
  }
}

function readsWhole({ viewer }: SubgraphContext): boolean {
  return OBSERVER_ROLES.some((one) => one === viewer?.role);
}

function asReadBy(context: SubgraphContext): (row: IncidentRow) => AccessIncident | null {
  const now = new Date();
  return (row) => incidentAsRead(row, context.viewer?.role ?? null, now);
}

/** Kinds asked for by name, and those under the constraints asked for; both: what is in both. */
function kindsOf({ kinds, constraints }: AccessIncidentFilter): string[] | null {
  if (!kinds && !constraints) return null;
  return INCIDENT_KINDS.filter(
    (kind) => (!kinds || kinds.includes(kind)) && (!constraints || constraints.includes(constraintOf(kind))),
  );
}

/** An agreement that the viewer does not read, or a place of another's, is one that is not there. Errors: VALIDATION_FAILED. */
async function refuseUnknown(
  tx: Transaction,
  { organisationId }: Viewer,
  { agreementId, placeId, serviceId }: FileIncidentInput,
): Promise<void> {
  if (serviceId != null) await refuseUnknownService(tx, serviceId);
  if (placeId != null) await refuseUnknownPlaces(tx, organisationId, [placeId], 'placeId');
  if (agreementId == null) return;
  const rows = await tx.sql<{ partyIds: string[]; state: string }>('access-agreements-by-id', BY_ID, [
    organisationId,
    new Date(),
    [agreementId],
  ]);
  const known = rows.some(
    ({ partyIds, state }) =>
      partyIds.includes(organisationId) || ['ACTIVE', 'IN_FORCE_VERBAL'].includes(state),
  );
  if (!known) {
    const says = 'There is no such access agreement.';
    throw new AccordError('VALIDATION_FAILED', { field: 'input.agreementId', says });
  }
}

async function refuseUnknownService(tx: Transaction, serviceId: string): Promise<void> {
  const rows = await tx.sql('service-known', 'select from services.services_known where id = $1', [
    serviceId,
  ]);
  refuseUnless(rows.length > 0, 'serviceId', 'There is no such service.');
}
