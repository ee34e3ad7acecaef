import type { Executor } from '../../shared/execute.ts';
import type { HsdsRecord } from '../../subgraphs/services/exports/hsds-part.ts';

export interface Wanted {
  /** `Accept-Language`: which of several languages stands in the fields of HSDS. */
  readonly language: string;
  /** Also what a default search leaves out, each with its warning, and what is closed. */
  readonly all: boolean;
}

interface Told {
  readonly totalItems: number | null;
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  readonly records: readonly { readonly json: string }[];
}

const PAGE = `query ($filter: HsdsFilter, $after: String) {
  hsdsPage(of: SERVICE, form: FULL, filter: $filter, perPage: 100, after: $after) {
    totalItems hasNextPage endCursor records { json } } }`;

const EVERYTHING = {
  firewallStatus: ['FIREWALLED', 'UNKNOWN', 'NOT_FIREWALLED', 'MANDATORY_REPORTING'],
  includeStatusConditioned: true,
  includeClosed: true,
};

/**
 * The directory as anyone may read it, service by service, as HSDS: the same question that `/hsds` asks, without a token. Page
 * behind page, so that no more than one page is ever held.
 */
export async function* directoryRecords(
  executor: Executor,
  { language, all }: Wanted,
  step: (done: number, total: number) => void,
): AsyncGenerator<HsdsRecord> {
  const filter = all ? EVERYTHING : {};
  let [done, total] = [0, 0];
  for (let after: string | null = null, more = true; more; ) {
    const told = await page(executor, language, { filter, after });
    total = told.totalItems ?? total;
    for (const { json } of told.records) {
      yield JSON.parse(json) as HsdsRecord;
      done += 1;
    }
    step(done, Math.max(done, total));
    [after, more] = [told.endCursor, told.hasNextPage];
  }
}

async function page(executor: Executor, language: string, variables: Record<string, unknown>): Promise<Told> {
  const { data, errors } = await executor.run(
    { query: PAGE, variables },
    {
      viewer: null,
      purpose: null,
      requestId: 'export',
      operationHash: '',
      idempotencyKey: null,
      language,
      fromGateway: true,
    },
  );
  if (errors || !data) throw new Error('The directory could not be read.');
  return data['hsdsPage'] as Told;
}
