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
  readonly verified: boolean;
  readonly filedBy: string;
  readonly filedAt: Date;
  readonly version: number;
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
        named_staff as "namedStaff", agreement_id as "agreementId", service_id as "serviceId", verified,
        filed_by as "filedBy", filed_at as "filedAt", version
       from access_incident where id = $1 and owner_id = $2 for update`,
    [id, ownerId],
  );
  if (!row) throw new AccordError('NOT_FOUND');
  if (row.version !== expectedVersion) throw new AccordError('VERSION_CONFLICT');
  return row;
}

/** A new incident, or one that came in from a file; already submitted unless it is a draft. */
export async function insertIncident(
  tx: Transaction,
  { organisationId, clientId }: Pick<Viewer, 'organisationId' | 'clientId'>,
  input: FileIncidentInput,
): Promise<StoredIncident> {
  const row: StoredIncident = {
    ...toldOf(input),
    id: newId('incident'),
    ownerId: organisationId,
    state: input.draft ? 'DRAFT' : 'SUBMITTED',
    verified: false,
    filedBy: clientId,
    filedAt: new Date(),
    version: 1,
  };
  await tx.entities.insert(AccessIncident, row);
  await keepCut(tx, row);
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
  const { id, ownerId: _owner, filedBy: _by, filedAt: _at, ...changeable } = after;
  await tx.entities.update(AccessIncident, id, changeable);
  await keepCut(tx, after);
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
): Omit<StoredIncident, 'id' | 'ownerId' | 'state' | 'verified' | 'filedBy' | 'filedAt' | 'version'> {
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
  };
}

function impactsOf({ impacts }: FileIncidentInput): StoredIncident['impacts'] {
  return impacts.map((word, index) => knownWord(word, INCIDENT_IMPACTS, `impacts.${index}`));
}

/** What partners and the public may come near, written beside the whole in the same transaction. */
async function keepCut(tx: Transaction, row: StoredIncident): Promise<void> {
  const challenges = challengesAgreement(row.kind, row.state) ? row.agreementId : null;
  await tx.sql(
    'access-incident-cut',
    `insert into access_incident_cut
       (id, owner_id, kind, month, country, admin1, severity, impacts, verified, public_from, challenges_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (id) do update set kind = excluded.kind, month = excluded.month, country = excluded.country,
       admin1 = excluded.admin1, severity = excluded.severity, impacts = excluded.impacts,
       verified = excluded.verified, public_from = excluded.public_from, challenges_id = excluded.challenges_id`,
    [
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
      challenges,
    ],
  );
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
