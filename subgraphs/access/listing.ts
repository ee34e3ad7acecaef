import type { SubgraphContext } from '../../shared/context.ts';
import type { Database } from '../../shared/database.ts';
import { loaderOf } from '../../shared/loader.ts';
import type { Connection, Cursors, Page, PageArguments } from '../../shared/pagination.ts';

/** What a list of one noun reads. In every piece of SQL $1 is the viewer's organisation or null, and $2 the present moment. */
export interface Listed<Row> {
  /** Begins the names of its prepared statements. */
  readonly name: string;
  readonly columns: string;
  readonly source: string;
  /** True for exactly those rows that the viewer may find. */
  readonly visible: string;
  /** Conditions with `?` for a value that may be null, which then asks for nothing; and the type of that value. */
  readonly filters: readonly (readonly [condition: string, type: 'text' | 'text[]' | 'integer'])[];
  /** How a row belongs to each kind of parent, whose key is `asked.parent`. */
  readonly parents: Readonly<Record<string, string>>;
  /** Two text columns that order the rows, the last of them unique. */
  readonly order: readonly [string, string];
  readonly descending: boolean;
  keyOf(row: Row): readonly [string, string];
}

interface Asked {
  readonly parent: string;
  readonly page: Page;
}

/** Connections over the rows of one noun, of all that the viewer may find or of those that belong to a parent. */
export class Listing<Row> {
  private readonly pagesOf = new Map<
    string,
    (context: SubgraphContext, asked: Asked) => Promise<Row[] | null>
  >();

  constructor(
    private readonly database: Database,
    private readonly cursors: Cursors,
    private readonly listed: Listed<Row>,
  ) {}

  /** `values`: one for each filter, or null. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  async list<Node>(
    context: SubgraphContext,
    values: readonly unknown[],
    request: PageArguments,
    nodeOf: (row: Row) => Node | null,
  ): Promise<Connection<Node>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const { name } = this.listed;
    const binding = [name, viewerId, context.viewer?.role ?? null, values];
    const page = this.cursors.page(request, binding);
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Row>(`${name}-${page.forward ? 'forth' : 'back'}`, this.statement(page.forward), [
        viewerId,
        new Date(),
        ...values,
        ...(page.key ?? [null, null]),
        page.limit + 1,
      ]),
    );
    return this.connection(rows, page, binding, nodeOf);
  }

  /** First pages of many parents in one request are read with one statement. */
  async listOf<Node>(
    context: SubgraphContext,
    of: string,
    parent: string,
    request: PageArguments,
    nodeOf: (row: Row) => Node | null,
  ): Promise<Connection<Node>> {
    const { viewer } = context;
    const binding = [this.listed.name, of, parent, viewer?.organisationId ?? null, viewer?.role ?? null];
    const page = this.cursors.page(request, binding);
    const rows = await this.pages(of)(context, { parent, page });
    return this.connection(rows ?? [], page, binding, nodeOf);
  }

  private pages(of: string): (context: SubgraphContext, asked: Asked) => Promise<Row[] | null> {
    const known = this.pagesOf.get(of);
    if (known) return known;
    const made = loaderOf<Asked, Row[]>((context, asked) => this.loadPages(context, of, asked));
    this.pagesOf.set(of, made);
    return made;
  }

  private async loadPages(
    context: SubgraphContext,
    of: string,
    asked: readonly Asked[],
  ): Promise<Map<Asked, Row[]>> {
    const viewerId = context.viewer?.organisationId ?? null;
    const rows = await this.database.transaction(viewerId, (tx) =>
      tx.sql<Row & { position: number }>(`${this.listed.name}-of-${of}`, this.pagesStatement(of), [
        viewerId,
        new Date(),
        asked.map(({ parent }) => parent),
        asked.map(({ page }) => page.limit + 1),
        asked.map(({ page }) => page.key?.[0] ?? null),
        asked.map(({ page }) => page.key?.[1] ?? null),
      ]),
    );
    return new Map(asked.map((one, index) => [one, rows.filter(({ position }) => position === index + 1)]));
  }

  private statement(forward: boolean): string {
    const { columns, source, visible, filters, order } = this.listed;
    const [first, last] = order;
    const asked = filters.map(([condition, type], index) => {
      const value = `$${index + 3}::${type}`;
      return `and (${value} is null or ${condition.replaceAll('?', value)})`;
    });
    const [one, other, limit] = [3, 4, 5].map((number) => `$${number + filters.length}`);
    const { direction, beyond } = this.direction(forward);
    return `select ${columns} from ${source} where ${visible} ${asked.join(' ')}
      and (${one}::text is null or (${first}, ${last}) ${beyond} (${one}, ${other}))
      order by ${first} ${direction}, ${last} ${direction} limit ${limit}`;
  }

  private pagesStatement(of: string): string {
    const { columns, source, visible, order, parents } = this.listed;
    const [first, last] = order;
    const { direction, beyond } = this.direction(true);
    return `select asked.position::int, page.*
      from unnest($3::text[], $4::int[], $5::text[], $6::text[]) with ordinality
           as asked(parent, how_many, after_first, after_last, position)
      cross join lateral (
        select ${columns}, row_number() over (order by ${first} ${direction}, ${last} ${direction}) as place
          from ${source} where ${visible} and ${parents[of] ?? 'false'}
           and (asked.after_last is null or (${first}, ${last}) ${beyond} (asked.after_first, asked.after_last))
         order by place limit asked.how_many) page
      order by asked.position, page.place`;
  }

  private direction(forward: boolean): { direction: string; beyond: string } {
    return forward === this.listed.descending
      ? { direction: 'desc', beyond: '<' }
      : { direction: 'asc', beyond: '>' };
  }

  private connection<Node>(
    rows: readonly Row[],
    page: Page,
    binding: readonly unknown[],
    nodeOf: (row: Row) => Node | null,
  ): Connection<Node> {
    return this.cursors.connection(
      rows,
      page,
      binding,
      (row) => this.listed.keyOf(row),
      (row) => {
        const node = nodeOf(row);
        if (node === null) throw new Error('A list found a row that its viewer may not read.');
        return node;
      },
    );
  }
}
