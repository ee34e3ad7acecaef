import { createHash } from 'node:crypto';
import { mayPublishService } from '../../../shared/policy/service-offer.ts';
import { mayWriteService } from '../../../shared/policy/service-writing.ts';
import { canonical } from '../canonical-offer.ts';
import { isUuid } from '../hsds/hsds-id.ts';
import type { Offer } from '../offer.ts';
import { type Sql, storedOffer } from '../stored-offer.ts';
import { type Author, changeService, createServices, type NewService } from '../writing.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { firstMet, type RunCounts } from './import-run.ts';
import { type Note, Notes } from './notes.ts';
import type { Owner, Owners } from './owners.ts';
import { classificationIn, writeClassification } from './terms.ts';

interface Known {
  readonly id: string;
  readonly sourceId: string;
  readonly organisationId: string;
  readonly hash: string | null;
  readonly takenOver: boolean;
}

type Outcome = Exclude<keyof RunCounts, 'registered'>;

export interface Batch {
  readonly runId: string;
  /** Under which source the services are known, such as `hsds`. */
  readonly source: string;
  readonly owners: Owners;
}

/**
 * Writes some entries of a directory within the transaction that `sql` is in. Of the same entry again nothing is changed: no
 * version, no time, no line in the change log. One that is no longer in the file stays as it is.
 */
export async function writeEntries(
  sql: Sql,
  entries: readonly DirectoryEntry[],
  batch: Batch,
): Promise<{ outcomes: Outcome[]; notes: Note[] }> {
  const ids = entries.map(({ sourceId }) => sourceId);
  const fresh = await firstMet(sql, batch.runId, ids);
  const known = await knownServices(sql, batch.source, ids);
  const elsewhere = await knownElsewhere(sql, batch.source, ids);
  const outcomes: Outcome[] = [];
  const notes: Note[] = [];
  const made: NewService[] = [];
  for (const entry of entries) {
    const said = new Notes(entry.place);
    if (!fresh.delete(entry.sourceId)) {
      said.refused('An earlier entry of the file has the same id.', 'id', entry.sourceId);
      outcomes.push('refused');
    } else if (elsewhere.has(entry.sourceId.toLowerCase())) {
      said.said('id', entry.sourceId, 'It is here already, and not from this directory: it stays as it is.');
      outcomes.push('kept');
    } else outcomes.push(await writeEntry(sql, entry, known.get(entry.sourceId), batch, said, made));
    notes.push(...said.all);
  }
  await createServices(sql, made, authorOf(batch));
  await writeClassification(
    sql,
    classificationIn(entries.map(({ offer, organisation }) => [offer, organisation.details])),
  );
  return { outcomes, notes };
}

/** A new service is put among the `made`, which are written together. */
async function writeEntry(
  sql: Sql,
  entry: DirectoryEntry,
  known: Known | undefined,
  batch: Batch,
  notes: Notes,
  made: NewService[],
): Promise<Outcome> {
  const { sourceId, offer, assuredAt, firewallCheckedAt } = entry;
  const owner = await batch.owners.ownerOf(entry.organisation);
  if (!isLawful(entry, owner, notes)) return 'refused';
  const hash = createHash('sha256').update(canonical({ offer, assuredAt, firewallCheckedAt })).digest('hex');
  const standing = {
    source_hash: hash,
    assured_at: assuredAt,
    firewall_checked_at: firewallCheckedAt,
  };
  if (!known) {
    const { source } = batch;
    const whole = { ...standing, id: idFrom(source, sourceId), source, source_id: sourceId };
    made.push({ organisationId: owner.id, offer, standing: whole });
    return 'created';
  }
  if (known.organisationId !== owner.id) {
    notes.refused(
      'It is here already as a service of another organisation; --directory tells directories apart.',
      'id',
      sourceId,
    );
    return 'refused';
  }
  if (known.hash === hash) return 'unchanged';
  if (known.takenOver) return 'kept';
  const before = await storedOffer(sql, known.id);
  if (!before) throw new Error(`Service ${known.id} was there a moment ago.`);
  if (entry.listed && isNested(before.offer)) {
    notes.said('', sourceId, 'A list says less than is known here: it stays until it comes in full.');
    return 'kept';
  }
  await changeService(sql, before, offer, authorOf(batch), standing);
  return 'updated';
}

/** Whether it says more than a list could. */
function isNested({
  locations,
  schedules,
  capacities,
  languages,
  requiredDocuments,
  details,
}: Offer): boolean {
  const lists = [locations, schedules, capacities, languages, requiredDocuments, ...Object.values(details)];
  return lists.some((one) => Array.isArray(one) && one.length > 0);
}

function authorOf({ source }: Batch): Author {
  return { verb: 'import', organisationId: null, by: `import ${source}` };
}

/** What the law forbids to publish, or to write for this organisation, is refused with the rule. */
function isLawful({ offer }: DirectoryEntry, { id, ...standing }: Owner, notes: Notes): boolean {
  const { firewallStatus, legalStatusCondition, mandateLimitedTo, requiredDocuments } = offer;
  const decisions = [
    mayWriteService({ ...standing, role: 'system', viewerId: id, ownerId: id, firewallStatus }),
    mayPublishService({
      ownerType: standing.type,
      legalStatusCondition,
      mandateLimitedTo,
      requiredPapers: requiredDocuments.map(({ kind }) => kind),
    }),
  ];
  for (const decision of decisions) {
    if (!decision.allowed) notes.refused(`${decision.rule.says} (${decision.rule.source})`);
  }
  return decisions.every(({ allowed }) => allowed);
}

/** The same entry of the same directory has the same id in every database. */
function idFrom(source: string, sourceId: string): string {
  const digest = createHash('sha256').update(`${source}\n${sourceId}`).digest();
  return `srv_${digest.subarray(0, 16).toString('base64url')}`;
}

async function knownServices(sql: Sql, source: string, ids: readonly string[]): Promise<Map<string, Known>> {
  const rows = await sql<Known>(
    'services-of-directory',
    `select id, source_id as "sourceId", organisation_id as "organisationId", source_hash as hash, taken_over as "takenOver"
       from services.service where source = $1 and source_id = any ($2)`,
    [source, ids],
  );
  return new Map(rows.map((row) => [row.sourceId, row]));
}

/** Ids that are UUIDs are the same everywhere: services that were published here, or came with another directory. */
async function knownElsewhere(sql: Sql, source: string, ids: readonly string[]): Promise<Set<string>> {
  const uuids = ids.filter(isUuid);
  if (uuids.length === 0) return new Set();
  const rows = await sql<{ uuid: string }>(
    'services-of-uuid',
    `select services.hsds_uuid(id, hsds_id)::text as uuid from services.service
      where services.hsds_uuid(id, hsds_id) = any ($1::uuid[]) and source is distinct from $2`,
    [uuids, source],
  );
  return new Set(rows.map(({ uuid }) => uuid));
}
