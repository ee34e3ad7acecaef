import type { DataCategory } from '../../shared/policy/categories.ts';
import type { FirewallClass, OrganisationType } from '../../shared/policy/organisations.ts';
import type { Purpose } from '../../shared/policy/purposes.ts';
import type { SharingLine } from '../../shared/policy/transparency.ts';
import { ask, nobody } from '../ask.ts';
import type { SubgraphSource } from '../subgraph-source.ts';

export interface ToldParty {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
  readonly firewallClass: FirewallClass;
  readonly country: string | null;
  readonly formerNames: readonly { readonly name: string }[];
}

/** One data-sharing agreement in force, as anyone reads it. */
export interface ToldSharing {
  readonly agreementId: string;
  readonly provider: ToldParty;
  readonly recipient: ToldParty;
  readonly state: string;
  readonly purposes: readonly Purpose[];
  readonly categories: readonly DataCategory[];
  readonly opens: readonly SharingLine[];
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
}

const PARTY = '{ id code name type firewallClass country formerNames { name } }';
const PAGE = `query ($after: String) { transparency(first: 100, after: $after) {
  nodes { agreementId provider ${PARTY} recipient ${PARTY} state purposes categories
    opens { category stage serviceTypes } validFrom validUntil }
  pageInfo { hasNextPage endCursor } } }`;

interface Content {
  readonly transparency: {
    readonly nodes: readonly ToldSharing[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** The way of the transparency pages to the agreements. It carries no token: what it brings is what anyone reads. */
export class SharingDoor {
  constructor(private readonly partnerships: SubgraphSource) {}

  /** All of it, the newest first. Errors: SUBGRAPH_UNAVAILABLE, INTERNAL. */
  async all(requestId: string): Promise<readonly ToldSharing[]> {
    const found: ToldSharing[] = [];
    let after: string | null = null;
    do {
      const { transparency }: Content = await ask<Content>(this.partnerships, nobody(requestId), PAGE, {
        after,
      });
      found.push(...transparency.nodes);
      after = transparency.pageInfo.hasNextPage ? transparency.pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  }
}
