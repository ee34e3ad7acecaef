import type { SubgraphDefinition } from '../shared/subgraph.ts';
import { access } from '../subgraphs/access/schema.ts';
import { partnerships } from '../subgraphs/partnerships/schema.ts';
import { referrals } from '../subgraphs/referrals/schema.ts';
import { services } from '../subgraphs/services/schema.ts';

/** The four, in the order in which their schemas are made: a view is granted before a neighbour reads it. */
export const subgraphs: readonly SubgraphDefinition[] = [partnerships, access, services, referrals];
