import type { Viewer } from '../../shared/context.ts';
import type { Transaction } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import {
  challengesAgreement,
  type IncidentVerb,
  mayBePublicFrom,
} from '../../shared/policy/incident-life.ts';
import { INCIDENT_IMPACTS, INCIDENT_KINDS } from '../../shared/policy/incident-words.ts';
import { AccessIncident } from './access-incident.entity.ts';
import type { FileIncidentInput } from './access-incident.inputs.ts';
import { IncidentEvent } from './incident-event.entity.ts';
import { knownWord } from './input-checks.ts';

/** The whole of an incident as its table keeps it. */
export interface StoredIncident {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: AccessIncident['kind'];
  readonly iso2: string;
  readonly admin1: string | null;
  readonly severity: number | null;
  readonly impacts: AccessIncident['impacts'];
  readonly occurredOn: string;
  readonly state: NonNullable<AccessIncident['state']>;
  readonly description: string | null;
  readonly actionTaken: string | null;
  readonly reporter: string | null;
  readonly reporterContact: string | null;
  readonly namedStaff: string[];
  readonly agreementId: string | null;
  readonly serviceId: string | null;
  readonly placeId: string | null;
  readonly verified: boolean;
  readonly filedBy: string;
  /** The client that submitted a draft; null when it was filed as submitted, or is a draft. */
  readonly submittedBy: string | null;
  readonly filedAt: Date;
  readonly version: number;
}

/** A team filed it from the field: in the place of a client stands the id of its link. */
export function cameByLink({ filedBy }: Pick<StoredIncident, 'filedBy'>): boolean {
  return filedBy.startsWith('incidentlink_');
}

/** The row of its owner, held until the end of the transaction. Errors: NOT_FOUND, VERSION_CONFLICT. */
export async function lockIncident(
  tx: Transaction,
  ownerId: string,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<StoredIncident> {
  const [row] = await tx.sql<StoredIncident>(
    'access-incident-lock',
    `select id, owner_id as "ownerId", kind, country as iso2, admin1, severity, impacts, occurred_on::text as "occurredOn",
        state, description, action_taken as "actionTaken", reporter, reporter_contact as "reporterContact",
        named_staff as "namedStaff", agreement_id as "agreementId", service_id as "serviceId", place_id as "placeId",
        verified, filed_by as "filedBy", filed_at as "filedAt", version,
        (select e.client from incident_event e where e.incident_id = access_incident.id and e.verb = 'submit'
          order by e.version desc limit 1) as "submittedBy"
       from access_incident where id = $1 and owner_id = $2 for update`,
    [id, ownerId],
  );
  if (!row) throw new AccordError('NOT_FOUND');
  if (row.version !== expectedVersion) throw new AccordError('VERSION_CONFLICT');
  return row;
}

/** A new incident, already submitted unless it is a draft. It reads nothing: a team's link may write and not read. */
export async function insertIncident(
  tx: Transaction,
  { organisationId, clientId }: Pick<Viewer, 'organisationId' | 'clientId'>,
  input: FileIncidentInput,
  id: string = newId('incident'),
): Promise<StoredIncident> {
  const row: StoredIncident = {
    ...toldOf(input),
    id,
    ownerId: organisationId,
    state: input.draft ? 'DRAFT' : 'SUBMITTED',
    verified: false,
    filedBy: clientId,
    submittedBy: null,
    filedAt: new Date(),
    version: 1,
  };
  await tx.entities.insert(AccessIncident, row);
  await tx.sql('access-incident-cut-new', NEW_CUT, cutOf(row));
  await remember(tx, row, input.draft ? 'draft' : 'file', null, clientId);
  return row;
}

/** Writes what a step makes of an incident, with its line in the history. */
export async function moveIncident(
  tx: Transaction,
  before: StoredIncident,
  change: Partial<StoredIncident>,
  verb: IncidentVerb,
  note: string | null,
  clientId: string,
): Promise<StoredIncident> {
  const after: StoredIncident = { ...before, ...change, version: before.version + 1 };
  const { id, ownerId: _owner, filedBy: _by, filedAt: _at, submittedBy: _submitted, ...changeable } = after;
  await tx.entities.update(AccessIncident, id, changeable);
  await tx.sql('access-incident-cut', KEPT_CUT, cutOf(after));
  await remember(tx, after, verb, note, clientId);
  return after;
}

export async function releaseCut(tx: Transaction, id: string, publicSummary: string | null): Promise<void> {
  await tx.sql(
    'access-incident-release',
    'update access_incident_cut set released_at = now(), public_summary = $2 where id = $1',
    [id, publicSummary],
  );
}

export function toldOf(
  input: FileIncidentInput,
): Omit<
  StoredIncident,
  'id' | 'ownerId' | 'state' | 'verified' | 'filedBy' | 'submittedBy' | 'filedAt' | 'version'
> {
  return {
    kind: knownWord(input.kind, INCIDENT_KINDS, 'kind'),
    iso2: input.country.toUpperCase(),
    admin1: input.admin1?.trim() || null,
    severity: input.severity ?? null,
    impacts: impactsOf(input),
    occurredOn: input.occurredOn,
    description: input.description ?? null,
    actionTaken: input.actionTaken ?? null,
    reporter: input.reporter ?? null,
    reporterContact: input.reporterContact ?? null,
    namedStaff: input.namedStaff,
    agreementId: input.agreementId ?? null,
    serviceId: input.serviceId ?? null,
    placeId: input.placeId ?? null,
  };
}

function impactsOf({ impacts }: FileIncidentInput): StoredIncident['impacts'] {
  return impacts.map((word, index) => knownWord(word, INCIDENT_IMPACTS, `impacts.${index}`));
}

const NEW_CUT = `insert into access_incident_cut
    (id, owner_id, kind, month, country, admin1, severity, impacts, verified, public_from, challenges_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const KEPT_CUT = `${NEW_CUT}
  on conflict (id) do update set kind = excluded.kind, month = excluded.month, country = excluded.country,
    admin1 = excluded.admin1, severity = excluded.severity, impacts = excluded.impacts,
    verified = excluded.verified, public_from = excluded.public_from, challenges_id = excluded.challenges_id`;

/** What partners and the public may come near, written beside the whole in the same transaction. */
function cutOf(row: StoredIncident): unknown[] {
  return [
    row.id,
    row.ownerId,
    row.kind,
    row.occurredOn.slice(0, 7),
    row.iso2,
    row.admin1,
    row.severity,
    row.impacts,
    row.verified,
    mayBePublicFrom(new Date(`${row.occurredOn}T00:00:00Z`)),
    challengesAgreement(row.kind, row.state) ? row.agreementId : null,
  ];
}

async function remember(
  tx: Transaction,
  { id, ownerId, version, state }: StoredIncident,
  verb: string,
  note: string | null,
  client: string,
): Promise<void> {
  const line = { ownerId, incidentId: id, version, verb, state, at: new Date(), note, client };
  await tx.entities.insert(IncidentEvent, line);
}
