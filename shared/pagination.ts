import 'reflect-metadata';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ClassType } from 'type-graphql';
import { ArgsType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { AccordError } from './errors.ts';

const LARGEST_PAGE = 100;

@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, description: 'From the start: how many, 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'From the end: how many, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true })
  before?: string | null;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Relay Cursor Connections Specification.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage: boolean;

  @Field(() => Boolean)
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true })
  startCursor: string | null;

  @Field(() => String, { nullable: true })
  endCursor: string | null;
}

export interface Edge<Node> {
  node: Node;
  cursor: string;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
}

/** The two GraphQL types of a list of `node`: `<Name>Connection` and `<Name>Edge`. Call it once for each noun. */
export function connectionOf<Node extends object>(
  name: string,
  node: ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class EdgeOfNode implements Edge<Node> {
    @Field(() => node)
    node: Node;

    @Field(() => String)
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class ConnectionOfNodes implements Connection<Node> {
    @Field(() => [EdgeOfNode])
    edges: EdgeOfNode[];

    @Field(() => [node], { description: 'The same nodes without their cursors.' })
    nodes: Node[];

    @Field(() => PageInfo)
    pageInfo: PageInfo;
  }
  return ConnectionOfNodes;
}

/** One page as a query needs it. `key` is the sort key to start behind, as it was put into the cursor. */
export interface Page {
  readonly limit: number;
  readonly forward: boolean;
  readonly key: readonly string[] | null;
}

/**
 * Opaque cursors, signed, and bound to the viewer and to the list's arguments: one made for somebody else, or for
 * another filter, is refused and tells nothing.
 */
export class Cursors {
  constructor(private readonly secret: Buffer) {}

  /** Reads the arguments of a list. Errors: PAGE_SIZE_REQUIRED, VALIDATION_FAILED. */
  page(request: PageArguments, binding: readonly unknown[]): Page {
    const { first, last, after, before } = request;
    const limit = first ?? last;
    if (limit == null || (first != null && last != null) || limit < 1 || limit > LARGEST_PAGE) {
      throw new AccordError('PAGE_SIZE_REQUIRED');
    }
    const forward = first != null;
    const cursor = forward ? after : before;
    return {
      limit,
      forward,
      key: cursor == null ? null : this.open(cursor, binding, forward ? 'after' : 'before'),
    };
  }

  /** Makes a connection of rows read with `limit + 1`, in reading order (reversed when paging backward). */
  connection<Row, Node>(
    rows: readonly Row[],
    page: Page,
    binding: readonly unknown[],
    keyOf: (row: Row) => readonly string[],
    nodeOf: (row: Row) => Node,
  ): Connection<Node> {
    const more = rows.length > page.limit;
    const kept = rows.slice(0, page.limit);
    if (!page.forward) kept.reverse();
    const edges = kept.map((row) => ({ node: nodeOf(row), cursor: this.seal(keyOf(row), binding) }));
    return {
      edges,
      nodes: edges.map((edge) => edge.node),
      pageInfo: {
        hasNextPage: page.forward ? more : page.key !== null,
        hasPreviousPage: page.forward ? page.key !== null : more,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  private seal(key: readonly string[], binding: readonly unknown[]): string {
    const body = Buffer.from(JSON.stringify(key));
    return Buffer.concat([this.mac(body, binding), body]).toString('base64url');
  }

  private open(cursor: string, binding: readonly unknown[], field: string): string[] {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(16);
    const mac = this.mac(body, binding);
    if (bytes.length <= 16 || !timingSafeEqual(bytes.subarray(0, 16), mac)) {
      throw new AccordError('VALIDATION_FAILED', {
        field,
        says: 'This cursor does not belong to this list.',
      });
    }
    return JSON.parse(body.toString()) as string[];
  }

  private mac(body: Buffer, binding: readonly unknown[]): Buffer {
    const bound = createHash('sha256').update(JSON.stringify(binding)).digest();
    return createHmac('sha256', this.secret).update(bound).update(body).digest().subarray(0, 16);
  }
}
