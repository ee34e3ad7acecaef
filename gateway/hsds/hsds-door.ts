import type { Caller } from '../../shared/context.ts';
import { AccordError, ERROR_CODES } from '../../shared/errors.ts';
import type { SubgraphSource } from '../subgraph-source.ts';
import type { HsdsForm } from './hsds-query.ts';
import type { HsdsEntity } from './paths.ts';

export interface ToldPage {
  /** Null behind a cursor. */
  readonly totalItems: number | null;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  /** JSON. */
  readonly records: readonly { readonly json: string }[];
}

export interface AskedPage {
  readonly of: HsdsEntity;
  readonly form: HsdsForm;
  readonly filter: object;
  readonly perPage: number;
  readonly page?: number;
  readonly after?: string | null;
}

const PAGE = `query ($of: HsdsEntity!, $form: HsdsForm, $filter: HsdsFilter, $perPage: Int!, $page: Int, $after: String) {
  hsdsPage(of: $of, form: $form, filter: $filter, perPage: $perPage, page: $page, after: $after) {
    totalItems hasNextPage endCursor records { json } } }`;
const RECORD = `query ($of: HsdsEntity!, $id: ID!, $form: HsdsForm) { hsdsRecord(of: $of, id: $id, form: $form) { json } }`;

/**
 * The way of `/hsds` to the directory: the gateway's own source, in this process or over HTTP, as the caller: whoever comes with
 * a token sees what it may see in GraphQL, and everybody else what anyone may. Errors: those of the subgraph.
 */
export class HsdsDoor {
  constructor(private readonly services: SubgraphSource) {}

  async page(caller: Caller, asked: AskedPage): Promise<ToldPage> {
    return (await this.ask<{ hsdsPage: ToldPage }>(caller, PAGE, { ...asked })).hsdsPage;
  }

  /** Its JSON; null when there is none. */
  async record(caller: Caller, of: HsdsEntity, id: string, form: HsdsForm): Promise<string | null> {
    const { hsdsRecord } = await this.ask<{ hsdsRecord: { json: string } | null }>(caller, RECORD, {
      ...{ of, id, form },
    });
    return hsdsRecord?.json ?? null;
  }

  private async ask<Content>(
    caller: Caller,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<Content> {
    const { data, errors } = await this.services.fetch({ query, variables }, caller);
    const code = errors?.[0]?.extensions?.['code'];
    if (errors?.length) throw new AccordError(ERROR_CODES.find((one) => one === code) ?? 'INTERNAL');
    return data as Content;
  }
}
