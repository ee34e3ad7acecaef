import type { Reference, References } from '../../shared/federation.ts';
import type { ServiceService } from './service.service.ts';

const organisation: Reference = async ({ id }) => ({ id: String(id) });

/** How this subgraph answers `_entities`: by key alone. Of an organisation it knows nothing but the key. */
export function references(services: ServiceService): References {
  return {
    Service: ({ id }, context) => services.find(context, String(id)),
    Organisation: organisation,
  };
}
