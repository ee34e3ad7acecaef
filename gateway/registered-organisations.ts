import { AccordError } from '../shared/errors.ts';
import type { SandboxOrganisation } from './issuer/sandbox-clients.ts';
import type { SubgraphSource } from './subgraph-source.ts';

const PAGE =
  'query ($after: String) { organisations(first: 100, after: $after) { nodes { id code name type purposes } pageInfo { hasNextPage endCursor } } }';

interface OrganisationsPage {
  readonly nodes: readonly SandboxOrganisation[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every active organisation, as anyone may read them: those for whom the sandbox has clients. */
export async function registeredOrganisations(partnerships: SubgraphSource): Promise<SandboxOrganisation[]> {
  const found: SandboxOrganisation[] = [];
  let after: string | null = null;
  do {
    const answer = await partnerships.fetch({ query: PAGE, variables: { after } }, NOBODY);
    const page = answer.data?.['organisations'] as OrganisationsPage | undefined;
    if (!page) throw new AccordError('SUBGRAPH_UNAVAILABLE');
    found.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const NOBODY = {
  authorization: null,
  purpose: null,
  requestId: 'issuer',
  operationHash: '',
  idempotencyKey: null,
  language: '',
};
