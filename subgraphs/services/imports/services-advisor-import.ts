import { createHash } from 'node:crypto';
import { canonical } from '../canonical-offer.ts';
import { type Sql, storedOffer } from '../stored-offer.ts';
import { type Author, changeService, createService } from '../writing.ts';
import { type Client, sqlOf } from './import-client.ts';
import type { ServiceRow } from './services-advisor.ts';

export const SOURCE = 'services-advisor';

const AUTHOR: Author = { verb: 'import', organisationId: null, by: `import ${SOURCE}` };

export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  /** Revised or assured by its owner since it came: what the owner says stands, whatever the file says now. */
  kept: number;
}

interface Known {
  readonly id: string;
  readonly hash: string | null;
  readonly takenOver: boolean;
}

/**
 * Writes the services of a directory within the transaction that `client` is in; the caller begins and ends it. The
 * same file again changes nothing: no version, no time, no line in the change log. `partnerIds` leads from partner
 * code to the id of the organisation: a service gets its owner when it comes and does not change hands by import. One
 * that is no longer in the file stays as it is.
 */
export async function importServicesAdvisor(
  client: Client,
  rows: readonly ServiceRow[],
  partnerIds: ReadonlyMap<string, string>,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<ImportCounts> {
  const sql = sqlOf(client);
  const known = await knownServices(sql);
  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, kept: 0 };
  for (const [index, row] of rows.entries()) {
    counts[await importService(sql, row, known.get(row.sourceId), ownerOf(row, partnerIds))] += 1;
    progress(index + 1, rows.length);
  }
  return counts;
}

async function importService(
  sql: Sql,
  { sourceId, offer }: ServiceRow,
  known: Known | undefined,
  owner: string,
): Promise<keyof ImportCounts> {
  const hash = createHash('sha256').update(canonical(offer)).digest('hex');
  if (!known) {
    const standing = { source: SOURCE, source_id: sourceId, source_hash: hash };
    await createService(sql, owner, offer, AUTHOR, standing);
    return 'created';
  }
  if (known.hash === hash) return 'unchanged';
  if (known.takenOver) return 'kept';
  const before = await storedOffer(sql, known.id);
  if (!before) throw new Error(`Service ${known.id} was there a moment ago.`);
  await changeService(sql, before, offer, AUTHOR, { source_hash: hash });
  return 'updated';
}

async function knownServices(sql: Sql): Promise<Map<string, Known>> {
  const rows = await sql<Known & { sourceId: string }>(
    'services-of-source',
    `select id, source_id as "sourceId", source_hash as hash, taken_over as "takenOver"
       from services.service where source = $1`,
    [SOURCE],
  );
  return new Map(rows.map((row) => [row.sourceId, row]));
}

function ownerOf({ partnerCode }: ServiceRow, partnerIds: ReadonlyMap<string, string>): string {
  const id = partnerIds.get(partnerCode);
  if (id === undefined) throw new Error(`No organisation stands for the partner ${partnerCode}.`);
  return id;
}
