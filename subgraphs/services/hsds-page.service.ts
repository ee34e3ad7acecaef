import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { AccordError } from '../../shared/errors.ts';
import type { Cursors } from '../../shared/pagination.ts';
import { organizations } from './exports/hsds-organizations.ts';
import type { HsdsRecord as Written } from './exports/hsds-part.ts';
import { places } from './exports/hsds-places.ts';
import { servicesInHsds } from './exports/hsds-services.ts';
import type { Asked, HsdsSource, Key } from './exports/hsds-source.ts';
import { taxonomies, taxonomyTerms } from './exports/hsds-taxonomies.ts';
import type { HsdsEntity, HsdsForm, HsdsPage, HsdsRecord } from './hsds-page.entity.ts';
import { FARTHEST_ROW, type HsdsFilter, type HsdsPageArguments } from './hsds-page.inputs.ts';
import { preferredLanguages } from './reader-languages.ts';
import type { Sql } from './stored-offer.ts';

const SOURCES: Readonly<Record<HsdsEntity, HsdsSource>> = {
  SERVICE: servicesInHsds,
  ORGANIZATION: organizations,
  SERVICE_AT_LOCATION: places,
  TAXONOMY: taxonomies,
  TAXONOMY_TERM: taxonomyTerms,
};

/** An organization in full brings its services along. */
const MOST_IN_FULL: Partial<Record<HsdsEntity, number>> = { ORGANIZATION: 10 };

/**
 * The directory as HSDS: public, and confidential places withheld in the statements themselves, like everywhere. A page by its
 * number skips rows that are counted off an index, within a bound; behind a cursor there is no bound, and nothing is
 * counted or skipped.
 */
export class HsdsPageService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async page(context: SubgraphContext, asked: HsdsPageArguments): Promise<HsdsPage> {
    const { of, perPage, after = null } = asked;
    const [form, filter, number] = [asked.form ?? 'LIST', asked.filter ?? {}, asked.page ?? 1];
    const skipped = (number - 1) * perPage;
    checkAsked(asked, form, skipped);
    const binding = ['hsds', of, context.viewer?.organisationId ?? null, filter];
    const page = this.cursors.page({ first: perPage, after }, binding);
    return this.reading(context, form, filter, async (one) => {
      const source = SOURCES[of];
      const total = after === null ? await source.count(one) : null;
      const keys = await source.list(one, page, after === null ? skipped : 0);
      const records = await source.records(one, keys.slice(0, perPage));
      const listed = keys.map((key, index) => ({ key, record: recordOf(records[index] ?? {}) }));
      const { nodes, pageInfo } = this.cursors.connection<(typeof listed)[number], HsdsRecord>(
        listed,
        page,
        binding,
        ({ key }: { key: Key }) => key,
        ({ record }) => record,
      );
      const { hasNextPage, endCursor } = pageInfo;
      return { totalItems: total, records: nodes, hasNextPage, endCursor };
    });
  }

  /** `id`: a UUID of HSDS, or ours. Null: there is none that this reader may see under it. */
  record(context: SubgraphContext, of: HsdsEntity, id: string, form: HsdsForm): Promise<HsdsRecord | null> {
    return this.reading(context, form, {}, async (one) => {
      const found = await SOURCES[of].find(one, id);
      return found && recordOf(found);
    });
  }

  private reading<Content>(
    context: SubgraphContext,
    form: HsdsForm,
    filter: HsdsFilter,
    work: (asked: Asked) => Promise<Content>,
  ): Promise<Content> {
    const viewerId = context.viewer?.organisationId ?? null;
    const languages = preferredLanguages(context.language);
    return this.database.transaction(viewerId, ({ sql }: { sql: Sql }) =>
      work({ sql, viewerId, languages, form, filter, now: new Date() }),
    );
  }
}

function recordOf(record: Written): HsdsRecord {
  return { id: String(record['id']), json: JSON.stringify(record) };
}

function checkAsked(
  { of, perPage, page, after, filter }: HsdsPageArguments,
  form: HsdsForm,
  skipped: number,
): void {
  const most = form === 'FULL' || form === 'FULL_SERVICE' ? (MOST_IN_FULL[of] ?? 100) : 100;
  refuseUnless(perPage >= 1 && perPage <= most, 'perPage', `From 1 to ${most}.`);
  refuseUnless(page == null || after == null, 'page', 'A page has a number or stands behind a cursor.');
  refuseUnless(page == null || page >= 1, 'page', 'Pages are counted from 1.');
  refuseUnless(skipped <= FARTHEST_ROW, 'page', `Not beyond record ${FARTHEST_ROW}: go on with \`after\`.`);
  refuseUnless((filter?.search ?? '').length <= 200, 'filter.search', 'At most 200 characters.');
}

function refuseUnless(holds: boolean, field: string, says: string): void {
  if (!holds) throw new AccordError('VALIDATION_FAILED', { field, says });
}
