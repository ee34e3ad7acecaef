import type { Reference, References } from '../../shared/federation.ts';
import type { ServiceService } from './service.service.ts';

const country: Reference = async ({ iso2 }) => ({ iso2: String(iso2) });
const organisation: Reference = async ({ id }) => ({ id: String(id) });

/** How this subgraph answers `_entities`: by key alone. Of an organisation or a country it knows nothing but the key. */
export function references(services: ServiceService): References {
  return {
    Service: ({ id }, context) => services.find(context, String(id)),
    Organisation: organisation,
    Country: country,
  };
}
