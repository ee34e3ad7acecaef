import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import { canonical } from './canonical-offer.ts';
import type { Offer } from './offer.ts';
import { type SearchColumns, searchColumns } from './search-columns.ts';
import { OFFER_COLUMNS, OFFER_FIELDS, type Sql, type StoredOffer } from './stored-offer.ts';
import {
  addCapacities,
  addLocations,
  addSchedules,
  writeCapacities,
  writeLocations,
  writeSchedules,
} from './writing-places.ts';
import { writeTerms } from './writing-terms.ts';

/** Who changes a service, and with which verb: what its change log says. */
export interface Author {
  readonly verb: string;
  /** Null for an import, which nobody's organisation answers for. */
  readonly organisationId: string | null;
  /** Id of the client, or `import services-advisor`. */
  readonly by: string;
}

/** Columns beside the offer, by their names in the table. */
export interface Standing {
  /** Of a new service whose id follows from elsewhere; else it gets a random one. */
  readonly id?: string;
  readonly assured_at?: Date | null;
  readonly firewall_checked_at?: Date | null;
  readonly source?: string;
  readonly source_id?: string;
  readonly source_hash?: string | null;
  readonly taken_over?: boolean;
}

/** A new service; answers with its id. */
export async function createService(
  sql: Sql,
  organisationId: string,
  offer: Offer,
  author: Author,
  standing: Standing,
): Promise<string> {
  const [id] = await createServices(sql, [{ organisationId, offer, standing }], author);
  return id as string;
}

export interface NewService {
  readonly organisationId: string;
  readonly offer: Offer;
  readonly standing: Standing;
}

/** Many new services, each with the same columns in its standing, in as few statements as one; answers with their ids. */
export async function createServices(
  sql: Sql,
  services: readonly NewService[],
  author: Author,
): Promise<string[]> {
  const now = new Date();
  const rows = services.map(({ organisationId, offer, standing }) => ({
    ...columnsOf(offer),
    taken_over: false,
    ...standing,
    id: standing.id ?? newId('srv'),
    organisation_id: organisationId,
    version: 1,
    created_at: now,
    updated_at: now,
  }));
  const [first] = rows;
  if (!first) return [];
  const columns = Object.keys(first).join(', ');
  await sql(
    `services-create-${shortHash(columns)}`,
    `insert into services.service (${columns})
       select ${columns} from jsonb_populate_recordset(null::services.service, $1)`,
    [JSON.stringify(rows)],
  );
  await writeWords(sql, [...new Set(rows.flatMap(({ words }) => words))]);
  await writeTerms(
    sql,
    services.map(({ offer }) => offer),
  );
  const ids = rows.map(({ id }) => id);
  const told = services.map(({ organisationId, offer }, index) => ({
    ...offer,
    organisationId,
    id: ids[index] as string,
  }));
  await addLocations(sql, told);
  await addSchedules(sql, told);
  await addCapacities(sql, told);
  await sql(
    'services-created',
    'insert into services.change (service_id, verb, organisation_id, by) select id, $2, $3, $4 from unnest($1::text[]) id',
    [ids, author.verb, author.organisationId, author.by],
  );
  return ids;
}

/** Writes what is different, each field with a line in the change log; answers whether anything was. */
export async function changeService(
  sql: Sql,
  before: StoredOffer,
  offer: Offer,
  author: Author,
  standing: Standing,
): Promise<boolean> {
  const lines = linesOf(before.offer, offer);
  if (lines.length === 0 && Object.keys(standing).length === 0) return false;
  const row = { ...columnsOf(offer), ...standing, version: before.version + 1, updated_at: new Date() };
  await sql(`service-change-${shortHash(Object.keys(standing).join())}`, changeStatement(Object.keys(row)), [
    before.id,
    JSON.stringify(row),
  ]);
  await writeWords(sql, row.words);
  await writeTerms(sql, [offer]);
  const changed = new Set(lines.map(({ field }) => field));
  if (changed.has('locations')) {
    await writeLocations(sql, before.id, before.organisationId, offer.locations);
  }
  if (changed.has('schedules')) await writeSchedules(sql, before.id, offer.schedules);
  if (changed.has('capacities')) await writeCapacities(sql, before.id, offer.capacities);
  // A verb that changes no field of the offer, such as assuring it as it stands, has its line as well.
  await sql('service-changed', CHANGED, [
    before.id,
    author.verb,
    author.organisationId,
    author.by,
    JSON.stringify(lines.length > 0 ? lines : [{ field: null }]),
  ]);
  return true;
}

/** In order, so that two writers of the same words wait for each other and not both at once. */
async function writeWords(sql: Sql, words: readonly string[]): Promise<void> {
  await sql(
    'search-words',
    `insert into services.search_word (word) select word from unnest($1::text[]) word
       where not exists (select from services.search_word known where known.word = word.word)
       order by word on conflict do nothing`,
    [words],
  );
}

interface Line {
  readonly field: string;
  readonly previous: unknown;
  readonly replacement: unknown;
}

/** What is different, field by field; each of the details is a field of its own. */
function linesOf(before: Offer, after: Offer): Line[] {
  const { details: detailsBefore, ...fieldsBefore } = before;
  const { details: detailsAfter, ...fieldsAfter } = after;
  const one: Record<string, unknown> = { ...fieldsBefore, ...detailsBefore };
  const other: Record<string, unknown> = { ...fieldsAfter, ...detailsAfter };
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((field) => {
    const [previous = null, replacement = null] = [one[field], other[field]];
    return canonical(previous) === canonical(replacement) ? [] : [{ field, previous, replacement }];
  });
}

const CHANGED = `
  insert into services.change (service_id, verb, organisation_id, by, field, previous, replacement)
  select $1, $2, $3, $4, line.field, line.previous, line.replacement
    from jsonb_to_recordset($5) as line (field text, previous jsonb, replacement jsonb)`;

function changeStatement(columns: readonly string[]): string {
  const list = columns.join(', ');
  return `update services.service s set (${list}) = (select ${list} from jsonb_populate_record(s, $2)) where s.id = $1`;
}

function columnsOf(offer: Offer): Record<string, unknown> & SearchColumns {
  return {
    ...Object.fromEntries(OFFER_FIELDS.map((field) => [OFFER_COLUMNS[field], offer[field]])),
    name: offer.names.en ?? Object.values(offer.names)[0] ?? '',
    search_text: '',
    ...searchColumns(offer),
  };
}

/** A name of a statement has 63 characters at most. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
