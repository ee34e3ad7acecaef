import type { ParameterName } from './parameters.ts';

export type HsdsEntity = 'SERVICE' | 'ORGANIZATION' | 'SERVICE_AT_LOCATION' | 'TAXONOMY' | 'TAXONOMY_TERM';

/** One list of `/hsds`, and its records one by one behind it. */
export interface HsdsPath {
  readonly entity: HsdsEntity;
  /** Name of its schema in the OpenAPI document. */
  readonly schema: string;
  readonly says: string;
  readonly list: readonly ParameterName[];
  readonly record: readonly ParameterName[];
}

const PAGES = ['search', 'page', 'per_page', 'format'] as const satisfies ParameterName[];
const OF_SERVICES = [
  ...(['taxonomy_term_id', 'taxonomy_id', 'organization_id', 'modified_after'] as const),
  ...(['minimal', 'full', 'firewall_status', 'include_status_conditioned', 'include_closed'] as const),
] satisfies ParameterName[];

export const HSDS_PATHS = {
  services: {
    entity: 'SERVICE',
    schema: 'service',
    says: 'Services that are open, the freshest first.',
    list: [...PAGES, ...OF_SERVICES],
    record: [],
  },
  organizations: {
    entity: 'ORGANIZATION',
    schema: 'organization',
    says: 'Organizations that are active, by name.',
    list: [...PAGES, 'taxonomy_term_id', 'taxonomy_id', 'full', 'full_service'],
    record: ['full_service'],
  },
  service_at_locations: {
    entity: 'SERVICE_AT_LOCATION',
    schema: 'service_at_location',
    says: 'Services at each of their locations.',
    list: [...PAGES, ...OF_SERVICES],
    record: [],
  },
  taxonomies: {
    entity: 'TAXONOMY',
    schema: 'taxonomy',
    says: 'Taxonomies by name: code lists of this API, and those that were imported.',
    list: PAGES,
    record: [],
  },
  taxonomy_terms: {
    entity: 'TAXONOMY_TERM',
    schema: 'taxonomy_term',
    says: 'Their terms by name.',
    list: [...PAGES, 'taxonomy_id', 'top_only', 'parent_id'],
    record: [],
  },
} as const satisfies Record<string, HsdsPath>;
