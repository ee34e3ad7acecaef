import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import type { Connection, Cursors, Page, PageArguments } from '../../shared/pagination.ts';
import type { Taxonomy, TaxonomyTerm } from './attribute.entity.ts';
import { isUuid } from './hsds/hsds-id.ts';
import { wholePart } from './hsds-parts.ts';
import { Conditions } from './search-conditions.ts';
import type { Sql } from './stored-offer.ts';
import { isNamed, type TaxonomyRow, type TermRow, taxonomiesFrom, termsFrom } from './taxonomy-statements.ts';

/** By what services are classified: taxonomies that came with an import, and our own code lists. Public, and by name. */
export class TaxonomyService {
  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
  ) {}

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  taxonomies(_context: SubgraphContext, request: PageArguments): Promise<Connection<Taxonomy>> {
    const conditions = new Conditions();
    const from = taxonomiesFrom(conditions);
    return this.list(request, ['taxonomies'], conditions, `t.id, t.name, t.details from ${from}`, taxonomyOf);
  }

  /** Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. `taxonomyId`: its id here or in HSDS. */
  terms(
    _context: SubgraphContext,
    request: PageArguments,
    taxonomyId: string | null,
  ): Promise<Connection<TaxonomyTerm>> {
    const conditions = new Conditions();
    const from = termsFrom(conditions);
    if (taxonomyId !== null) {
      const uuid = isUuid(taxonomyId) ? taxonomyId : null;
      conditions.add(isNamed(conditions, 'taxonomy', 't."taxonomyId"', taxonomyId, uuid));
    }
    const columns = `t.id, t."taxonomyId", t.name, t.details, detail from ${from}`;
    return this.list(request, ['taxonomy terms', taxonomyId], conditions, columns, termOf);
  }

  private async list<Row extends TaxonomyRow, Node>(
    request: PageArguments,
    binding: readonly unknown[],
    conditions: Conditions,
    selected: string,
    nodeOf: (row: Row) => Node,
  ): Promise<Connection<Node>> {
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(null, ({ sql }) =>
      rowsOf<Row>(sql, page, conditions, selected),
    );
    return this.cursors.connection(rows, page, binding, ({ name, id }) => [name, id], nodeOf);
  }
}

function rowsOf<Row>(sql: Sql, page: Page, conditions: Conditions, selected: string): Promise<Row[]> {
  const [direction, beyond] = page.forward ? ['asc', '>'] : ['desc', '<'];
  conditions.add('true');
  if (page.key !== null) {
    const [name, id] = page.key.map((one) => conditions.value(one));
    conditions.add(`(t.name, t.id) ${beyond} (${name}::text, ${id}::text)`);
  }
  return sql<Row>(
    '',
    `select ${selected} where ${conditions.text()}
       order by t.name ${direction}, t.id ${direction} limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
}

function taxonomyOf({ id, name, details }: TaxonomyRow): Taxonomy {
  return wholePart('taxonomy', { ...details, id, name }) as unknown as Taxonomy;
}

function termOf({ id, name, taxonomyId, details, detail }: TermRow): TaxonomyTerm {
  const taxonomyDetail = detail && { ...detail.details, id: detail.id, name: detail.name };
  return wholePart('taxonomyTerm', {
    ...details,
    id,
    name,
    taxonomyId,
    taxonomyDetail,
  }) as unknown as TaxonomyTerm;
}
