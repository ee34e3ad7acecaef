import type { References } from '../../shared/federation.ts';
import type { AgreementService } from './agreement.service.ts';
import type { CountryService } from './country.service.ts';
import type { OrganisationService } from './organisation.service.ts';

/** How this subgraph answers `_entities`: by key alone, through the same doors as every other read. */
export function references(
  organisations: OrganisationService,
  countries: CountryService,
  agreements: AgreementService,
): References {
  return {
    Organisation: ({ id }, context) => organisations.find(context, String(id)),
    Agreement: ({ id }, context) => agreements.find(context, String(id)),
    Country: ({ iso2 }, context) => countries.find(context, String(iso2)),
  };
}
