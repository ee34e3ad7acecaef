import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import type { Connection, Cursors, Page, PageArguments } from '../../shared/pagination.ts';
import { Metadata } from './metadata.entity.ts';
import type { Sql } from './stored-offer.ts';

/** A line of the log as its reader may see it. */
export interface ChangeRow {
  readonly number: string;
  readonly at: Date;
  readonly verb: string;
  readonly field: string | null;
  readonly previous: unknown;
  readonly replacement: unknown;
  readonly organisationId: string | null;
}

/** The log of changes for reading: public like the services themselves, but for what it tells of confidential places. */
export class MetadataService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** Newest first. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async list(
    context: SubgraphContext,
    serviceId: string,
    request: PageArguments,
  ): Promise<Connection<Metadata>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const binding = ['metadata', viewerId, serviceId];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(viewerId, ({ sql }) =>
      changeRows(sql, viewerId, serviceId, page),
    );
    return this.cursors.connection(rows, page, binding, (row) => [row.number], metadataOf);
  }
}

/** One more than the page holds. */
export function changeRows(
  sql: Sql,
  viewerId: string | null,
  serviceId: string,
  page: Page,
): Promise<ChangeRow[]> {
  return sql<ChangeRow>(`changes-${page.forward ? 'forward' : 'backward'}`, listStatement(page), [
    viewerId,
    serviceId,
    page.key?.[0] ?? null,
    page.limit + 1,
  ]);
}

/** Which fields can tell where a confidential place is: the places themselves. */
const TELLS_OF_PLACES = `c.field = 'locations'`;

/**
 * Of a service that has, or ever had, a confidential place, others see that its places changed and not from what to
 * what: a place that is confidential now may have been open when it was written down. $1 viewer, $2 service.
 */
const SEES_PLACES = `
  (s.organisation_id = $1
    or exists (select from referrals.referrals_to_services r where r.service_id = s.id and r.recipient_id = $1)
    or not exists (select from service_at_location sl join location l on l.id = sl.location_id
        where sl.service_id = s.id and l.confidential)
      and not exists (select from change old where old.service_id = s.id and old.field = 'locations'
        and (old.previous @> '[{"confidential": true}]' or old.replacement @> '[{"confidential": true}]')))`;

function listStatement({ forward }: Page): string {
  const [order, beyond] = forward ? ['desc', '<'] : ['asc', '>'];
  return `
    with told as (select s.id, ${SEES_PLACES} as places from service s where s.id = $2)
    select c.number, c.at, c.verb, c.field, c.organisation_id as "organisationId",
      case when places or not ${TELLS_OF_PLACES} then c.previous end as previous,
      case when places or not ${TELLS_OF_PLACES} then c.replacement end as replacement
    from told join change c on c.service_id = told.id
    where $3::bigint is null or c.number ${beyond} $3
    order by c.number ${order} limit $4`;
}

function metadataOf(row: ChangeRow): Metadata {
  return Object.assign(new Metadata(), {
    lastActionDate: row.at,
    lastActionType: row.verb,
    fieldName: row.field,
    previousValue: textOf(row.previous),
    replacementValue: textOf(row.replacement),
    updatedBy: row.organisationId === null ? null : { id: row.organisationId },
  });
}

/** A text as it is, all else as JSON. */
export function textOf(value: unknown): string | null {
  if (value == null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
